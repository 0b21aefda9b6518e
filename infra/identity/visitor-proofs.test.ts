/** What proves who a visitor is, and the many things that do not. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { Secret } from '../../workflows/domain/secret.ts';
import { visitorProofs } from './visitor-proofs.ts';

const SHARED = 'a-shared-secret-of-the-tenant-0123456789';
const OLD = 'the-secret-before-it-of-the-tenant-987654';
const AUDIENCE = ['tnt_shop', 'shop'];
const now = new Date('2026-03-01T12:00:00Z');
const seconds = now.getTime() / 1_000;
const proofs = visitorProofs(() => now);
const bytes = (text: string) => Buffer.from(text);

let pem: string;
let privateKey: KeyObject;
let otherKey: KeyObject;
beforeAll(() => {
  const pair = generateKeyPairSync('ed25519');
  privateKey = pair.privateKey;
  pem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  otherKey = generateKeyPairSync('ed25519').privateKey;
});

type Claims = Record<string, unknown>;
const claims = (change: Claims = {}): Claims => ({ sub: 'user-7', aud: 'shop', iat: seconds, exp: seconds + 300, ...change });
const sign = (given: Claims, key: KeyObject | Uint8Array = bytes(SHARED), alg = 'HS256', header: object = {}): Promise<string> =>
  new SignJWT(given).setProtectedHeader({ alg, ...header }).sign(key);
const check = (jwt: string, secrets = [SHARED]) =>
  proofs.check(
    { jwt },
    secrets.map((one) => new Secret(one)),
    AUDIENCE,
  );

describe('a JWT', () => {
  test('proves its subject; name and address come from its claims', async () => {
    const jwt = await sign(claims({ name: 'Kim Ü', email: 'kim@people.example', role: 'owner' }));
    expect(await check(jwt)).toEqual({ externalId: 'user-7', name: 'Kim Ü', email: 'kim@people.example' });
  });

  test('may be for the tenant by id or short name, and among other audiences', async () => {
    for (const aud of ['shop', 'tnt_shop', ['other', 'shop']])
      expect(await check(await sign(claims({ aud })))).toMatchObject({ externalId: 'user-7' });
  });

  test('of the secret before is good while that lives', async () => {
    const jwt = await sign(claims(), bytes(OLD));
    expect(await check(jwt, [SHARED, OLD])).toMatchObject({ externalId: 'user-7' });
    expect(await check(jwt, [SHARED])).toBeNull();
  });

  test('by EdDSA is good where the tenant gave a public key', async () => {
    expect(await check(await sign(claims(), privateKey, 'EdDSA'), [pem])).toMatchObject({ externalId: 'user-7' });
    expect(await check(await sign(claims(), otherKey, 'EdDSA'), [pem])).toBeNull();
    expect(await check(await sign(claims(), privateKey, 'EdDSA'), [SHARED])).toBeNull();
  });

  test.each<[string, () => string | Promise<string>, (() => string[])?]>([
    ['of another tenant', () => sign(claims({ aud: 'other' }))],
    ['for nobody', () => sign({ sub: 'user-7', exp: seconds + 300 })],
    ['without a subject', () => sign(claims({ sub: undefined }))],
    ['with an empty subject', () => sign(claims({ sub: '' }))],
    ['with a subject that is no text', () => sign(claims({ sub: { $ne: '' } }))],
    ['with a subject of 201 characters', () => sign(claims({ sub: 'x'.repeat(201) }))],
    ['without an end', () => sign(claims({ exp: undefined }))],
    ['that has ended', () => sign(claims({ iat: seconds - 400, exp: seconds - 31 }))],
    ['that lives longer than ten minutes', () => sign(claims({ exp: seconds + 601 }))],
    ['that lives an hour and hides when it was made', () => sign(claims({ iat: undefined, exp: seconds + 3_600 }))],
    ['that was made long ago and ends soon', () => sign(claims({ iat: seconds - 3_000, exp: seconds + 60 }))],
    ['that begins in the future', () => sign(claims({ nbf: seconds + 120 }))],
    ['under another secret', () => sign(claims(), bytes('another-secret-of-somebody-else-0123456'))],
    ['by HS512', () => sign(claims(), bytes(SHARED.repeat(2)), 'HS512'), () => [SHARED.repeat(2)]],
    ['by HS384 under the right secret', () => sign(claims(), bytes(SHARED), 'HS384')],
    ['without a signature', () => new UnsecuredJWT(claims()).encode()],
    ['signed with the public key as if it were shared', () => sign(claims(), bytes(pem), 'HS256'), () => [pem]],
    ['signed with the trimmed public key', () => sign(claims(), bytes(pem.trim()), 'HS256'), () => [pem.trim()]],
    ['whose claims were changed', async () => swap(await sign(claims()), await sign(claims({ sub: 'admin' }), bytes(OLD)))],
    ['with a critical header that nobody knows', () => sign(claims(), bytes(SHARED), 'HS256').then((jwt) => header(jwt, { crit: ['x'], x: 1 }))],
    ['of a megabyte', () => 'x'.repeat(1 << 20)],
    ['of dots', () => '..'],
    ['of nothing', () => ''],
  ])('%s proves nothing', async (_name, make, secrets = () => [SHARED]) => {
    expect(await check(await make(), secrets())).toBeNull();
  });

  test('proves nothing where no secret is set', async () => {
    expect(await check(await sign(claims()), [])).toBeNull();
  });
});

describe('an HMAC', () => {
  const hash = (secret: string, id: string) => createHmac('sha256', secret).update(id).digest('hex');
  const by = (userId: string, given: string, secrets = [SHARED]) =>
    proofs.check(
      { userId, hash: given },
      secrets.map((one) => new Secret(one)),
      AUDIENCE,
    );

  test('proves the id and nothing beside it, also under the secret before', async () => {
    expect(await by('user-7', hash(SHARED, 'user-7'))).toEqual({ externalId: 'user-7' });
    expect(await by('user-7', hash(OLD, 'user-7'), [SHARED, OLD])).toEqual({ externalId: 'user-7' });
  });

  test('of another id, another secret, or cut, or of a public key proves nothing', async () => {
    for (const wrong of [hash(SHARED, 'user-8'), hash(OLD, 'user-7'), hash(SHARED, 'user-7').slice(2), '', 'zz'.repeat(32)])
      expect(await by('user-7', wrong)).toBeNull();
    expect(await by('user-7', hash(pem, 'user-7'), [pem])).toBeNull();
  });
});

const swap = (jwt: string, other: string): string => [jwt.split('.')[0], other.split('.')[1], jwt.split('.')[2]].join('.');
const header = (jwt: string, change: object): string => {
  const [head, ...rest] = jwt.split('.');
  const changed = { ...(JSON.parse(Buffer.from(head!, 'base64url').toString()) as object), ...change };
  return [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.');
};
