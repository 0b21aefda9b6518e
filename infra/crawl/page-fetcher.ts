/** Fetches pages through the egress client. What comes back is bytes that nobody has looked at. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SITE } from '../../workflows/domain/site.ts';
import { EgressFault } from '../egress/fault.ts';
import type { Egress } from '../egress/egress.ts';
import type { FetchedPage, FetchOptions, PageFetcher } from '../ports/page-fetcher.ts';

/** Named in the log of whoever is read; robots.txt calls it `parleybot`. */
const USER_AGENT = 'Mozilla/5.0 (compatible; ParleyBot/1.0)';
/** For one page, ms. */
const TOTAL_MS = 20_000;
const ROBOTS_BYTES = 500 * 1024;
const ROBOTS_REDIRECTS = 5;
const GONE = [404, 410];
const PAGE = /^(?:text\/html|application\/xhtml\+xml)\b/i;
const MAP = /^(?:text|application)\/xml\b/i;

export function pageFetcher({ egress }: { egress: Egress }): PageFetcher {
  const inTurn = politely();
  const call = (url: string, limits: Parameters<Egress['fetch']>[0], { signal }: FetchOptions) =>
    egress.fetch(limits)(url, { headers: { 'user-agent': USER_AGENT, accept: 'text/html,application/xhtml+xml,application/xml;q=0.9' }, signal });

  return {
    fetch: (url, options) =>
      inTurn(new URL(url).host, options, async () => {
        try {
          return await answerOf(await call(url, { maxBytes: SITE.pageBytes, totalMs: TOTAL_MS }, options));
        } catch (error) {
          if (!(error instanceof EgressFault)) throw error;
          return { type: 'skipped', reason: error.kind === 'tooLarge' ? 'tooLarge' : 'unreachable' };
        }
      }),
    robots: (origin, options) =>
      inTurn(new URL(origin).host, options, async () => {
        try {
          const response = await call(`${origin}/robots.txt`, { maxBytes: ROBOTS_BYTES, totalMs: TOTAL_MS, redirects: ROBOTS_REDIRECTS }, options);
          if (response.ok) return await response.text();
          await response.body?.cancel();
          // RFC 9309: what does not exist forbids nothing; a server that is ill forbids everything.
          return response.status < 500 && response.status !== 429 ? '' : null;
        } catch (error) {
          if (!(error instanceof EgressFault)) throw error;
          return null;
        }
      }),
  };
}

async function answerOf(response: Response): Promise<FetchedPage> {
  const { status, headers } = response;
  const skipped = async (reason: Extract<FetchedPage, { type: 'skipped' }>['reason']): Promise<FetchedPage> => {
    await response.body?.cancel();
    return { type: 'skipped', reason };
  };
  const to = headers.get('location');
  if (status >= 300 && status < 400 && to !== null) {
    await response.body?.cancel();
    return { type: 'redirect', to };
  }
  if (GONE.includes(status)) return skipped('gone');
  if (status >= 500 || status === 429) return skipped('unreachable');
  if (status !== 200) return skipped('refused');
  const type = headers.get('content-type') ?? '';
  const isMap = MAP.test(type);
  if (!isMap && !PAGE.test(type)) return skipped('notAPage');
  const noindex = /\b(?:noindex|none)\b/i.test(headers.get('x-robots-tag') ?? '');
  return { type: isMap ? 'map' : 'page', bytes: new Uint8Array(await response.arrayBuffer()), noindex };
}

/** One call a host at a time in this process, each some time behind the one before it. */
function politely(): <T>(host: string, options: FetchOptions, work: () => Promise<T>) => Promise<T> {
  const hosts = new Map<string, { last: Promise<number>; waiting: number }>();
  return async (host, { delayMs, signal }, work) => {
    const entry = hosts.get(host) ?? { last: Promise.resolve(-Infinity), waiting: 0 };
    hosts.set(host, entry);
    const before = entry.last;
    const turn = Promise.withResolvers<number>();
    entry.last = turn.promise;
    entry.waiting++;
    // Somebody who gives up keeps the pause for those behind.
    let ended = -Infinity;
    try {
      ended = await before;
      await sleep(Math.max(0, ended + delayMs - performance.now()), null, { signal });
      const done = work();
      await done.catch(() => {});
      ended = performance.now();
      return await done;
    } finally {
      turn.resolve(ended);
      entry.waiting--;
      if (hosts.size > REMEMBERED_HOSTS) for (const [name, { waiting }] of hosts) if (waiting === 0) hosts.delete(name);
    }
  };
}

/** Beyond it hosts that nobody waits for are forgotten. */
const REMEMBERED_HOSTS = 1_000;
