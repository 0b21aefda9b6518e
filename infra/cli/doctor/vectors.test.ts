/** What the doctor says of files of the embedded vector index that cannot be read. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examineEmbeddedVectors } from './vectors.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'parley-doctor-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

test('names each of them, and says what to do', async () => {
  expect(await examineEmbeddedVectors(home)).toMatchObject({ health: 'healthy', note: null });
  const [beside, first] = [join(home, 'vectors.old_3.db'), join(home, 'vectors.db')];
  await writeFile(beside, 'This is not a database. '.repeat(50));
  expect(await examineEmbeddedVectors(home)).toMatchObject({
    health: 'degraded',
    note: expect.stringContaining(`cannot be read: ${beside}; stop Parley`),
  });
  await writeFile(first, 'Neither is this. '.repeat(50));
  expect(await examineEmbeddedVectors(home)).toMatchObject({ health: 'unhealthy', note: expect.stringContaining(first) });
});
