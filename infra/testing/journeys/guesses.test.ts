/** Whoever guesses gets nothing: few guesses are looked at however many come at once, and no answer tells who has an account. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { StaffSession } from '../../../api/protocol/staff.ts';
import type { RunningServer } from '../../../api/server.ts';
import type { RateLimits } from '../../ports/identity.ts';
import type { Mail } from '../../ports/mailer.ts';
import { startServer } from '../../cli/compose/start-server.ts';
import { derivedKey, identityRoot } from '../../identity/derived-keys.ts';
import { oneTimeCodes } from '../../identity/one-time-codes.ts';
import { argon2Passwords } from '../../identity/passwords.ts';
import { secondFactors } from '../../identity/totp.ts';
import { memoryRateLimits } from '../../limits/rate-limits.ts';
import { call, type Reply } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
/** Limits its callers by person, and not by address: all of them come from this machine. */
let limited: RunningServer;
/** Limits nobody: what is left are the rules of codes and passwords themselves. */
let open: RunningServer;
const mails: Mail[] = [];
const looked = { codes: 0, passwords: 0, steps: 0 };

beforeAll(async () => {
  world = await aWorld({ workers: false });
  const codes = oneTimeCodes(derivedKey(await identityRoot(world.parts.secrets), 'one-time-code'));
  const passwords = argon2Passwords();
  const counting = {
    codes: { ...codes, matches: (...given: Parameters<typeof codes.matches>) => (looked.codes++, codes.matches(...given)) },
    passwords: { ...passwords, matches: (...given: Parameters<typeof passwords.matches>) => (looked.passwords++, passwords.matches(...given)) },
    totp: { ...secondFactors, stepOf: (...given: Parameters<typeof secondFactors.stepOf>) => (looked.steps++, secondFactors.stepOf(...given)) },
    mailer: { send: async (mail: Mail) => void mails.push(mail) },
  };
  const free: RateLimits = { take: async () => 0 };
  const real = memoryRateLimits();
  const byPerson: RateLimits = { take: (limit, ...more) => (limit === 'signInFrom' ? Promise.resolve(0) : real.take(limit, ...more)) };
  limited = await startServer(world.parts.config, world.parts, { ...counting, limits: byPerson });
  open = await startServer(world.parts.config, world.parts, { ...counting, limits: free });
});
afterAll(async () => {
  await limited.close();
  await open.close();
  await world.close();
});

const post = <T = { code: string }>(server: RunningServer, path: string, body: object, authorization?: string): Promise<Reply<T>> =>
  call<T>(server.url, `/api/v1${path}`, { method: 'POST', body, ...(authorization ? { authorization } : {}) });

/** In waves, so that a small machine has no thousand open connections. */
async function waves<T>(n: number, atOnce: number, act: (i: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let i = 0; i < n; i += atOnce) done.push(...(await Promise.all(Array.from({ length: Math.min(atOnce, n - i) }, (_, j) => act(i + j)))));
  return done;
}
const withoutId = ({ body }: Reply<object>): object => ({ ...body, requestId: '' });

test('of 1,000 guesses at a mailed code at most five are looked at, though nothing limits them; then the right one is dead', async () => {
  const shop = await world.aTenant();
  const before = mails.length;
  const { body: challenge } = await post<{ challengeId: string }>(open, '/auth/code', { email: shop.login.email, purpose: 'signIn' });
  await until(() => mails.length > before);
  const code = /^\d{8}$/m.exec(mails.at(-1)!.text)![0];
  const wrong = (i: number): string => String((Number(code) + i + 1) % 100_000_000).padStart(8, '0');
  const guesses = await waves(1_000, 250, (i) => post(open, '/auth/code/sign-in', { ...challenge, code: wrong(i) }));
  expect(new Set(guesses.map(({ status, body }) => `${status} ${body.code}`))).toEqual(new Set(['401 auth.wrongCode']));
  expect(looked.codes).toBeLessThanOrEqual(5);
  expect(await post(open, '/auth/code/sign-in', { ...challenge, code })).toMatchObject({ status: 401, body: { code: 'auth.wrongCode' } });
  expect(looked.codes).toBeLessThanOrEqual(5);
});

test('known and unknown addresses get the same answers, for the same work', async () => {
  const shop = await world.aTenant();
  const answers: Reply<object>[] = [];
  const work: number[] = [];
  for (const email of [shop.login.email, 'nobody@people.example']) {
    const before = looked.passwords;
    answers.push(await post(limited, '/auth/sign-in', { email, password: 'not the password' }));
    work.push(looked.passwords - before);
  }
  expect(work).toEqual([1, 1]);
  expect(withoutId(answers[0]!)).toEqual(withoutId(answers[1]!));
  expect(answers[0]!.status).toBe(401);
});

test('of many guesses at one password ten a minute are looked at, whether the address is known or not', async () => {
  const shop = await world.aTenant();
  for (const email of [shop.login.email, 'nobody-else@people.example']) {
    const before = looked.passwords;
    const guesses = await waves(60, 30, (i) => post(limited, '/auth/sign-in', { email, password: `guess ${i}` }));
    expect(looked.passwords - before).toBeLessThanOrEqual(20);
    const refused = guesses.filter(({ status }) => status === 429);
    expect(refused.length).toBe(60 - (looked.passwords - before));
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);
  }
});

test('of many guesses at a second factor five are looked at, and the right code is refused with the wrong ones', async () => {
  const shop = await world.aTenant();
  const { body: session } = await post<StaffSession>(limited, '/auth/sign-in', shop.login);
  const authorization = `Bearer ${session.accessToken}`;
  const { body: enrolment } = await post<{ secret: string }>(limited, '/me/second-factor', { password: shop.login.password }, authorization);
  const app = new TOTP({ secret: Secret.fromBase32(enrolment.secret) });
  const confirmed = await post(limited, '/me/second-factor/confirmation', { code: app.generate() }, authorization);
  expect(confirmed.status).toBe(200);
  const { body: partial } = await post<{ partialToken: string }>(limited, '/auth/sign-in', shop.login);
  const before = looked.steps;
  const { partialToken } = partial;
  const guesses = await waves(100, 50, (i) => post(limited, '/auth/second-factor', { partialToken, code: String(i).padStart(6, '0') }));
  expect(looked.steps - before).toBeLessThanOrEqual(5);
  expect(guesses.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(95);
  expect(await post(limited, '/auth/second-factor', { partialToken, code: app.generate({ timestamp: Date.now() + 30_000 }) })).toMatchObject({
    status: 429,
  });
});
