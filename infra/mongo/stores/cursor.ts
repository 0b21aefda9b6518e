/** Opaque page cursors: the last row's time and id, so that a page neither skips nor repeats while rows arrive. */
import { invalidRequest } from '../../../workflows/domain/errors.ts';

export const cursorOf = (at: Date, id: string): string => Buffer.from(`${at.getTime()}.${id}`).toString('base64url');

/** @throws {Problem} `request.invalid` naming `cursor` */
export function readCursor(cursor: string): { at: Date; id: string } {
  const [, ms, id] = /^(\d{1,16})\.([a-z]{3}_[0-9a-z]{26})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!ms || !id) throw invalidRequest({ fields: [{ path: 'cursor', message: 'This is not a cursor of this list.' }] });
  return { at: new Date(Number(ms)), id };
}
