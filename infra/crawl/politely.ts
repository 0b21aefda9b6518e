/** The turn at a host: one call at a time in this process, each some time behind the one before it, none while the host asks for rest. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchOptions } from '../ports/page-fetcher.ts';

/** What a host asks for is waited for up to this; beyond it nobody calls until it is over, ms. */
const MOST_REST_MS = 60_000;
/** Of a host that says "too many" and not for how long, ms. */
const REST_MS = 30_000;
/** Beyond it hosts that nobody waits for are forgotten. */
const REMEMBERED_HOSTS = 1_000;

type Host = { last: Promise<number>; waiting: number; restUntil: number };

/**
 * @param call makes one call; of an answer that asks for rest it is made once more behind that
 * @returns null when the host asks for more rest than is waited for: it is not called
 */
export function politely(): (host: string, options: FetchOptions, call: () => Promise<Response>) => Promise<Response | null> {
  const hosts = new Map<string, Host>();
  return async (name, { delayMs, signal }, call) => {
    const host = hosts.get(name) ?? { last: Promise.resolve(-Infinity), waiting: 0, restUntil: -Infinity };
    hosts.set(name, host);
    const before = host.last;
    const turn = Promise.withResolvers<number>();
    host.last = turn.promise;
    host.waiting++;
    // Somebody who gives up keeps the pause for those behind.
    let ended = -Infinity;
    try {
      ended = await before;
      for (let isLast = false; ; isLast = true) {
        const now = performance.now();
        if (host.restUntil - now > MOST_REST_MS) return null;
        await rest(Math.max(0, ended + delayMs - now, host.restUntil - now), signal);
        const called = call();
        await called.catch(() => {});
        ended = performance.now();
        const response = await called;
        const restMs = restOf(response);
        if (restMs > 0) host.restUntil = ended + restMs;
        if (restMs === 0 || isLast) return response;
        await response.body?.cancel();
      }
    } finally {
      turn.resolve(ended);
      host.waiting--;
      if (hosts.size > REMEMBERED_HOSTS) forget(hosts);
    }
  };
}

async function rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, null, { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}

function forget(hosts: Map<string, Host>): void {
  const now = performance.now();
  for (const [name, { waiting, restUntil }] of hosts) if (waiting === 0 && restUntil < now) hosts.delete(name);
}

/** For how long an answer asks to be left alone, ms; 0 when it does not. */
function restOf({ status, headers }: Response): number {
  if (status !== 429 && status !== 503) return 0;
  const said = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1_000;
  const at = Date.parse(said);
  if (!Number.isNaN(at)) return Math.max(0, at - Date.now());
  return status === 429 ? REST_MS : 0;
}
