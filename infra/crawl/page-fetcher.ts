/** Fetches pages through the egress client. What comes back is bytes that nobody has looked at. */
import { gunzipSync } from 'node:zlib';
import { SITE } from '../../workflows/domain/site.ts';
import { EgressFault } from '../egress/fault.ts';
import type { Egress } from '../egress/egress.ts';
import type { FetchedPage, FetchOptions, PageFetcher } from '../ports/page-fetcher.ts';
import { politely } from './politely.ts';

/** Named in the log of whoever is read; robots.txt calls it `parleybot`. */
const USER_AGENT = 'Mozilla/5.0 (compatible; ParleyBot/1.0)';
/** For one page, ms. */
const TOTAL_MS = 20_000;
/** Of a sitemap, packed and unpacked: fifty thousand addresses are some megabytes. */
const MAP_BYTES = 10 * 2 ** 20;
const ROBOTS_BYTES = 500 * 1024;
const ROBOTS_REDIRECTS = 5;
const GONE = [404, 410];
const PAGE = /^(?:text\/html|application\/xhtml\+xml)\b/i;
const MAP = /^(?:text|application)\/xml\b/i;
const PACKED_MAP = /\.xml\.gz$/i;
const NAMED_MAP = /\.xml(?:\.gz)?$/i;
const CHARSET = /;\s*charset\s*=\s*"?([\w:.-]{1,40})/i;

/** @param options.totalMs that one page may take */
export function pageFetcher({ egress, totalMs = TOTAL_MS }: { egress: Egress; totalMs?: number }): PageFetcher {
  const inTurn = politely();
  const call = (url: string, limits: Omit<Parameters<Egress['fetch']>[0], 'totalMs'>, options: FetchOptions) =>
    inTurn(new URL(url).host, options, () =>
      egress.fetch({ ...limits, totalMs })(url, {
        headers: { 'user-agent': USER_AGENT, accept: 'text/html,application/xhtml+xml,application/xml;q=0.9' },
        signal: options.signal,
      }),
    );

  return {
    async fetch(url, options) {
      try {
        const maxBytes = NAMED_MAP.test(new URL(url).pathname) ? MAP_BYTES : SITE.pageBytes;
        const response = await call(url, { maxBytes }, options);
        return response ? await answerOf(response, url) : { type: 'skipped', reason: 'unreachable' };
      } catch (error) {
        if (!(error instanceof EgressFault)) throw error;
        return { type: 'skipped', reason: error.kind === 'tooLarge' ? 'tooLarge' : 'unreachable' };
      }
    },
    async robots(origin, options) {
      try {
        const response = await call(`${origin}/robots.txt`, { maxBytes: ROBOTS_BYTES, redirects: ROBOTS_REDIRECTS }, options);
        if (response?.ok) return await response.text();
        await response?.body?.cancel();
        // RFC 9309: what does not exist forbids nothing; a server that is ill forbids everything.
        return response && response.status < 500 && response.status !== 429 ? '' : null;
      } catch (error) {
        if (!(error instanceof EgressFault)) throw error;
        return null;
      }
    },
  };
}

async function answerOf(response: Response, url: string): Promise<FetchedPage> {
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
  const isPacked = PACKED_MAP.test(new URL(url).pathname);
  const isMap = isPacked || MAP.test(type);
  if (!isMap && !PAGE.test(type)) return skipped('notAPage');
  const noindex = /\b(?:noindex|none)\b/i.test(headers.get('x-robots-tag') ?? '');
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (isPacked) return unpacked(bytes);
  return { type: isMap ? 'map' : 'page', bytes, noindex, charset: CHARSET.exec(type)?.[1] ?? null };
}

function unpacked(bytes: Uint8Array): FetchedPage {
  try {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return { type: 'map', bytes: isGzip ? gunzipSync(bytes, { maxOutputLength: MAP_BYTES }) : bytes, noindex: false, charset: null };
  } catch (error) {
    return { type: 'skipped', reason: (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'notAPage' };
  }
}
