/** One-time codes: eight digits, of which the store keeps a keyed hash. A plain hash of eight digits would be guessed in a second. */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { OneTimeCodes } from '../ports/identity.ts';

/** @param key 32 bytes, secret */
export function oneTimeCodes(key: Buffer): OneTimeCodes {
  const seal = (challengeId: string, code: string): string => createHmac('sha256', key).update(`${challengeId}.${code}`).digest('base64url');
  return {
    make: () => String(randomInt(0, 100_000_000)).padStart(8, '0'),
    seal,
    matches: (challengeId, code, sealed) => timingSafeEqual(Buffer.from(seal(challengeId, code)), Buffer.from(sealed)),
  };
}
