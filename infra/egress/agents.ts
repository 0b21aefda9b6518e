/** Sockets of outgoing calls. The guarded ones ask of every address, at the moment of connecting, whether it is a public one. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

export type Agents = { http: HttpAgent; https: HttpsAgent };

/** What the agent takes for public and is not: all outside of global unicast, old IPv4-in-IPv6 forms among it, and documentation. */
const NEVER = ['::/3', '4000::/2', '8000::/1', '3fff::/20'];
/** Idle connections are kept so long for the next call, ms: less than servers keep them. */
const KEPT_MS = 4_000;
const KEPT = { keepAlive: true, timeout: KEPT_MS };

/** @param lookup how names become addresses, instead of the system's own way; in tests */
export function guardedAgents(lookup?: LookupFunction): Agents {
  const options = { ...KEPT, denyIPAddressList: NEVER, ...(lookup ? { lookup } : {}) };
  return { http: new RequestFilteringHttpAgent(options), https: new RequestFilteringHttpsAgent(options) };
}

/** For addresses that whoever runs the installation has given. */
export const plainAgents = (): Agents => ({ http: new HttpAgent(KEPT), https: new HttpsAgent(KEPT) });
