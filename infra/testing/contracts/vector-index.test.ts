/** What every vector index promises, whichever engine is under it. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { VersionId } from '../../../workflows/domain/document.ts';
import { WORDS_ONLY } from '../../../workflows/domain/encoder.ts';
import type { ChunkId } from '../../../workflows/domain/ids.ts';
import type { IndexedChunk, IndexScope, VectorIndex } from '../../ports/vector-index.ts';
import { openQdrantIndex } from '../../vectors/qdrant/index.ts';
import { openSqliteIndex, unreadableFiles } from '../../vectors/sqlite/index.ts';
import { startQdrantStandIn, type QdrantStandIn } from '../qdrant/stand-in.ts';

const DIM = 8;
const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-index-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const encoder = `test@${DIM}` as const;
const A: IndexScope = { tenantId: 'tnt_a', encoder };
const B: IndexScope = { tenantId: 'tnt_b', encoder };
/** The same tenant in the index of another encoder, and where words alone are searched. */
const OTHER_DIM = 3;
const A_NEW: IndexScope = { ...A, encoder: `maker/newer:1@${OTHER_DIM}` };
const A_WORDS: IndexScope = { ...A, encoder: WORDS_ONLY };
const V1: VersionId = 'doc_1@0000000000000001';
const V2: VersionId = 'doc_2@0000000000000002';

/** A vector of length 1 that leans towards one axis. */
const towards = (axis: number, lean = 3): Float32Array => {
  const raw = Float32Array.from({ length: DIM }, (_, i) => (i === axis ? lean : 1));
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
};
const chunk = (id: string, versionId: VersionId, text: string, axis = 0, heading = ''): IndexedChunk => ({
  chunkId: `chk_${id}`,
  versionId,
  heading,
  text,
  vector: towards(axis),
});
const found = (hits: { chunkId: ChunkId }[]) => hits.map((hit) => hit.chunkId);

/** @param open a fresh, empty index */
function keepsThePromises(name: string, open: () => VectorIndex | Promise<VectorIndex>): void {
  describe(`vector index: ${name}`, () => {
    let index: VectorIndex;
    beforeEach(async () => {
      index = await open();
    });
    afterEach(() => index.close());

    const refunds = chunk('refunds', V1, 'Refunds are paid within five business days.', 0, 'Refunds');
    const shipping = chunk('shipping', V1, 'Parcels leave the warehouse each morning.', 1, 'Shipping');
    const garden = chunk('garden', V2, 'Water the fern twice a week.', 2, 'Garden');
    const all = [V1, V2];

    test('gives back the vectors that were put, and none of another tenant or of what has none', async () => {
      await index.put(A, [refunds, shipping, { ...garden, vector: null }]);
      const vectors = await index.vectorsOf(A, ['chk_refunds', 'chk_garden', 'chk_nobody']);
      expect([...vectors.keys()]).toEqual(['chk_refunds']);
      expect([...vectors.get('chk_refunds')!].map((value) => value.toFixed(6))).toEqual([...towards(0)].map((value) => value.toFixed(6)));
      expect(await index.vectorsOf(B, ['chk_refunds'])).toEqual(new Map());
      expect(await index.vectorsOf(A, [])).toEqual(new Map());
    });

    test('finds by words and by meaning, best first, with both scores', async () => {
      await index.put(A, [refunds, shipping, garden]);
      const hits = await index.search(A, { versions: all, text: 'When are refunds paid?', vector: towards(0), limit: 3 });
      expect(hits[0]).toMatchObject({ chunkId: 'chk_refunds', versionId: V1 });
      expect(hits[0]!.dense).toBeCloseTo(1, 4);
      expect(hits[0]!.keyword).toBeGreaterThan(0);
      for (const { score } of hits) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
      expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((a, b) => b - a));
      expect(await index.search(A, { versions: all, text: 'zzz', vector: towards(2), limit: 1 })).toMatchObject([
        { chunkId: 'chk_garden', keyword: null },
      ]);
    });

    test('finds by words alone when there is no vector', async () => {
      await index.put(A, [refunds, shipping, { ...garden, vector: null }]);
      const hits = await index.search(A, { versions: all, text: 'watering ferns', vector: null, limit: 5 });
      expect(hits).toMatchObject([{ chunkId: 'chk_garden', dense: null }]);
    });

    test('finds an identifier however it is written, and nothing that shares one half of it', async () => {
      const [hyphen, blank] = [chunk('hyphen', V1, 'Error ERR-4012 means no paper.'), chunk('blank', V1, 'It shows err 4012 then.')];
      await index.put(A, [hyphen, blank, chunk('half', V1, 'Error 4012 of the printer.')]);
      const hits = await index.search(A, { versions: all, text: 'ERR-4012?', vector: null, limit: 5 });
      expect(found(hits).sort()).toEqual(['chk_blank', 'chk_hyphen']);
      expect(hits[0]!.keyword).toBeGreaterThan(0.7);
    });

    test('returns only chunks of the versions asked for', async () => {
      await index.put(A, [refunds, shipping, garden]);
      expect(found(await index.search(A, { versions: [V2], text: 'refunds', vector: towards(0), limit: 10 }))).toEqual(['chk_garden']);
      expect(await index.search(A, { versions: [], text: 'refunds', vector: towards(0), limit: 10 })).toEqual([]);
    });

    test('scores do not depend on what else is stored, by others or unpublished', async () => {
      const ask = () => index.search(A, { versions: [V1], text: 'refunds for parcels', vector: towards(1), limit: 5 });
      await index.put(A, [refunds, shipping]);
      const before = await ask();
      await index.put(B, [chunk('b1', V1, 'refunds refunds refunds', 1), chunk('b2', V1, 'parcels', 1)]);
      const after = await ask();
      expect(found(after)).toEqual(found(before));
      for (const [i, hit] of after.entries()) expect(hit.score).toBeCloseTo(before[i]!.score, 6);
    });

    test('a second put changes nothing, and a changed chunk replaces the earlier one', async () => {
      await index.put(A, [refunds, shipping]);
      await index.put(A, [refunds, shipping]);
      expect(await index.count(A)).toBe(2);
      await index.put(A, [{ ...refunds, text: 'Money comes back by bank transfer.' }]);
      expect(await index.count(A)).toBe(2);
      expect(found(await index.search(A, { versions: [V1], text: 'bank transfer', vector: null, limit: 5 }))).toEqual(['chk_refunds']);
      expect(await index.search(A, { versions: [V1], text: 'business', vector: null, limit: 5 })).toEqual([]);
    });

    test('tells what is stored of a version, and forgets a removed version', async () => {
      await index.put(A, [refunds, shipping, garden]);
      expect(await index.stored(A, V1)).toEqual(new Set(['chk_refunds', 'chk_shipping']));
      expect(await index.stored(B, V1)).toEqual(new Set());
      await index.removeVersion(A, V1);
      await index.removeVersion(A, V1);
      expect(await index.count(A)).toBe(1);
      expect(found(await index.search(A, { versions: all, text: 'refunds', vector: towards(0), limit: 10 }))).toEqual(['chk_garden']);
    });

    test('forgets a tenant, and nothing of another; what comes later is found again', async () => {
      await index.put(A, [refunds, shipping, garden]);
      await index.put(B, [refunds]);
      expect(await index.removeTenant(A)).toBe(3);
      expect(await index.removeTenant(A)).toBe(0);
      expect([await index.count(A), await index.count(B)]).toEqual([0, 1]);
      expect(await index.suggest(A, ['refnuds'])).toEqual(new Map());
      await index.put(A, [garden]);
      expect(found(await index.search(A, { versions: all, text: 'garden', vector: towards(0), limit: 10 }))).toEqual(['chk_garden']);
    });

    test('suggests what a mistyped word probably means, from the own knowledge only', async () => {
      await index.put(A, [refunds, shipping]);
      const typed = ['refnuds', 'refund', 'warehuose', 'helicopter', 'fern', '', 'x"'];
      expect(await index.suggest(A, typed)).toEqual(
        new Map([
          ['refnuds', 'refunds'],
          ['warehuose', 'warehouse'],
        ]),
      );
      expect(await index.suggest(B, typed)).toEqual(new Map());
    });

    test('takes any question for words, never for a query language', async () => {
      await index.put(A, [refunds]);
      const questions = [
        "what's the refund?",
        'refund-policy',
        '"',
        '""',
        "'; DROP TABLE chunks; --",
        'NEAR(refunds paid)',
        'heading: refunds',
        'a* OR ^b',
        '*',
        '(',
        '{x}',
        '\u0000',
        '💡',
        '',
      ];
      for (const text of questions) await index.search(A, { versions: [V1], text, vector: towards(0), limit: 3 });
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
          expect(found(await index.search(A, { versions: [V1], text, vector: towards(0), limit: 3 }))).toEqual(['chk_refunds']);
        }),
        { numRuns: 100, seed: 7 },
      );
    });

    test('keeps tenants apart: no search, list, count or removal sees another tenant', async () => {
      const words = ['refund', 'parcel', 'fern', 'gift', 'card', 'size'];
      const owned = fc.record({
        tenant: fc.constantFrom('tnt_p', 'tnt_q', 'tnt_r'),
        version: fc.constantFrom(V1, V2),
        id: fc.integer({ min: 0, max: 5 }),
        text: fc.shuffledSubarray(words, { minLength: 1 }).map((some) => some.join(' ')),
        axis: fc.integer({ min: 0, max: DIM - 1 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(owned, { minLength: 3, maxLength: 12 }), fc.constantFrom(...words), async (writes, asked) => {
          const scopeOf = (tenant: string): IndexScope => ({ tenantId: tenant as 'tnt_x', encoder });
          const own = new Map<string, Set<string>>();
          for (const { tenant, version, id, text, axis } of writes) {
            // The same chunk and version ids in each tenant: only the scope tells them apart.
            await index.put(scopeOf(tenant), [chunk(`${version.at(4)}${id}`, version, `${text} of ${tenant}`, axis)]);
            own.set(tenant, (own.get(tenant) ?? new Set()).add(`chk_${version.at(4)}${id}`));
          }
          for (const [tenant, ids] of own) {
            const hits = await index.search(scopeOf(tenant), { versions: all, text: asked, vector: towards(0), limit: 100 });
            expect(new Set(found(hits))).toEqual(ids);
            expect(await index.count(scopeOf(tenant))).toBe(ids.size);
          }
          const [first, ...others] = [...own.keys()];
          for (const version of all) await index.removeVersion(scopeOf(first!), version);
          expect(await index.count(scopeOf(first!))).toBe(0);
          for (const tenant of others) expect(await index.count(scopeOf(tenant))).toBe(own.get(tenant)!.size);
          for (const tenant of others) for (const version of all) await index.removeVersion(scopeOf(tenant), version);
        }),
        { numRuns: 40, seed: 11 },
      );
    });

    test('refuses a call without a tenant', async () => {
      await index.put(A, [refunds]);
      for (const none of [{ encoder }, { tenantId: '', encoder }] as unknown as IndexScope[])
        await expect(index.search(none, { versions: [V1], text: 'refunds', vector: null, limit: 1 })).rejects.toThrow('tenant');
    });

    test('each encoder has an index of its own, of its own dimension, and words alone have one', async () => {
      const newer = { ...refunds, vector: Float32Array.of(0, 1, 0) };
      await index.put(A, [refunds, shipping]);
      await index.put(A_NEW, [newer]);
      await index.put(A_WORDS, [{ ...garden, vector: null }]);
      expect([await index.count(A), await index.count(A_NEW), await index.count(A_WORDS)]).toEqual([2, 1, 1]);
      expect([await index.stored(A_NEW, V1), await index.stored(A_WORDS, V2)]).toEqual([new Set(['chk_refunds']), new Set(['chk_garden'])]);
      const ask = { versions: all, text: 'zzz', limit: 5 };
      expect(found(await index.search(A, { ...ask, vector: towards(1) }))[0]).toBe('chk_shipping');
      expect(await index.search(A_NEW, { ...ask, vector: Float32Array.of(0, 1, 0) })).toMatchObject([{ chunkId: 'chk_refunds', dense: 1 }]);
      expect(found(await index.search(A_WORDS, { ...ask, text: 'fern', vector: null }))).toEqual(['chk_garden']);
      expect(await index.suggest(A_NEW, ['warehuose'])).toEqual(new Map());
      expect([...(await index.vectorsOf(A_NEW, ['chk_refunds'])).get('chk_refunds')!]).toEqual([0, 1, 0]);
      await expect(index.put(A_NEW, [refunds])).rejects.toThrow();
    });

    test('what is removed is removed from the indexes of all encoders, but those that are named', async () => {
      const newer = [refunds, garden].map((one) => ({ ...one, vector: Float32Array.of(1, 0, 0) }));
      const fill = async () => {
        await index.put(A, [refunds, garden]);
        await index.put(A_NEW, newer);
        await index.put(A_WORDS, [{ ...garden, vector: null }]);
      };
      const counts = () => Promise.all([A, A_NEW, A_WORDS].map((scope) => index.count(scope)));
      await index.put(B, [garden]);
      await fill();
      await index.removeVersion(A, V2);
      expect(await counts()).toEqual([1, 1, 0]);
      await fill();
      expect(await index.removeTenant(A, [encoder, 'never@7'])).toBe(3);
      expect(await counts()).toEqual([2, 0, 0]);
      await fill();
      expect(await index.removeTenant(A)).toBe(5);
      expect(await counts()).toEqual([0, 0, 0]);
      expect(await index.count(B)).toBe(1);
    });

    test('refuses a vector of another dimension', async () => {
      await expect(index.put(A, [{ ...refunds, vector: new Float32Array(3) }])).rejects.toThrow();
      expect(await index.count(A)).toBe(0);
    });
  });
}

keepsThePromises('sqlite', async () => openSqliteIndex({ file: join(await newFolder(), 'vectors.db') }));
keepsThePromises('sqlite, in memory', () => openSqliteIndex({ file: ':memory:' }));

describe('over the wire', () => {
  let server: QdrantStandIn;
  beforeAll(async () => {
    server = await startQdrantStandIn({ apiKey: 'a key' });
  });
  afterAll(() => server.close());
  keepsThePromises('qdrant, by a stand-in', () =>
    openQdrantIndex({ url: server.url, apiKey: 'a key', prefix: `contract-${randomBytes(6).toString('hex')}` }),
  );
});

// The only thing here that needs a Qdrant: without one it is not a case of this suite.
const { QDRANT_URL, QDRANT_API_KEY: apiKey } = process.env;
if (QDRANT_URL)
  keepsThePromises('qdrant, a real one', async () => {
    const index = openQdrantIndex({ url: QDRANT_URL, apiKey, prefix: 'parley-contract' });
    for (const tenant of ['a', 'b', 'p', 'q', 'r']) await index.removeTenant({ tenantId: `tnt_${tenant}` });
    return index;
  });

describe('sqlite index file', () => {
  const refunds = chunk('refunds', V1, 'Refunds are paid within five business days.');

  test('is still there after a close, each encoder in its file', async () => {
    const folder = join(await newFolder(), 'deep');
    const first = openSqliteIndex({ file: join(folder, 'vectors.db') });
    await first.put(A, [refunds]);
    await first.put(A_NEW, [{ ...refunds, vector: Float32Array.of(1, 0, 0) }]);
    await first.close();
    expect((await readdir(folder)).filter((name) => name.endsWith('.db')).sort()).toEqual(['vectors.db', 'vectors.maker_newer_1_3.db']);
    const second = openSqliteIndex({ file: join(folder, 'vectors.db') });
    expect([await second.count(A_NEW), await second.count(A)]).toEqual([1, 1]);
    await second.close();
    // Who has opened none of them finds them all.
    const third = openSqliteIndex({ file: join(folder, 'vectors.db') });
    expect(await third.removeTenant(A)).toBe(2);
    await third.close();
  });

  test('sees at once what another process writes and removes', async () => {
    const file = join(await newFolder(), 'vectors.db');
    const [one, other] = [openSqliteIndex({ file }), openSqliteIndex({ file })];
    const ask = async () => found(await one.search(A, { versions: [V1], text: 'refunds', vector: null, limit: 5 }));
    expect(await ask()).toEqual([]);
    await other.put(A, [refunds]);
    expect(await ask()).toEqual(['chk_refunds']);
    await other.removeVersion(A, V1);
    expect(await ask()).toEqual([]);
    await Promise.all([one.close(), other.close()]);
  });

  test('of two processes that begin at once with two encoders each finds its own', async () => {
    const file = join(await newFolder(), 'vectors.db');
    const [one, other] = [openSqliteIndex({ file, first: A.encoder }), openSqliteIndex({ file, first: A_NEW.encoder })];
    await Promise.all([one.put(A, [refunds]), other.put(A_NEW, [{ ...refunds, vector: Float32Array.of(1, 0, 0) }])]);
    expect([await other.count(A), await one.count(A_NEW)]).toEqual([1, 1]);
    await Promise.all([one.close(), other.close()]);
  });

  test('an encoder that is named for what was made without one still asks for the vectors', async () => {
    const index = openSqliteIndex({ file: join(await newFolder(), 'vectors.db') });
    await index.put(A, [{ ...refunds, vector: null }]);
    expect([await index.stored(A, V1), await index.stored(A_WORDS, V1)]).toEqual([new Set(), new Set()]);
    await index.put(A, [refunds]);
    expect(await index.stored(A, V1)).toEqual(new Set(['chk_refunds']));
    expect(await index.search(A, { versions: [V1], text: '', vector: towards(0), limit: 1 })).toMatchObject([{ keyword: null }]);
    await index.close();
  });

  test('says what is wrong with a file that is no index, and does not pass over it when something is to be erased', async () => {
    const folder = await newFolder();
    const file = join(folder, 'vectors.db');
    await writeFile(file, 'This is not a database. '.repeat(500));
    const faults: string[] = [];
    const index = openSqliteIndex({ file, failed: ({ message }) => faults.push(message) });
    await expect(index.count(A)).rejects.toThrow('cannot be opened');
    await expect(index.removeTenant(A)).rejects.toThrow('cannot be opened');
    expect(faults[0]).toContain(file);
    await index.close();
    await expect(index.count(A)).rejects.toThrow('closed');
  });

  test('a file beside it that cannot be read keeps nobody from deleting, and is told of once', async () => {
    const folder = await newFolder();
    const file = join(folder, 'vectors.db');
    const strange = join(folder, 'vectors.old_7.db');
    const faults: string[] = [];
    const open = () => openSqliteIndex({ file, failed: ({ message }) => faults.push(message) });
    const first = open();
    await first.put(A, [refunds]);
    await first.put(A_NEW, [{ ...refunds, vector: Float32Array.of(1, 0, 0) }]);
    await writeFile(strange, 'This is not a database. '.repeat(500));
    await first.removeVersion(A, V1);
    expect([await first.count(A), await first.count(A_NEW)]).toEqual([0, 0]);
    await first.put(A, [refunds]);
    expect(await first.removeTenant(A)).toBe(1);
    expect(faults).toEqual([expect.stringContaining(strange)]);
    await first.close();

    // Also one that an encoder of ours had, from which nothing is to be searched any more.
    await writeFile(join(folder, 'vectors.maker_newer_1_3.db'), 'This is not a database. '.repeat(500));
    const second = open();
    await expect(second.count(A_NEW)).rejects.toThrow('cannot be opened');
    await second.put(A, [refunds]);
    expect(await second.removeTenant(A)).toBe(1);
    expect(
      unreadableFiles(file)
        .map(({ path }) => path)
        .sort(),
    ).toEqual([join(folder, 'vectors.maker_newer_1_3.db'), strange]);
    await second.close();
  });
});
