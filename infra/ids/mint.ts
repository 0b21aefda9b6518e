/** Mints ids. Time-ordered, so never a credential. */
import { createHash } from 'node:crypto';
import { TypeID, typeid } from 'typeid-js';
import type { IdPrefix } from '../../workflows/domain/ids.ts';

export const mintId = <P extends IdPrefix>(prefix: P): `${P}_${string}` => typeid(prefix).toString() as `${P}_${string}`;

/** The same id for the same parts, so that a repeat finds what the first attempt made. */
export function derivedId<P extends IdPrefix>(prefix: P, ...parts: string[]): `${P}_${string}` {
  // Marked as a UUID of version 8 (custom).
  return idOf(prefix, hashed(parts), 0x80);
}

/** As `derivedId`, and among other ids in the place of its time. */
export function datedId<P extends IdPrefix>(prefix: P, at: Date, ...parts: string[]): `${P}_${string}` {
  const bytes = hashed(parts);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  return idOf(prefix, bytes, 0x70);
}

/** As `derivedId`, for engines whose ids are UUIDs. */
export const derivedUuid = (...parts: string[]): string => TypeID.fromString(derivedId('chk', ...parts)).toUUID();

const hashed = (parts: string[]): Buffer => createHash('sha256').update(parts.join('\u0000')).digest().subarray(0, 16);

function idOf<P extends IdPrefix>(prefix: P, bytes: Buffer, version: number): `${P}_${string}` {
  bytes[6] = (bytes[6]! & 0x0f) | version;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return TypeID.fromUUIDBytes(prefix, bytes).toString() as `${P}_${string}`;
}
