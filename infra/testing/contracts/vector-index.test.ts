/** What every vector index promises, whichever engine is under it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { VersionId } from '../../../workflows/domain/document.ts';
import type { ChunkId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { IndexedChunk, VectorIndex } from '../../ports/vector-index.ts';
import { openQdrantIndex } from '../../vectors/qdrant/index.ts';
import { IndexMismatch, openSqliteIndex } from '../../vectors/sqlite/index.ts';
import { startQdrantStandIn, type QdrantStandIn } from '../qdrant/stand-in.ts';

const DIM = 8;
const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-index-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const A: TenantScope = { tenantId: 'tnt_a' };
const B: TenantScope = { tenantId: 'tnt_b' };
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

/** @param open a fresh, empty index of `DIM` numbers */
function keepsThePromises(name: string, open: () => Promise<VectorIndex>): void {
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
          const scopeOf = (tenant: string): TenantScope => ({ tenantId: tenant as 'tnt_x' });
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
      for (const none of [{}, { tenantId: '' }] as unknown as TenantScope[])
        await expect(index.search(none, { versions: [V1], text: 'refunds', vector: null, limit: 1 })).rejects.toThrow('tenant');
    });

    test('refuses a vector of another dimension', async () => {
      await expect(index.put(A, [{ ...refunds, vector: new Float32Array(3) }])).rejects.toThrow();
      expect(await index.count(A)).toBe(0);
    });
  });
}

keepsThePromises('sqlite', async () => openSqliteIndex({ file: join(await newFolder(), 'vectors.db'), model: 'test', dim: DIM }));

describe('over the wire', () => {
  let server: QdrantStandIn;
  beforeAll(async () => {
    server = await startQdrantStandIn({ apiKey: 'a key' });
  });
  afterAll(() => server.close());
  keepsThePromises('qdrant, by a stand-in', async () =>
    openQdrantIndex({ url: server.url, apiKey: 'a key', model: 'test', dim: DIM, prefix: `contract-${randomBytes(6).toString('hex')}` }),
  );
});

// The only thing here that needs a Qdrant: without one it is not a case of this suite.
const { QDRANT_URL, QDRANT_API_KEY: apiKey } = process.env;
if (QDRANT_URL)
  keepsThePromises('qdrant, a real one', async () => {
    const index = openQdrantIndex({ url: QDRANT_URL, apiKey, model: 'test', dim: DIM, prefix: 'parley-contract' });
    for (const tenant of ['a', 'b', 'p', 'q', 'r']) await index.removeTenant({ tenantId: `tnt_${tenant}` });
    return index;
  });

describe('sqlite index file', () => {
  const refunds = chunk('refunds', V1, 'Refunds are paid within five business days.');

  test('is still there after a close', async () => {
    const file = join(await newFolder(), 'deep', 'vectors.db');
    const first = await openSqliteIndex({ file, model: 'test', dim: DIM });
    await first.put(A, [refunds]);
    await first.close();
    const second = await openSqliteIndex({ file, model: 'test', dim: DIM });
    expect(await second.count(A)).toBe(1);
    await second.close();
  });

  test('sees at once what another process writes and removes', async () => {
    const file = join(await newFolder(), 'vectors.db');
    const [one, other] = [await openSqliteIndex({ file, model: 'test', dim: DIM }), await openSqliteIndex({ file, model: 'test', dim: DIM })];
    const ask = async () => found(await one.search(A, { versions: [V1], text: 'refunds', vector: null, limit: 5 }));
    expect(await ask()).toEqual([]);
    await other.put(A, [refunds]);
    expect(await ask()).toEqual(['chk_refunds']);
    await other.removeVersion(A, V1);
    expect(await ask()).toEqual([]);
    await Promise.all([one.close(), other.close()]);
  });

  test('refuses another encoder, and says which one it holds', async () => {
    const file = join(await newFolder(), 'vectors.db');
    await (await openSqliteIndex({ file, model: 'test', dim: DIM })).close();
    const wrong = openSqliteIndex({ file, model: 'other', dim: 16 });
    await expect(wrong).rejects.toBeInstanceOf(IndexMismatch);
    await expect(wrong).rejects.toMatchObject({ stored: { model: 'test', dim: DIM }, asked: { model: 'other', dim: 16 } });
  });

  test('made without an encoder it takes one later, and asks for the vectors that are missing', async () => {
    const file = join(await newFolder(), 'vectors.db');
    const words = await openSqliteIndex({ file, model: null, dim: null });
    await words.put(A, [{ ...refunds, vector: null }]);
    expect(await words.stored(A, V1)).toEqual(new Set(['chk_refunds']));
    await words.close();
    const both = await openSqliteIndex({ file, model: 'test', dim: DIM });
    expect(await both.stored(A, V1)).toEqual(new Set());
    await both.put(A, [refunds]);
    expect(await both.stored(A, V1)).toEqual(new Set(['chk_refunds']));
    expect(await both.search(A, { versions: [V1], text: '', vector: towards(0), limit: 1 })).toMatchObject([{ keyword: null }]);
    await both.close();
  });

  test('says what is wrong with a file that is no index', async () => {
    await expect(openSqliteIndex({ file: tmpdir(), model: null, dim: null })).rejects.toThrow('cannot be opened');
  });
});
