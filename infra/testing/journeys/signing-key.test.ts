/** Another signing key: whoever is signed in stays so, and second factors and codes that were made before it still open. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportPKCS8, generateKeyPair } from 'jose';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { StaffSession } from '../../../api/protocol/staff.ts';
import type { RunningServer } from '../../../api/server.ts';
import { startServer } from '../../cli/compose/start-server.ts';
import { call } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
let after: RunningServer;
beforeAll(async () => {
  world = await aWorld({ workers: false });
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  after = await startServer({ ...world.parts.config, PARLEY_SIGNING_KEY: await exportPKCS8(privateKey) }, world.parts);
});
afterAll(async () => {
  await after.close();
  await world.close();
});

test('sessions, second factors and mailed codes do not hang on it; access tokens do', async () => {
  const shop = await world.aTenant();
  const login = await world.aUser(shop.tenantId, 'agent');
  const post = <T>(url: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call<T>(url, `/api/v1${path}`, { method: 'POST', headers, ...(body ? { body } : {}) });
  const signedIn = await post<StaffSession>(world.url, '/auth/sign-in', login);
  const authorization = `Bearer ${signedIn.body.accessToken}`;
  const { body: enrolment } = await post<{ secret: string }>(world.url, '/me/second-factor', { password: login.password }, { authorization });
  const app = new TOTP({ secret: Secret.fromBase32(enrolment.secret) });
  const confirmedAt = Date.now();
  await post(world.url, '/me/second-factor/confirmation', { code: app.generate({ timestamp: confirmedAt }) }, { authorization });
  const { body: challenge } = await post<object>(world.url, '/auth/code', { email: login.email, purpose: 'signIn' });

  // The token is dead, the session is not.
  expect(await call(after.url, '/api/v1/me', { authorization })).toMatchObject({ status: 401 });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  const renewed = await post<StaffSession>(after.url, '/auth/refresh', undefined, { cookie });
  expect(renewed).toMatchObject({ status: 200, body: { sessionId: signedIn.body.sessionId } });

  const folder = join(world.parts.config.home, 'mail');
  const mails = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  await until(() => mails().some((mail) => /^\d{8}$/m.test(mail)));
  const code = /^\d{8}$/m.exec(mails().find((mail) => /^\d{8}$/m.test(mail))!)![0];
  const { body: partial } = await post<{ partialToken: string }>(after.url, '/auth/code/sign-in', { ...challenge, code });
  // The step of the confirmation is spent: the app shows the next one, which a phone's clock may be ahead by.
  const next = app.generate({ timestamp: Math.max(Date.now(), confirmedAt + 30_000) });
  expect(await post(after.url, '/auth/second-factor', { partialToken: partial.partialToken, code: next })).toMatchObject({ status: 200 });
});
