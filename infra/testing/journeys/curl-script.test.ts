/** The script of the documentation holds a whole conversation, as a person and as a program. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { MadeApiKey } from '../../../api/protocol/api-keys.ts';
import { anAgent } from '../people.ts';
import { aWorld, type World } from '../world.ts';

const script = fileURLToPath(new URL('../../../docs/examples/whole-conversation.sh', import.meta.url));
const curlIsHere = spawnSync('curl', ['--version']).status === 0;
if (!curlIsHere) console.warn('curl is not here: the script of the documentation is not run.');

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

type Ran = { code: number; out: string; complaints: string };
const run = (env: Record<string, string>): Promise<Ran> =>
  new Promise((done) => {
    const child = execFile('sh', [script], { env: { PATH: process.env.PATH, PARLEY_URL: world.url, ...env } }, (_error, out, complaints) =>
      done({ code: child.exitCode ?? 1, out, complaints }),
    );
  });

const documents = { 'delivery.md': '# Delivery\n\nDelivery takes three working days.\n' };
const PARLEY_QUESTION = 'How long does delivery take?';

(curlIsHere ? test : test.skip)('a visitor, the assistant and a person talk to the end', async () => {
  const shop = await world.aTenant({ documents });
  const login = { PARLEY_EMAIL: shop.login.email, PARLEY_PASSWORD: shop.login.password };
  const ran = await run({ PARLEY_TENANT: shop.slug, PARLEY_QUESTION, ...login });
  expect(ran).toMatchObject({ code: 0, complaints: '' });
  const log = ran.out.slice(ran.out.indexOf('5.'));
  expect(log).toMatch(
    /1 {2}visitor \(message\) {2}How long does delivery take\?\n +2 {2}assistant \(message\) {2}[^]+agent \(message\) {2}I have looked into it/,
  );
  expect(log).toContain('(resolved)');

  const owner = await anAgent(world.url, shop.login);
  const permissions = ['conversation.read', 'conversation.answer'];
  const { body } = await owner.post<z.infer<typeof MadeApiKey>>('/api-keys', { name: 'Front end', permissions, expiresInDays: 1 });
  const byKey = await run({ PARLEY_TENANT: shop.slug, PARLEY_QUESTION, PARLEY_KEY: body.key });
  expect(byKey).toMatchObject({ code: 0, complaints: '' });
  expect(byKey.out).toContain('I have looked into it');
});

(curlIsHere ? test : test.skip)('it ends with a complaint when it is refused', async () => {
  const ran = await run({ PARLEY_TENANT: 'nobody-is-here' });
  expect(ran.code).not.toBe(0);
  expect(ran.complaints).toContain('404');
});
