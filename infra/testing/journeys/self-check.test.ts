/** What a process looks at before it takes its first message, with the real parts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMO_LOGIN } from '../../cli/demo-login.ts';
import { checkStart } from '../../cli/self-check.ts';
import { argon2Passwords } from '../../identity/passwords.ts';
import { mintId } from '../../ids/mint.ts';
import { aWorld, type World } from '../world.ts';

let world: World;
const logged: object[] = [];
beforeAll(async () => {
  world = await aWorld({ workers: false });
});
afterAll(() => world.close());

const log = { warn: (fields: object) => void logged.push(fields) } as World['parts']['log'];
const start = (env: Partial<World['parts']['config']>): Promise<void> =>
  checkStart({ ...world.parts.config, ...env, ...(env.NODE_ENV ? { PUBLIC_URL: 'https://support.example.com' } : {}) }, { ...world.parts, log });

test('a test and a production that is well set up start', async () => {
  await start({});
  expect(logged).toEqual([]);
  await start({ NODE_ENV: 'production', PARLEY_DEMO: false });
  // A stand-in has one copy of all.
  expect(logged.filter((line) => !JSON.stringify(line).includes('single server'))).toEqual([]);
});

test('the login of the demo stops a start in production, and is only said elsewhere', async () => {
  const passwordHash = await argon2Passwords().hash(DEMO_LOGIN.password);
  await world.parts.users.create({ _id: mintId('usr'), email: DEMO_LOGIN.email, name: 'Demo', passwordHash });
  await expect(start({ NODE_ENV: 'production', PARLEY_DEMO: false })).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringContaining(DEMO_LOGIN.email),
  });
  await expect(start({ NODE_ENV: 'production', PARLEY_DEMO: true })).rejects.toMatchObject({ message: expect.stringContaining('PARLEY_DEMO is on') });
  await start({});
});

test('a database that has just gone away stops nobody', async () => {
  const gone = { db: { command: () => Promise.reject(new Error('gone')) } } as unknown as World['parts']['connection'];
  await checkStart({ ...world.parts.config, NODE_ENV: 'production', PARLEY_DEMO: false }, { ...world.parts, log, connection: gone });
  expect(logged).toContainEqual({ reason: 'Error' });
});
