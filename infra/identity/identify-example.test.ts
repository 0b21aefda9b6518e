/** The example of docs/identify.md runs as it stands there: what it signs is believed, what somebody changed in it is not. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Secret } from '../../workflows/domain/secret.ts';
import { visitorProofs } from './visitor-proofs.ts';

type Example = { proofOf(person: { id: string; name?: string; email?: string }, workspace: string, secret: string): string };

let folder: string;
let example: Example;
beforeAll(async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/identify.md'), 'utf8');
  const [, code] = /<!-- runnable: \S+identify-example\.test\.ts -->\s+```js\n([\s\S]+?)```/.exec(page)!;
  folder = mkdtempSync(join(tmpdir(), 'parley-example-'));
  const file = join(folder, 'proof.mjs');
  writeFileSync(file, code!);
  example = (await import(pathToFileURL(file).href)) as Example;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('proves the person to the workspace it was made for', async () => {
  const secret = 'a-secret-of-the-shop-that-is-long-enough';
  const jwt = example.proofOf({ id: 'user-7', name: 'Kim', email: 'kim@people.example' }, 'shop', secret);
  const check = (proof: string, workspace = 'shop', by = secret) => visitorProofs().check({ jwt: proof }, [new Secret(by)], [workspace]);
  expect(await check(jwt)).toEqual({ externalId: 'user-7', name: 'Kim', email: 'kim@people.example' });
  expect(await check(jwt, 'another')).toBeNull();
  expect(await check(jwt, 'shop', 'another-secret-that-is-long-enough-too')).toBeNull();
});
