/** Sockets of outgoing calls. The guarded ones ask of every address, at the moment of connecting, whether it is a public one. */
import { lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { BlockList, type LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

export type Agents = { http: HttpAgent; https: HttpsAgent };

/** Idle connections are kept so long for the next call, ms: less than servers keep them. */
const KEPT_MS = 4_000;
const KEPT = { keepAlive: true, timeout: KEPT_MS };

/** What the agent takes for public and is not: all outside of global unicast, the old IPv4 in IPv6 among it, and documentation. */
const NEVER = new BlockList();
NEVER.addSubnet('::', 3, 'ipv6');
NEVER.addSubnet('4000::', 2, 'ipv6');
NEVER.addSubnet('8000::', 1, 'ipv6');
NEVER.addSubnet('3fff::', 20, 'ipv6');

/** @param lookup how names become addresses, instead of the system's own way; in tests */
export function guardedAgents(lookup: LookupFunction = systemLookup): Agents {
  const options = { ...KEPT, lookup: onlyGlobal(lookup) };
  return { http: new RequestFilteringHttpAgent(options), https: new RequestFilteringHttpsAgent(options) };
}

/** For addresses that whoever runs the installation has given. */
export const plainAgents = (): Agents => ({ http: new HttpAgent(KEPT), https: new HttpsAgent(KEPT) });

const onlyGlobal =
  (lookup: LookupFunction): LookupFunction =>
  (name, options, answer) =>
    lookup(name, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [{ address: found, family }] : (found ?? []);
      const inside = !error && addresses.some((one) => one.family === 6 && NEVER.check(one.address, 'ipv6'));
      answer(inside ? new Error('DNS lookup is not allowed.') : error, found, family);
    });
