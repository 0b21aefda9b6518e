/** Access tokens of staff: JWTs signed with Ed25519, 10 minutes long. */
import { exportPKCS8, generateKeyPair, importPKCS8, jwtVerify, SignJWT } from 'jose';
import { createPublicKey } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TenantId, UserId } from '../../workflows/domain/ids.ts';
import type { AccessTokens } from '../ports/identity.ts';

const SECONDS = 600;
const ISSUER = 'parley';
const AUDIENCE = 'parley-staff';
const MAX_LENGTH = 4_096;
/** The decoder below forgives line breaks and padding; a token has one spelling. */
const SHAPE = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** @param pem PKCS#8 of an Ed25519 key; the public half is derived from it */
export async function accessTokens(pem: string): Promise<AccessTokens> {
  const signing = await importPKCS8(pem, 'EdDSA');
  const verifying = createPublicKey(pem);
  return {
    lifetimeSeconds: SECONDS,
    sign: ({ userId, tenantId, sessionId }) =>
      new SignJWT({ tenant: tenantId, sid: sessionId })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${SECONDS}s`)
        .sign(signing),
    async verify(token) {
      if (token.length > MAX_LENGTH || !SHAPE.test(token)) return null;
      try {
        const { payload } = await jwtVerify(token, verifying, {
          algorithms: ['EdDSA'],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: 'at+jwt',
          maxTokenAge: SECONDS,
        });
        const { sub, tenant, sid, exp } = payload as { sub?: string; tenant?: string; sid?: string; exp?: number };
        if (!sub?.startsWith('usr_') || !tenant?.startsWith('tnt_') || !sid) return null;
        return { userId: sub as UserId, tenantId: tenant as TenantId, sessionId: sid, expiresAt: (exp ?? 0) * 1_000 };
      } catch {
        return null;
      }
    },
  };
}

/** The installation's signing key: given, or made once under the data folder with owner-only rights. */
export async function signingKey(given: string | undefined, home: string): Promise<string> {
  if (given) return given;
  const file = join(home, 'keys', 'access-token.pem');
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const pem = await exportPKCS8(privateKey);
  await mkdir(join(home, 'keys'), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, pem, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return pem;
}
