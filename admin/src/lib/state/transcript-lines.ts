/** How entries stand on the page: days apart, and messages of one author in a row under one name. */
import type { Entry } from '#lib/api/types.ts';

/** What grouping reads of an entry. */
type Read = Pick<Entry, 'seq' | 'at' | 'kind' | 'author'>;

export type Line<E> = { entry: E; /** Opens a group of its author. */ first: boolean; newDay: boolean };

/** A pause that starts a new group, milliseconds. */
const PAUSE_MS = 5 * 60_000;

export function linesOf<E extends Read>(entries: readonly E[]): Line<E>[] {
  return entries.map((entry, at) => {
    const before = entries[at - 1];
    const newDay = !before || new Date(before.at).toDateString() !== new Date(entry.at).toDateString();
    const grouped =
      before?.kind === 'message' &&
      before.author.type === entry.author.type &&
      before.author.name === entry.author.name &&
      Date.parse(entry.at) - Date.parse(before.at) < PAUSE_MS;
    return { entry, first: newDay || !grouped, newDay };
  });
}

/** The seq of this agent's message when it is the last line of the log, else null: only there "sent" tells something. */
export function lastOwn(entries: readonly Read[], name: string): number | null {
  const last = entries.at(-1);
  return last?.kind === 'message' && last.author.type === 'agent' && last.author.name === name ? last.seq : null;
}
