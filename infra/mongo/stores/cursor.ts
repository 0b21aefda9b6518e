/**
 * Opaque page cursors: the last row's time and id, so that a page neither skips nor repeats while rows arrive. They are not signed: the
 * tenant and every filter stand in the query itself, so a made-up one shows another part of the caller's own list.
 */
import { invalidRequest } from '../../../workflows/domain/errors.ts';

/** Beyond this a number is no time any more. */
const LAST_MS = 8_640_000_000_000_000;

export const cursorOf = (at: Date, id: string): string => Buffer.from(`${at.getTime()}.${id}`).toString('base64url');

/** @throws {Problem} `request.invalid` naming `cursor` */
export function readCursor(cursor: string): { at: Date; id: string } {
  const [, ms, id] = /^(\d{1,16})\.([a-z]{3}_[0-9a-z]{26})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!ms || !id || Number(ms) > LAST_MS) throw invalidRequest({ fields: [{ path: 'cursor', message: 'This is not a cursor of this list.' }] });
  return { at: new Date(Number(ms)), id };
}
