/**
 * More than sixty access tokens that open nothing: of other algorithms, keys, issuers, audiences, kinds and times, and plain nonsense.
 */
import { exportJWK, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { createHmac, createPublicKey } from 'node:crypto';

const b64 = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);

/** Signs what our own tokens hold, with changes. `undefined` leaves a claim or header out. */
export type SignAccess = (header: object, payload: object, key?: CryptoKey) => Promise<string>;

/** @param good a token that opens; @param pem the key that signs @returns a signer of tokens like the good one */
export async function accessSigner({ good, pem }: { good: string; pem: string }): Promise<SignAccess> {
  const key = await importPKCS8(pem, 'EdDSA');
  const claims = JSON.parse(Buffer.from(good.split('.')[1]!, 'base64url').toString()) as object;
  return (header, payload, by = key) =>
    new SignJWT({ ...claims, iat: now(), exp: now() + 600, ...payload }).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header }).sign(by);
}

/** @param good a token that opens; @param pem the key that signs: a thief without it has less */
export async function badAccessTokens({ good, pem }: { good: string; pem: string }): Promise<{ name: string; token: string }[]> {
  const signed = await accessSigner({ good, pem });
  const stranger = (await generateKeyPair('EdDSA', { extractable: true })).privateKey;
  const parts = good.split('.') as [string, string, string];
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
      [`alg "${alg}" without a signature`, () => `${b64({ alg, typ: 'at+jwt' })}.${parts[1]}.`],
      [`alg "${alg}" with our signature`, () => `${b64({ alg, typ: 'at+jwt' })}.${parts[1]}.${parts[2]}`],
    ]),
    ...(['HS256', 'HS384', 'HS512'] as const).map((alg): [string, () => string] => [
      `${alg} keyed by our public key`,
      () => {
        const head = `${b64({ alg, typ: 'at+jwt' })}.${parts[1]}`;
        const publicPem = createPublicKey(pem).export({ type: 'spki', format: 'pem' });
        return `${head}.${createHmac(alg.replace('HS', 'sha'), publicPem).update(head).digest('base64url')}`;
      },
    ]),
    ...['RS256', 'ES256', 'PS256', 'ES256K', 'Ed448', 'EdDSA\u0000'].map((alg): [string, () => string] => [
      `alg swapped to ${JSON.stringify(alg)}`,
      () => `${b64({ alg, typ: 'at+jwt' })}.${parts[1]}.${parts[2]}`,
    ]),
    ['another key', () => signed({}, {}, stranger)],
    [
      'another key that names itself',
      async () => signed({ jwk: await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).publicKey) }, {}, stranger),
    ],
    ['a foreign kid and key', () => signed({ kid: '../../keys/other' }, {}, stranger)],
    ['a jku and a foreign key', () => signed({ jku: 'http://127.0.0.1/keys' }, {}, stranger)],
    ['an x5u and a foreign key', () => signed({ x5u: 'http://127.0.0.1/cert' }, {}, stranger)],
    ['a critical header that nobody knows', () => `${b64({ alg: 'EdDSA', typ: 'at+jwt', crit: ['exp2'], exp2: 1 })}.${parts[1]}.${parts[2]}`],
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
    [
      'a changed payload',
      () => `${parts[0]}.${b64({ sub: 'usr_01m7yt0000000000000000000a', tenant: 'tnt_01m7yt0000000000000000000b' })}.${parts[2]}`,
    ],
    ['a cut signature', () => good.slice(0, -4)],
    ['a longer signature', () => `${good}AAAA`],
    ['no signature', () => `${parts[0]}.${parts[1]}.`],
    ['a signature of zeros', () => `${parts[0]}.${parts[1]}.${Buffer.alloc(64).toString('base64url')}`],
    ['two tokens', () => `${good},${good}`],
    ['a line break behind it', () => `${good}\n`],
    ['1 MB', () => 'A'.repeat(1 << 20)],
    ['1 MB of payload', () => signed({}, { pad: 'A'.repeat(1 << 20) })],
    ['deeply nested JSON', () => `${b64({ alg: 'EdDSA', typ: 'at+jwt' })}.${b64('['.repeat(1_000))}.${parts[2]}`],
    ['payload that is no JSON', () => `${parts[0]}.${b64('not json')}.${parts[2]}`],
    ['a prototype in the payload', () => `${parts[0]}.${b64('{"__proto__":{"sub":"usr_a"}}')}.${parts[2]}`],
  ];
  return Promise.all(bad.map(async ([name, make]) => ({ name, token: await make() })));
}
