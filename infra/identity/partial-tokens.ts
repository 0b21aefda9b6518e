/** What somebody holds between password and second factor: five minutes, and it opens nothing else. */
import { jwtVerify, SignJWT } from 'jose';
import type { UserId } from '../../workflows/domain/ids.ts';
import type { PartialTokens } from '../ports/identity.ts';

const SECONDS = 300;
const ISSUER = 'parley';
const AUDIENCE = 'parley-second-factor';
const TYPE = 'second-factor+jwt';

/** @param key 32 bytes, secret; another one than that of access tokens, so that neither can pass for the other */
export function partialTokens(key: Buffer): PartialTokens {
  return {
    lifetimeSeconds: SECONDS,
    sign: ({ userId, how }) =>
      new SignJWT({ how })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${SECONDS}s`)
        .sign(key),
    async verify(token) {
      if (token.length > 2_000) return null;
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: TYPE,
          maxTokenAge: SECONDS,
        });
        const { sub, how } = payload as { sub?: string; how?: string };
        return sub?.startsWith('usr_') && how ? { userId: sub as UserId, how } : null;
      } catch {
        return null;
      }
    },
  };
}
