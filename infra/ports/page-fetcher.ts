/** Calls the pages of somebody else's site, politely: one call a host at a time, with a pause between, under a name of its own. */
import type { PageFault } from '../../workflows/domain/site.ts';

export type FetchedPage =
  | {
      type: 'page' | 'map';
      bytes: Uint8Array;
      /** The answer forbids that it is shown in searches. */
      noindex: boolean;
      /** The encoding as the server names it; null when it does not. */
      charset: string | null;
    }
  | { type: 'redirect'; to: string }
  | { type: 'skipped'; reason: Extract<PageFault, 'gone' | 'refused' | 'unreachable' | 'tooLarge' | 'notAPage'> };

export type FetchOptions = {
  /** Since the host was called last, ms. */
  delayMs: number;
  signal?: AbortSignal;
};

export interface PageFetcher {
  /** @throws the signal's reason, and nothing else: whatever is wrong with the address is an answer */
  fetch(url: string, options: FetchOptions): Promise<FetchedPage>;
  /** The robots.txt of an origin: `""` where there is none, null where it cannot be had, so that nothing may be read. */
  robots(origin: string, options: FetchOptions): Promise<string | null>;
}
