/** What a site's sync came to, in words. */
import type { Site } from '#lib/api/types.ts';

type Skip = Site['progress']['skips'][number]['reason'];

export const SKIPPED: Record<Skip, string> = {
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
  ...SKIPPED,
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

export function siteInWords({ state, failure, limit, progress }: Site): string {
  const { found, read, unchanged, skipped, removed } = progress;
  const done = read + unchanged + skipped;
  if (state === 'waiting') return 'Waits to be read';
  if (state === 'removing') return 'Is being removed';
  if (state === 'reading') return `${done} of ${found} found pages done`;
  if (state === 'failed') return `Could not be read: ${failure ? FAILED[failure] : 'it is not known why'}`;
  const parts = [`${read} new or changed`, `${unchanged} unchanged`, `${skipped} skipped`, ...(removed > 0 ? [`${removed} removed`] : [])];
  return `${parts.join(', ')}${limit ? `; ${LIMITS[limit]}` : ''}`;
}

export const RHYTHMS: { everyHours: number | null; label: string }[] = [
  { everyHours: 6, label: 'every 6 hours' },
  { everyHours: 24, label: 'every day' },
  { everyHours: 168, label: 'every week' },
  { everyHours: null, label: 'by hand' },
];

export const rhythmOf = (everyHours: number | null): string =>
  RHYTHMS.find((one) => one.everyHours === everyHours)?.label ?? `every ${everyHours} hours`;
