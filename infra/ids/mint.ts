/** Mints ids. Time-ordered, so never a credential. */
import { createHash } from 'node:crypto';
import { TypeID, typeid } from 'typeid-js';
import type { IdPrefix } from '../../workflows/domain/ids.ts';

export const mintId = <P extends IdPrefix>(prefix: P): `${P}_${string}` => typeid(prefix).toString() as `${P}_${string}`;

/** The same id for the same parts, so that a repeat finds what the first attempt made. */
export function derivedId<P extends IdPrefix>(prefix: P, ...parts: string[]): `${P}_${string}` {
  const bytes = createHash('sha256').update(parts.join('\u0000')).digest().subarray(0, 16);
  // Marked as a UUID of version 8 (custom), variant 1.
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return TypeID.fromUUIDBytes(prefix, bytes).toString() as `${P}_${string}`;
}
