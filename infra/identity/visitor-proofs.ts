/**
 * Proofs of visitors: a JWT of at most ten minutes (HS256 with the shared secret, or EdDSA when the tenant gave a public key), or
 * the hex HMAC-SHA256 of the id. The kind of key decides the algorithm, never the token.
 */
import { createHmac, createPublicKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { jwtVerify, type JWTPayload } from 'jose';
import type { Secret } from '../../workflows/domain/secret.ts';
import type { Proof, Proven, VisitorProofs } from '../ports/visitor-proofs.ts';

/** Seconds from issue to end, at most. */
const LIFE_SECONDS = 600;
/** How far the customer's clock may be off, seconds. */
const DRIFT_SECONDS = 30;
const JWT_LENGTH = 4_096;
const ID_LENGTH = 200;

/** @param now for tests; the clock without */
export const visitorProofs = (now: () => Date = () => new Date()): VisitorProofs => ({
  async check(proof, secrets, audience) {
    for (const secret of secrets) {
      const proven = 'jwt' in proof ? await byJwt(proof.jwt, secret, audience, now()) : byHmac(proof, secret);
      if (proven) return proven;
    }
    return null;
  },
});

async function byJwt(jwt: string, secret: Secret, audience: readonly string[], now: Date): Promise<Proven | null> {
  if (jwt.length > JWT_LENGTH) return null;
  const publicKey = publicKeyIn(secret);
  try {
    const { payload } = await jwtVerify(jwt, publicKey ?? Buffer.from(secret.reveal()), {
      algorithms: [publicKey ? 'EdDSA' : 'HS256'],
      audience: [...audience],
      requiredClaims: ['sub', 'exp', 'aud'],
      clockTolerance: DRIFT_SECONDS,
      currentDate: now,
    });
    return provenBy(payload, now);
  } catch {
    return null;
  }
}

function provenBy({ sub, exp = 0, iat, name, email }: JWTPayload, now: Date): Proven | null {
  const begin = Math.max(iat ?? 0, now.getTime() / 1_000);
  if (exp - begin > LIFE_SECONDS + DRIFT_SECONDS || (iat !== undefined && exp - iat > LIFE_SECONDS)) return null;
  if (!isId(sub)) return null;
  return { externalId: sub, name: textIn(name, 200), email: textIn(email, 254) };
}

function byHmac({ userId, hash }: Extract<Proof, { userId: string }>, secret: Secret): Proven | null {
  if (!isId(userId) || publicKeyIn(secret)) return null;
  const expected = createHmac('sha256', secret.reveal()).update(userId).digest();
  const given = Buffer.from(hash, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected) ? { externalId: userId } : null;
}

/** A secret that is a public key is one: its text is known to the world and must never count as a shared secret. */
function publicKeyIn(secret: Secret): KeyObject | null {
  const text = secret.reveal();
  return text.includes('-----BEGIN') ? createPublicKey(text) : null;
}

const isId = (id: unknown): id is string => typeof id === 'string' && id.length > 0 && id.length <= ID_LENGTH && id.isWellFormed();
const textIn = (value: unknown, most: number): string | undefined =>
  typeof value === 'string' && value.length > 0 && value.length <= most && value.isWellFormed() ? value : undefined;
