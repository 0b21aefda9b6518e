/** Tokens that are not ours, or not any more, open nothing. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { exportPKCS8, generateKeyPair } from 'jose';
import { randomBytes } from 'node:crypto';
import { Secret } from '../../workflows/domain/secret.ts';
import type { AccessTokens } from '../ports/identity.ts';
import { accessSigner, badAccessTokens } from '../testing/hostile/bad-tokens.ts';
import { accessTokens } from './access-tokens.ts';
import { derivedKey } from './derived-keys.ts';
import { mintToken } from './opaque-tokens.ts';
import { refreshTokens } from './refresh-tokens.ts';

const claims = { userId: 'usr_01m7yt0000000000000000000a', tenantId: 'tnt_01m7yt0000000000000000000a', sessionId: 'fam_a' } as const;

let ours: AccessTokens;
let pem: string;
let good: string;
beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  pem = await exportPKCS8(privateKey);
  ours = await accessTokens(pem);
  good = await ours.sign(claims);
});

test('a token of ours names its person, workspace and session, and lives ten minutes', async () => {
  expect(await ours.verify(good)).toMatchObject(claims);
  expect(ours.lifetimeSeconds).toBe(600);
  const sign = await accessSigner({ good, pem });
  expect(await ours.verify(await sign({}, {}))).toMatchObject(claims);
});

describe('bad access tokens', () => {
  test('sixty of them and more', async () => {
    const bad = await badAccessTokens({ good, pem });
    expect(bad.length).toBeGreaterThanOrEqual(60);
    for (const { name, token } of bad) expect([name, await ours.verify(token)]).toEqual([name, null]);
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
