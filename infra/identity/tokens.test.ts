/** Tokens that are not ours, or not any more, open nothing. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, exportPKCS8, generateKeyPair, SignJWT } from 'jose';
import { createHmac, createPublicKey, randomBytes } from 'node:crypto';
import { Secret } from '../../workflows/domain/secret.ts';
import type { AccessTokens } from '../ports/identity.ts';
import { accessTokens } from './access-tokens.ts';
import { derivedKey } from './derived-keys.ts';
import { mintToken } from './opaque-tokens.ts';
import { refreshTokens } from './refresh-tokens.ts';

const claims = { userId: 'usr_01m7yt0000000000000000000a', tenantId: 'tnt_01m7yt0000000000000000000a', sessionId: 'fam_a' } as const;
const b64 = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

let ours: AccessTokens;
let pem: string;
let good: string;
let signed: (header: object, payload: object, key?: CryptoKey) => Promise<string>;
let stranger: CryptoKey;

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  pem = await exportPKCS8(privateKey);
  ours = await accessTokens(pem);
  good = await ours.sign(claims);
  stranger = (await generateKeyPair('EdDSA', { extractable: true })).privateKey;
  signed = (header, payload, key = privateKey) =>
    new SignJWT({
      tenant: claims.tenantId,
      sid: claims.sessionId,
      sub: claims.userId,
      iss: 'parley',
      aud: 'parley-staff',
      iat: now(),
      exp: now() + 600,
      ...payload,
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header })
      .sign(key);
});
const now = (): number => Math.floor(Date.now() / 1000);

test('a token of ours names its person, workspace and session, and lives ten minutes', async () => {
  expect(await ours.verify(good)).toMatchObject(claims);
  expect(ours.lifetimeSeconds).toBe(600);
  expect(await ours.verify(await signed({}, {}))).toMatchObject(claims);
});

describe('bad access tokens', () => {
  const parts = (): [string, string, string] => good.split('.') as [string, string, string];
  const bad: [string, () => string | Promise<string>][] = [
    ...[
      '',
      '.',
      '..',
      '...',
      'null',
      'undefined',
      '{}',
      '[]',
      'Bearer',
      ' ',
      '\u0000',
      '💥',
      '-1',
      'e30.e30.',
      'a.b.c',
      'e30.e30.e30.e30',
      'e30.e30.e30.e30.e30',
    ].map((text): [string, () => string] => [`the text ${JSON.stringify(text)}`, () => text]),
    ...['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg): [string, () => string][] => [
      [`alg "${alg}" without a signature`, () => `${b64({ alg, typ: 'at+jwt' })}.${parts()[1]}.`],
      [`alg "${alg}" with our signature`, () => `${b64({ alg, typ: 'at+jwt' })}.${parts()[1]}.${parts()[2]}`],
    ]),
    ...(['HS256', 'HS384', 'HS512'] as const).map((alg): [string, () => string] => [
      `${alg} keyed by our public key`,
      () => {
        const head = `${b64({ alg, typ: 'at+jwt' })}.${parts()[1]}`;
        const publicPem = createPublicKey(pem).export({ type: 'spki', format: 'pem' });
        return `${head}.${createHmac(alg.replace('HS', 'sha'), publicPem).update(head).digest('base64url')}`;
      },
    ]),
    ...['RS256', 'ES256', 'PS256', 'ES256K', 'Ed448', 'EdDSA\u0000'].map((alg): [string, () => string] => [
      `alg swapped to ${JSON.stringify(alg)}`,
      () => `${b64({ alg, typ: 'at+jwt' })}.${parts()[1]}.${parts()[2]}`,
    ]),
    ['another key', () => signed({}, {}, stranger)],
    [
      'another key that names itself',
      async () => signed({ jwk: await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).publicKey) }, {}, stranger),
    ],
    ['a foreign kid and key', () => signed({ kid: '../../keys/other' }, {}, stranger)],
    ['a jku and a foreign key', () => signed({ jku: 'http://127.0.0.1/keys' }, {}, stranger)],
    ['an x5u and a foreign key', () => signed({ x5u: 'http://127.0.0.1/cert' }, {}, stranger)],
    ['a critical header that nobody knows', () => `${b64({ alg: 'EdDSA', typ: 'at+jwt', crit: ['exp2'], exp2: 1 })}.${parts()[1]}.${parts()[2]}`],
    ['typ JWT', () => signed({ typ: 'JWT' }, {})],
    ['no typ', () => signed({ typ: undefined }, {})],
    ['typ of another kind of token', () => signed({ typ: 'second-factor+jwt' }, {})],
    ['another issuer', () => signed({}, { iss: 'parley.example' })],
    ['no issuer', () => signed({}, { iss: undefined })],
    ['another audience', () => signed({}, { aud: 'parley-visitor' })],
    ['audience of the second factor', () => signed({}, { aud: 'parley-second-factor' })],
    ['no audience', () => signed({}, { aud: undefined })],
    ['expired', () => signed({}, { iat: now() - 700, exp: now() - 100 })],
    ['expired as text', () => signed({}, { exp: 'tomorrow' })],
    ['valid for a year', () => signed({}, { iat: now() - 601, exp: now() + 31_536_000 })],
    ['without an end, old', () => signed({}, { iat: now() - 601, exp: undefined })],
    ['from the future', () => signed({}, { iat: now() + 3_600, exp: now() + 4_000 })],
    ['not valid before tomorrow', () => signed({}, { nbf: now() + 86_400 })],
    ['without a time of issue', () => signed({}, { iat: undefined })],
    ['no person', () => signed({}, { sub: undefined })],
    ['a visitor as the person', () => signed({}, { sub: 'vis_01m7yt0000000000000000000a' })],
    ['no workspace', () => signed({}, { tenant: undefined })],
    ['a workspace of another kind', () => signed({}, { tenant: 'usr_01m7yt0000000000000000000a' })],
    ['no session', () => signed({}, { sid: undefined })],
    ['an empty session', () => signed({}, { sid: '' })],
    ['a changed payload', () => `${parts()[0]}.${b64({ sub: claims.userId, tenant: 'tnt_01m7yt0000000000000000000b' })}.${parts()[2]}`],
    ['a cut signature', () => good.slice(0, -4)],
    ['a longer signature', () => `${good}AAAA`],
    ['no signature', () => `${parts()[0]}.${parts()[1]}.`],
    ['a signature of zeros', () => `${parts()[0]}.${parts()[1]}.${Buffer.alloc(64).toString('base64url')}`],
    ['two tokens', () => `${good},${good}`],
    ['a line break behind it', () => `${good}\n`],
    ['1 MB', () => 'A'.repeat(1 << 20)],
    ['1 MB of payload', () => signed({}, { pad: 'A'.repeat(1 << 20) })],
    ['deeply nested JSON', () => `${b64({ alg: 'EdDSA', typ: 'at+jwt' })}.${b64('['.repeat(1_000))}.${parts()[2]}`],
    ['payload that is no JSON', () => `${parts()[0]}.${b64('not json')}.${parts()[2]}`],
    ['a prototype in the payload', () => `${parts()[0]}.${b64('{"__proto__":{"sub":"usr_a"}}')}.${parts()[2]}`],
  ];

  test(`there are at least 60 of them`, () => expect(bad.length).toBeGreaterThanOrEqual(60));
  test.each(bad)('%s', async (_name, make) => {
    expect(await ours.verify(await make())).toBeNull();
    expect(({} as { sub?: string }).sub).toBeUndefined();
  });
});

describe('refresh tokens', () => {
  const tokens = refreshTokens(randomBytes(32));
  const sessionId = mintToken('fam');
  const token = tokens.issue(sessionId, 7);

  test('are the same each time, and read back', () => {
    expect(tokens.issue(sessionId, 7)).toBe(token);
    expect(tokens.read(token)).toEqual({ sessionId, generation: 7 });
  });

  test.each([
    ['nothing', ''],
    ['of another installation', refreshTokens(randomBytes(32)).issue(sessionId, 7)],
    ['another generation', token.replace('.7.', '.8.')],
    ['generation 0', token.replace('.7.', '.0.')],
    ['a generation with a sign', token.replace('.7.', '.+7.')],
    ['another session', token.replace(sessionId, mintToken('fam'))],
    ['a cut seal', token.slice(0, -1)],
    ['1 MB', 'A'.repeat(1 << 20)],
  ])('%s opens nothing', (_name, bad) => expect(tokens.read(bad)).toBeNull());
});

test('keys of different purposes have nothing in common, and are the same in every process that has the root', () => {
  const root = new Secret('the root');
  expect(derivedKey(root, 'refresh-token').equals(derivedKey(root, 'one-time-code'))).toBe(false);
  expect(derivedKey(root, 'refresh-token').equals(derivedKey(new Secret('the root'), 'refresh-token'))).toBe(true);
});
