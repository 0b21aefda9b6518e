/**
 * Pages of a list that is short enough to be read whole. A cursor is the place of the last item seen, in an order that no change of an
 * item moves it in: whatever is added or removed meanwhile, nothing that was there all the while is missing or doubled. It names a
 * place and grants nothing: a made-up one shows another part of the caller's own list.
 */
import { invalidRequest } from '../../workflows/domain/errors.ts';

const PLACE = /^[\w.:-]{1,120}$/;

/**
 * @param place of an item in the list: unique, never changing, compared as text
 * @param order `falling` shows the greatest place first
 * @throws {Problem} `request.invalid` naming `cursor`
 */
export function pageOf<T>(
  items: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  place: (item: T) => string,
  order: 'rising' | 'falling' = 'rising',
): { data: T[]; nextCursor: string | null } {
  const from = cursor === undefined ? null : readPlace(cursor);
  const isBefore = (a: string, b: string): boolean => (order === 'rising' ? a < b : a > b);
  const placed = items
    .map((item) => ({ item, at: place(item) }))
    .filter(({ at }) => from === null || isBefore(from, at))
    .sort((a, b) => (isBefore(a.at, b.at) ? -1 : 1));
  const shown = placed.slice(0, limit);
  const last = placed.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(({ item }) => item), nextCursor: last ? Buffer.from(last.at).toString('base64url') : null };
}

/** A place for what is ordered by time. */
export const timePlace = (at: Date, id: string): string => `${String(at.getTime()).padStart(15, '0')}.${id}`;

function readPlace(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (!PLACE.test(place)) throw invalidRequest({ fields: [{ path: 'cursor', message: 'This is not a cursor of this list.' }] });
  return place;
}
