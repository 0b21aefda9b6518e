/** What a site's sync came to, in words. */
import type { Site } from '#lib/api/types.ts';

type Skip = Site['progress']['skips'][number]['reason'];

/** Over the pages that it is true of. */
export const SKIPPED: Record<Skip, string> = {
  robots: 'Left out by robots.txt',
  noindex: 'Asks not to be indexed',
  redirect: 'Leads to another site',
  gone: 'Not there',
  refused: 'Refused by the site',
  unreachable: 'Out of reach',
  tooLarge: 'Larger than 2 MB',
  notAPage: 'No web page',
  unreadable: 'Cannot be read',
  empty: 'Holds no text',
  duplicate: 'Says the same as another document',
};

const OF_ONE: Record<Skip, string> = {
  robots: 'robots.txt asks not to read it',
  noindex: 'it asks not to be indexed',
  redirect: 'it leads to another site',
  gone: 'it is not there',
  refused: 'the site refuses it',
  unreachable: 'it cannot be reached',
  tooLarge: 'it is larger than 2 MB',
  notAPage: 'it is no web page',
  unreadable: 'it cannot be read',
  empty: 'it holds no text',
  duplicate: 'another document says the same',
};

const FAILED: Record<NonNullable<Site['failure']>, string> = {
  ...OF_ONE,
  redirect: 'it leads to another site: add that one',
  robotsUnreachable: 'its robots.txt cannot be had, so nothing may be read',
  internal: 'reading it failed on our side; try it again',
};

const LIMITS: Record<NonNullable<Site['limit']>, string> = {
  pages: 'the first 500 pages were read',
  bytes: 'the first 100 MB were read',
  depth: 'pages further than 8 links away were left out',
  time: 'it was read for four hours',
};

/** Where it is, or why it came to nothing; of one that was read, which bound ended it, or nothing. */
export function siteInWords({ state, failure, limit, progress: { found, read, unchanged, skipped } }: Site): string {
  if (state === 'waiting') return 'Waits to be read';
  if (state === 'removing') return 'Is being removed';
  if (state === 'reading') return `${read + unchanged + skipped} of ${found} found pages done`;
  if (state === 'failed') return `Could not be read: ${failure ? FAILED[failure] : 'it is not known why'}`;
  return limit ? `Not the whole site: ${LIMITS[limit]}` : '';
}

/** What the present or the last sync came to. */
export const countsOf = ({ progress: { read, unchanged, skipped, removed } }: Site): { label: string; count: number }[] => [
  { label: 'new or changed', count: read },
  { label: 'unchanged', count: unchanged },
  { label: 'skipped', count: skipped },
  { label: 'removed', count: removed },
];

/** Skipped pages by their reason, the most frequent first. */
export function skipsByReason({ progress: { skips } }: Site): { reason: Skip; urls: string[] }[] {
  const by = new Map<Skip, string[]>();
  for (const { reason, url } of skips) by.set(reason, [...(by.get(reason) ?? []), url]);
  return [...by].map(([reason, urls]) => ({ reason, urls })).sort((a, b) => b.urls.length - a.urls.length);
}

export const RHYTHMS: readonly { everyHours: number | null; label: string }[] = [
  { everyHours: 6, label: 'every 6 hours' },
  { everyHours: 24, label: 'every day' },
  { everyHours: 168, label: 'every week' },
  { everyHours: null, label: 'by hand' },
];

/** Those to choose from, with the present one among them, which a program may have set to anything. */
export const rhythmsWith = (everyHours: number | null): typeof RHYTHMS =>
  RHYTHMS.some((one) => one.everyHours === everyHours) ? RHYTHMS : [...RHYTHMS, { everyHours, label: `every ${everyHours} hours` }];

export const SITE_STATES: Record<Site['state'], { label: string; tone: 'neutral' | 'accent' | 'good' | 'bad' }> = {
  waiting: { label: 'Waiting', tone: 'neutral' },
  reading: { label: 'Reading', tone: 'accent' },
  synced: { label: 'Read', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  removing: { label: 'Being removed', tone: 'neutral' },
};
