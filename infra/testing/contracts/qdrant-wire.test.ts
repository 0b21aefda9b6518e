/** What our adapter says to Qdrant and makes of its answers, over the wire; and that the stand-in lets nothing pass that has no tenant. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { VersionId } from '../../../workflows/domain/document.ts';
import { WORDS_ONLY } from '../../../workflows/domain/encoder.ts';
import { failureKind } from '../../circuit/failure-kind.ts';
import type { IndexedChunk, IndexScope, VectorIndex } from '../../ports/vector-index.ts';
import { openQdrantIndex, QdrantFault, qdrantVersion, type QdrantIndexOptions } from '../../vectors/qdrant/index.ts';
import { tenantOf, type Condition, type Filter } from '../qdrant/conditions.ts';
import { startQdrantStandIn, type QdrantStandIn, type Trouble } from '../qdrant/stand-in.ts';

const KEY = 'the key of the stand-in';
const A: IndexScope = { tenantId: 'tnt_a', encoder: 'test@2' };
const B: IndexScope = { tenantId: 'tnt_b', encoder: 'test@2' };
const V1: VersionId = 'doc_1@0000000000000001';
const QUESTION = { versions: [V1], text: 'When are refunds paid?', vector: Float32Array.of(1, 0), limit: 3 };
const aChunk = (id: string, over: Partial<IndexedChunk> = {}): IndexedChunk => ({
  chunkId: `chk_${id}`,
  versionId: V1,
  heading: 'Refunds',
  text: 'Refunds are paid within five days.',
  vector: Float32Array.of(1, 0),
  ...over,
});

let server: QdrantStandIn;
beforeAll(async () => {
  server = await startQdrantStandIn({ apiKey: KEY });
});
afterAll(() => server.close());
beforeEach(() => {
  server.trouble(null);
  server.collections.clear();
  server.asked.length = 0;
});
const anIndex = (over: Partial<QdrantIndexOptions> = {}): VectorIndex => openQdrantIndex({ url: server.url, apiKey: KEY, ...over });
const askedFor = (end: string) => server.asked.filter(({ path }) => path.endsWith(end));

describe('what is asked', () => {
  test('a search is one call: both lists fused by the server, each with the filter, ranks weighed as everywhere', async () => {
    const index = anIndex();
    await index.put(A, [aChunk('one'), aChunk('two', { vector: Float32Array.of(0, 1) })]);
    await index.search(A, QUESTION);
    const [batch, ...more] = askedFor('/points/query/batch');
    expect(more).toEqual([]);
    const filter = {
      must: [
        { key: 'tenantId', match: { value: 'tnt_a' } },
        { key: 'versionId', match: { any: [V1] } },
      ],
    };
    const [fusion, ...scored] = (batch!.body as { searches: { prefetch: { using: string; filter: Filter }[]; filter: Filter; query: unknown }[] })
      .searches;
    expect(fusion).toMatchObject({ query: { rrf: { k: 61, weights: [0.65, 0.35] } }, filter });
    expect(fusion!.prefetch.map(({ using }) => using)).toEqual(['meaning', 'words']);
    for (const search of [fusion!, ...scored]) for (const one of [search, ...search.prefetch]) expect(one.filter).toEqual(filter);
  });

  test('a collection has a graph for each tenant and an index for each field that is asked for', async () => {
    await anIndex().count({ ...A, encoder: 'maker/model:1@2' });
    const [name, { vectors, indexes }] = [...server.collections][0]!;
    expect(name).toBe('parley__maker_2f_model_3a_1-2');
    expect(vectors).toEqual({ meaning: { size: 2, distance: 'Cosine' } });
    expect(indexes).toMatchObject({ tenantId: { type: 'keyword', is_tenant: true }, versionId: {}, terms: {}, words: {} });
    expect(server.asked.find(({ method, path }) => method === 'PUT' && path === `/collections/${name}`)!.body).toMatchObject({
      hnsw_config: { m: 0, payload_m: 16 },
    });
  });

  test('two that make the same collection at once both have it', async () => {
    expect(await Promise.all([anIndex().count(A), anIndex().count(A), anIndex().count(B)])).toEqual([0, 0, 0]);
  });

  test('many chunks are put and listed in pieces', async () => {
    const index = anIndex();
    const words = { ...A, encoder: WORDS_ONLY };
    const many = Array.from({ length: 1_030 }, (_, i) => aChunk(String(i), { text: `Page ${i}`, vector: null }));
    await index.put(words, many);
    expect((await index.stored(words, V1)).size).toBe(many.length);
    expect(await index.removeTenant(A)).toBe(many.length);
  });

  test('the text itself stays in MongoDB', async () => {
    await anIndex().put(A, [aChunk('one')]);
    const { payload } = [...[...server.collections.values()][0]!.points.values()][0]!;
    expect(Object.keys(payload).sort()).toEqual(['chunkId', 'tenantId', 'terms', 'versionId', 'words']);
  });
});

describe('encoders', () => {
  test('each has its own collection; what is removed is removed from all of them, and from nobody else', async () => {
    const [index, others] = [anIndex(), anIndex({ prefix: 'parley-two' })];
    const [before, after] = [A, { ...A, encoder: 'new@2' as const }];
    await index.put(before, [aChunk('one'), aChunk('two', { versionId: 'doc_2@0000000000000002' })]);
    await others.put(A, [aChunk('one')]);
    expect([...server.collections.keys()]).toEqual(['parley__test-2', 'parley-two__test-2']);
    expect(await index.stored(after, V1)).toEqual(new Set());
    await index.put(after, [aChunk('one')]);
    await index.removeVersion(A, V1);
    expect([await index.count(before), await index.count(after)]).toEqual([1, 0]);
    await index.put(after, [aChunk('one')]);
    expect(await index.removeTenant(A)).toBe(2);
    expect([await index.count(before), await index.count(after), await others.count(A)]).toEqual([0, 0, 1]);
  });
});

describe('bad days', () => {
  const said =
    (status: number, body = '{"status":{"error":"Refunds are paid"}}', headers: Record<string, string> = {}): Trouble =>
    () => ({
      status,
      body,
      headers,
    });
  test.each<[string, QdrantFault['kind'], Trouble]>([
    ['500', 'unavailable', said(500)],
    ['503', 'unavailable', said(503)],
    ['504', 'timeout', said(504)],
    ['429', 'rateLimited', said(429)],
    ['429 that says when', 'rateLimited', said(429, '{}', { 'retry-after': '2' })],
    ['400', 'refused', said(400)],
    ['403', 'refused', said(403)],
    ['a body that is no JSON', 'garbled', said(200, '{"result": {"points"')],
    ['a body of another shape', 'garbled', said(200, '{"result": [{"points": 3}]}')],
    ['a body without a result', 'garbled', said(200, '{"result": []}')],
    ['a connection that breaks', 'unavailable', () => 'drop'],
    ['silence', 'timeout', () => 'hang'],
  ])('%s is a fault of the kind %s, which says nothing of what was asked', async (_, kind, trouble) => {
    const index = anIndex({ searchMs: 400 });
    await index.put(A, [aChunk('one')]);
    server.trouble((asked) => (asked.path.endsWith('/query/batch') ? trouble(asked) : null));
    const fault = await index.search(A, QUESTION).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(QdrantFault);
    expect(fault).toMatchObject({ kind, message: expect.not.stringMatching(/refund/i) });
    expect(failureKind(fault)).toBe(kind);
  });

  test('a server that is away does not keep anybody from starting, and is used once it is there', async () => {
    server.trouble(() => 'drop');
    const index = anIndex();
    await expect(index.count(A)).rejects.toMatchObject({ kind: 'unavailable' });
    server.trouble(null);
    await index.put(A, [aChunk('one')]);
    expect(await index.count(A)).toBe(1);
  });

  test('a collection that was taken away is made anew by the next call', async () => {
    const index = anIndex();
    await index.put(A, [aChunk('one')]);
    server.collections.clear();
    await expect(index.search(A, QUESTION)).rejects.toMatchObject({ status: 404 });
    expect(await index.count(A)).toBe(0);
    await index.put(A, [aChunk('one')]);
    expect(await index.search(A, QUESTION)).toHaveLength(1);
  });

  test('a wrong key is refused, and the version is told with the right one only', async () => {
    await expect(anIndex({ apiKey: 'another' }).count(A)).rejects.toMatchObject({ kind: 'refused', status: 401 });
    await expect(qdrantVersion({ url: server.url }, 5_000)).rejects.toMatchObject({ kind: 'refused' });
    expect(await qdrantVersion({ url: server.url, apiKey: KEY }, 5_000)).toBe('1.19.0');
  });

  test('a hit of another tenant in an answer is never handed on', async () => {
    const index = anIndex();
    await index.put(A, [aChunk('one')]);
    const point = { id: 'x', score: 1, payload: { tenantId: 'tnt_b', chunkId: 'chk_foreign', versionId: V1 } };
    const answer = { result: [1, 2, 3].map(() => ({ points: [point] })) };
    server.trouble(({ path }) => (path.endsWith('/query/batch') ? { status: 200, body: JSON.stringify(answer) } : null));
    await expect(index.search(A, QUESTION)).rejects.toMatchObject({ kind: 'garbled' });
  });
});

describe('no tenant, no answer (T4)', () => {
  const mine: Condition = { key: 'tenantId', match: { value: 'tnt_a' } };
  const { filter: anyFilter } = fc.letrec<{ condition: Condition; filter: Filter }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant(mine),
      fc.constantFrom<Condition>({ key: 'tenantId', match: { value: 'tnt_b' } }, { key: 'tenantId', match: { any: ['tnt_a', 'tnt_b'] } }),
      fc.constant<Condition>({ key: 'versionId', match: { any: [V1] } }),
      fc.constant<Condition>({ has_vector: 'meaning' }),
      tie('filter'),
    ),
    filter: fc.record(
      {
        must: fc.array(tie('condition'), { maxLength: 3 }),
        should: fc.array(tie('condition'), { maxLength: 3 }),
        must_not: fc.array(tie('condition'), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
  }));
  const isOutermost = ({ must }: Filter): boolean =>
    [must ?? []].flat().some((one) => 'key' in one && one.key === 'tenantId' && one.match.value !== undefined);

  const send = async (path: string, body: object): Promise<{ status: number; text: string }> => {
    const response = await fetch(`${server.url}/collections/parley__test-2/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'api-key': KEY },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };

  test('every read and removal is refused unless an outermost must names one tenant, whatever else the filter says', async () => {
    const index = anIndex();
    await index.put(A, [aChunk('mine', { text: 'canaryA' })]);
    await index.put(B, [aChunk('foreign', { text: 'canaryB' })]);
    const query = { query: [1, 0], using: 'meaning', limit: 10, with_payload: ['words', 'tenantId'] };
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const answers = await Promise.all([
          send('points/query/batch', { searches: [{ ...query, filter }] }),
          send('points/query/batch', { searches: [{ ...query, filter: { must: [mine] }, prefetch: [{ ...query, filter }] }] }),
          send('points/scroll', { filter, limit: 10 }),
          send('points/count', { filter }),
          send('facet', { key: 'words', filter, limit: 10 }),
        ]);
        const tenant = tenantOf(filter);
        for (const { status, text } of answers) {
          expect(status).toBe(isOutermost(filter) ? 200 : 403);
          for (const [canary, owner] of [
            ['canarya', 'tnt_a'],
            ['canaryb', 'tnt_b'],
          ])
            if (tenant !== owner) expect(text).not.toContain(canary);
        }
        if (!isOutermost(filter)) expect((await send('points/delete', { filter })).status).toBe(403);
      }),
      { numRuns: 150, seed: 4 },
    );
    expect([await index.count(A), await index.count(B)]).toEqual([1, 1]);
  });

  test('whatever is searched, listed or removed, every filter that leaves the adapter is of its tenant', async () => {
    const index = anIndex();
    const words = fc.oneof(fc.string({ maxLength: 30 }), fc.constant('When are refunds paid?'));
    const versions = fc.array(fc.constantFrom<VersionId>(V1, 'doc_2@0000000000000002'), { maxLength: 2 });
    await index.put(B, [aChunk('foreign')]);
    await fc.assert(
      fc.asyncProperty(words, versions, fc.boolean(), fc.integer({ min: 1, max: 100 }), async (text, of, withVector, limit) => {
        server.asked.length = 0;
        await index.put(A, [aChunk('mine', { text })]);
        const hits = await index.search(A, { versions: of, text, vector: withVector ? Float32Array.of(0, 1) : null, limit });
        expect(hits.every(({ chunkId }) => chunkId === 'chk_mine')).toBe(true);
        await index.suggest(A, [text, 'refnuds']);
        await index.stored(A, V1);
        await index.vectorsOf(A, ['chk_mine', 'chk_foreign']);
        for (const version of of) await index.removeVersion(A, version);
        await index.removeTenant(A);
        const filters = server.asked.flatMap(({ body }) => filtersIn(body));
        expect(filters.length).toBeGreaterThanOrEqual(5);
        for (const filter of filters) expect(tenantOf(filter)).toBe('tnt_a');
      }),
      { numRuns: 40, seed: 5 },
    );
    expect(await index.count(B)).toBe(1);
  });
});

/** Of every depth. */
function filtersIn(value: unknown): Filter[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === 'filter' ? [one as Filter] : filtersIn(one)));
}
