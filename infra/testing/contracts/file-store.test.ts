/** What every file store promises. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { VersionId } from '../../../workflows/domain/document.ts';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import { localFiles } from '../../files/local.ts';
import type { FileStore } from '../../ports/knowledge-stores.ts';

const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const A: TenantScope = { tenantId: 'tnt_a' };
const B: TenantScope = { tenantId: 'tnt_b' };
const V: VersionId = 'doc_1@0000000000000001';
const bytes = (text: string) => new TextEncoder().encode(text);

function keepsThePromises(name: string, open: () => Promise<FileStore>): void {
  describe(`file store: ${name}`, () => {
    let files: FileStore;
    beforeEach(async () => {
      files = await open();
    });

    test('gives back the bytes that were put, the newest of a version', async () => {
      expect(await files.get(A, V)).toBeNull();
      await files.put(A, V, Uint8Array.of(0, 255, 10, 13));
      expect(await files.get(A, V)).toEqual(Uint8Array.of(0, 255, 10, 13));
      await files.put(A, V, new Uint8Array());
      expect(await files.get(A, V)).toEqual(new Uint8Array());
    });

    test('removes, also what is not there', async () => {
      await files.put(A, V, bytes('x'));
      await files.remove(A, V);
      await files.remove(A, V);
      expect(await files.get(A, V)).toBeNull();
    });

    test('forgets a tenant, also one that has nothing, and nothing of another', async () => {
      await files.put(A, V, bytes('of a'));
      await files.put(B, V, bytes('of b'));
      await files.removeTenant(A);
      await files.removeTenant(A);
      expect(await files.get(A, V)).toBeNull();
      expect(await files.get(B, V)).toEqual(bytes('of b'));
    });

    test('keeps tenants apart', async () => {
      await files.put(A, V, bytes('of a'));
      expect(await files.get(B, V)).toBeNull();
      await files.remove(B, V);
      expect(await files.get(A, V)).toEqual(bytes('of a'));
    });

    test('shows whole files only while one is written again and again', async () => {
      const long = (letter: string) => bytes(letter.repeat(200_000));
      await files.put(A, V, long('a'));
      const writes = Promise.all(['b', 'c', 'd', 'e'].map((letter) => files.put(A, V, long(letter))));
      for (let i = 0; i < 10; i++) expect(new Set(await files.get(A, V)).size).toBe(1);
      await writes;
    });

    test('takes any id for a name, never for a path', async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom('../', '/etc/', '..\\', '\u0000', 'a'.repeat(400)), fc.string({ unit: 'binary' }), async (trick, rest) => {
          const id: VersionId = `doc_${trick}@${rest}`;
          await files.put(A, id, bytes('inside'));
          expect(await files.get(A, id)).toEqual(bytes('inside'));
        }),
        { numRuns: 40, seed: 3 },
      );
    });
  });
}

keepsThePromises('local folder', async () => localFiles(await newFolder()));

test('the local folder holds nothing but finished files, readable by their owner alone', async () => {
  const root = await newFolder();
  const files = localFiles(root);
  await files.put(A, `doc_../../escape@1`, bytes('x'));
  await files.put(A, V, bytes('y'));
  const [tenant, ...others] = await readdir(root);
  expect(others).toEqual([]);
  const names = await readdir(join(root, tenant!));
  expect(names).toHaveLength(2);
  for (const name of names) {
    expect(name).toMatch(/^[0-9a-f]{40}$/);
    expect((await stat(join(root, tenant!, name))).mode & 0o077).toBe(0);
  }
});
