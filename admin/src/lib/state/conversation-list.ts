/** The inbox as pure data: what is known of conversations, and what a tab shows of it. */
import type { Conversation, Status } from '#lib/api/types.ts';

export const FILTERS = ['all', 'unresolved', 'escalated', 'resolved'] as const;
export type Filter = (typeof FILTERS)[number];

export type Known = ReadonlyMap<string, Conversation>;

/** How far a tab has been read. Behind `horizon` there are conversations that were not fetched yet. */
export type Extent = { cursor: string | null; horizon: string | null };

export const isFilter = (value: string | null): value is Filter => FILTERS.some((filter) => filter === value);

/** A page may have been asked for before a frame came in: the summary with more of the log in it wins. */
export function learn(known: Known, news: readonly Conversation[]): Known {
  const next = new Map(known);
  for (const conversation of news) {
    const before = next.get(conversation.id);
    if (!before || before.lastSeq <= conversation.lastSeq) next.set(conversation.id, conversation);
  }
  return next;
}

/** The rows of a tab, the latest activity first. */
export function rowsOf(known: Known, filter: Filter, { cursor, horizon }: Extent): Conversation[] {
  return [...known.values()]
    .filter(({ status }) => matches(status, filter))
    .filter(({ lastActivityAt }) => !cursor || !horizon || lastActivityAt >= horizon)
    .sort((a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt) || b.id.localeCompare(a.id));
}

export const matches = (status: Status, filter: Filter): boolean => filter === 'all' || status === filter;

/** Escalated, and nobody has taken it: somebody must look. */
export const needsPerson = ({ status, takenBy }: Pick<Conversation, 'status' | 'takenBy'>): boolean => status === 'escalated' && takenBy === null;

/** Whether a summary tells of a new call for a person. */
export const callsForPerson = (before: Conversation | undefined, now: Conversation): boolean => needsPerson(now) && !(before && needsPerson(before));
