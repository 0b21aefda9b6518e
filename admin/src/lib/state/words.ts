/** Times, sizes and shares as people read them. */

const DATE = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const DATE_YEAR = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;

/** `now`, `4m`, `2h`, `3d`, then the date: short enough for the edge of a row. */
export function ago(at: string, now: number): string {
  const date = new Date(at);
  const ms = now - date.getTime();
  if (ms < MINUTE) return 'now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR)}h`;
  if (ms < 7 * DAY_MS) return `${Math.floor(ms / DAY_MS)}d`;
  return (new Date(now).getFullYear() === date.getFullYear() ? DATE : DATE_YEAR).format(date);
}

/** How long a visitor has been waiting: `Waiting`, then `Waiting 4m`. */
export function waiting(since: string, now: number): string {
  const span = ago(since, now);
  return span === 'now' ? 'Waiting' : `Waiting ${span}`;
}

export const timeOf = (at: string): string => TIME.format(new Date(at));
export const fullTime = (at: string): string => FULL.format(new Date(at));

/** The day of a divider in the transcript. */
export function dayOf(at: string, now: number): string {
  const date = new Date(at);
  if (date.toDateString() === new Date(now).toDateString()) return 'Today';
  if (date.toDateString() === new Date(now - DAY_MS).toDateString()) return 'Yesterday';
  return DAY.format(date);
}

/** Bytes as B, KB or MB with at most one decimal. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} ${unit}`;
}

/** Where in its file a text stands: `p. 3`, `pp. 3–4`; nothing where it has no pages. */
export const pagesInWords = (pages: { first: number; last: number } | null | undefined): string =>
  !pages ? '' : pages.first === pages.last ? `p. ${pages.first}` : `pp. ${pages.first}–${pages.last}`;

/** `1 chunk`, `2 chunks`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const LANGUAGES = new Intl.DisplayNames(undefined, { type: 'language' });
/** `en` as people call it. */
export const languageName = (code: string): string => LANGUAGES.of(code) ?? code;

/** Milliseconds as `420 ms` or `1.3 s`. */
export const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

export const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** A visitor has no name; the end of the id tells one from another. */
export const visitorName = (visitorId: string): string => `Visitor ${visitorId.slice(-4).toUpperCase()}`;

/** An excerpt is a line of a list: the marks of Markdown and of sources say nothing there. */
export const plain = (excerpt: string): string => excerpt.replace(/\s?\[\d{1,3}\]/g, '').replace(/\*\*|__|`|^#+\s/g, '');

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase())
    .join('');
