/**
 * Refresh tokens: session, number of the generation, and a seal over both. Nothing of them is stored, so a copy of the database
 * holds no token; and an old one is told from a made-up one, which must not be able to end somebody's session.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RefreshTokens } from '../ports/identity.ts';

const SHAPE = /^(fam_[A-Za-z0-9_-]{43})\.([1-9]\d{0,8})\.([A-Za-z0-9_-]{43})$/;

/** @param key 32 bytes, secret */
export function refreshTokens(key: Buffer): RefreshTokens {
  const sealOf = (sessionId: string, generation: string): Buffer => createHmac('sha256', key).update(`${sessionId}.${generation}`).digest();
  return {
    issue: (sessionId, generation) => `${sessionId}.${generation}.${sealOf(sessionId, String(generation)).toString('base64url')}`,
    read(token) {
      const [, sessionId, generation, seal] = SHAPE.exec(token) ?? [];
      if (!sessionId || !generation || !seal) return null;
      if (!timingSafeEqual(sealOf(sessionId, generation), Buffer.from(seal, 'base64url'))) return null;
      return { sessionId, generation: Number(generation) };
    },
  };
}
