/** The `VectorIndex` of several machines: Qdrant, one collection an encoder, the tenant in every filter. */
import type { Schemas } from '@qdrant/js-client-rest';
import type { ChunkId, TenantScope } from '../../../workflows/domain/ids.ts';
import { derivedUuid } from '../../ids/mint.ts';
import type { IndexedChunk, VectorIndex } from '../../ports/vector-index.ts';
import { wordsOf } from '../terms.ts';
import { QdrantFault } from './fault.ts';
import { ofTenant, ofVersions, type Filter } from './filter.ts';
import { searchCollection } from './search.ts';
import { clientOf, collectionOf, type Encoder, makeCollection, MEANING, ourCollections, type QdrantAddress, typed, WORDS } from './server.ts';
import { vocabulary } from './vocabulary.ts';
import { wordsVector } from './words.ts';

export { QdrantFault } from './fault.ts';
export { qdrantVersion } from './server.ts';

export type QdrantIndexOptions = QdrantAddress & {
  /** Of the encoder; null searches by keywords only, in a collection of its own. */
  model: string | null;
  dim: number | null;
  /** Begins the names of our collections, default `parley`: several installations may share a server. */
  prefix?: string;
  /** Somebody waits for a search, default 3,000 ms; nobody for a write, default 60,000 ms. */
  searchMs?: number;
  writeMs?: number;
};

/** Points a request; one is a few kilobytes. */
const BATCH = 64;
const PAGE = 1_000;

/**
 * The index. Nothing is asked of the server yet: a process starts without it, and each call throws {QdrantFault} until it is there.
 * Every write is acknowledged when it can be searched. A collection is made by the first call that needs it.
 */
export function openQdrantIndex({ model, dim, prefix = 'parley', searchMs = 3_000, writeMs = 60_000, ...address }: QdrantIndexOptions): VectorIndex {
  const encoder: Encoder | null = model !== null && dim !== null ? { model, dim } : null;
  const [searching, writing] = [clientOf(address, searchMs), clientOf(address, writeMs)];
  const collection = collectionOf(prefix, encoder);
  const vocabularies = vocabulary();
  let making: Promise<void> | null = null;

  /** Makes the collection once. One that was taken away meanwhile is made anew by the next call. */
  const use = async <T>(scope: TenantScope, work: () => Promise<T>): Promise<T> => {
    ofTenant(scope);
    making ??= makeCollection(writing, collection, encoder);
    try {
      await making;
      return await work();
    } catch (error) {
      const gone = error instanceof QdrantFault && error.status === 404;
      if (gone || (await failed(making))) making = null;
      throw error;
    }
  };
  const counted = async (name: string, filter: Filter): Promise<number> => (await typed(writing.count(name, { filter, exact: true }))).count;
  /** In the collections of all encoders. @returns how many there were */
  const remove = async (filter: Filter): Promise<number> => {
    let removed = 0;
    for (const name of await ourCollections(writing, prefix)) {
      removed += await counted(name, filter);
      await typed(writing.delete(name, { filter, wait: true }));
    }
    return removed;
  };
  const all = async (filter: Filter, with_vector: string[] | false): Promise<Schemas['Record'][]> => {
    const records: Schemas['Record'][] = [];
    for (let offset: Schemas['ScrollResult']['next_page_offset'] = null; ;) {
      const page: Schemas['ScrollResult'] = await typed(
        writing.scroll(collection, { filter, limit: PAGE, with_payload: ['chunkId'], with_vector, offset }),
      );
      records.push(...page.points);
      offset = page.next_page_offset;
      if (offset === null || offset === undefined) return records;
    }
  };
  const chunkIdOf = ({ payload }: Schemas['Record']): ChunkId => payload!['chunkId'] as ChunkId;

  return {
    put: (scope, chunks) =>
      use(scope, async () => {
        for (const { vector } of chunks)
          if (vector && vector.length !== dim) throw new RangeError(`A vector has ${vector.length} numbers, the index ${dim ?? 'none'}.`);
        for (let from = 0; from < chunks.length; from += BATCH)
          await typed(writing.upsert(collection, { points: chunks.slice(from, from + BATCH).map((chunk) => pointOf(scope, chunk)), wait: true }));
        vocabularies.forget(scope);
      }),
    stored: (scope, versionId) =>
      use(scope, async () => {
        // With an encoder, a chunk without a vector still has to be embedded.
        const complete = encoder ? [{ has_vector: MEANING }] : [];
        return new Set((await all(ofTenant(scope, ofVersions([versionId]), ...complete), false)).map(chunkIdOf));
      }),
    vectorsOf: (scope, chunkIds) =>
      use(scope, async () => {
        if (!encoder || chunkIds.length === 0) return new Map<ChunkId, Float32Array>();
        const records = await all(ofTenant(scope, { has_id: chunkIds.map((id) => idOf(scope, id)) }, { has_vector: MEANING }), [MEANING]);
        return new Map(records.map((record) => [chunkIdOf(record), Float32Array.from((record.vector as Record<string, number[]>)[MEANING]!)]));
      }),
    search: (scope, query) => use(scope, () => searchCollection(searching, collection, scope, encoder ? query : { ...query, vector: null })),
    suggest: (scope, words) => use(scope, () => vocabularies.suggest(searching, collection, scope, words)),
    removeVersion: (scope, versionId) =>
      use(scope, async () => {
        await remove(ofTenant(scope, ofVersions([versionId])));
        vocabularies.forget(scope);
      }),
    removeTenant: (scope) =>
      use(scope, async () => {
        const removed = await remove(ofTenant(scope));
        vocabularies.forget(scope);
        return removed;
      }),
    count: (scope) => use(scope, () => counted(collection, ofTenant(scope))),
    close: async () => {},
  };
}

const failed = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    () => true,
  );

/** Of the tenant too: the same chunk id of another one is another point. */
const idOf = ({ tenantId }: TenantScope, chunkId: ChunkId): string => derivedUuid(tenantId, chunkId);

/** Its text stays in MongoDB; here are its words, to search by and to mend typing mistakes with. */
function pointOf(scope: TenantScope, { chunkId, versionId, heading, text, vector }: IndexedChunk): Schemas['PointStruct'] {
  const sparse = wordsVector({ heading, text });
  return {
    id: idOf(scope, chunkId),
    vector: { [WORDS]: sparse, ...(vector ? { [MEANING]: Array.from(vector) } : {}) },
    payload: { tenantId: scope.tenantId, chunkId, versionId, terms: sparse.indices, words: wordsOf(`${heading} ${text}`) },
  };
}
