/** The `VectorIndex` of several machines: Qdrant, one collection an encoder, the tenant in every filter. */
import type { Schemas } from '@qdrant/js-client-rest';
import { type EncoderName, encoderOf } from '../../../workflows/domain/encoder.ts';
import type { ChunkId, TenantScope } from '../../../workflows/domain/ids.ts';
import { derivedUuid } from '../../ids/mint.ts';
import type { IndexedChunk, IndexScope, VectorIndex } from '../../ports/vector-index.ts';
import { wordsOf } from '../terms.ts';
import { QdrantFault } from './fault.ts';
import { ofTenant, ofVersions, type Filter } from './filter.ts';
import { searchCollection } from './search.ts';
import { clientOf, collectionOf, makeCollection, MEANING, ourCollections, type QdrantAddress, typed, WORDS } from './server.ts';
import { vocabulary } from './vocabulary.ts';
import { wordsVector } from './words.ts';

export { QdrantFault } from './fault.ts';
export { qdrantVersion } from './server.ts';

export type QdrantIndexOptions = QdrantAddress & {
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
export function openQdrantIndex({ prefix = 'parley', searchMs = 3_000, writeMs = 60_000, ...address }: QdrantIndexOptions): VectorIndex {
  const [searching, writing] = [clientOf(address, searchMs), clientOf(address, writeMs)];
  const vocabularies = vocabulary();
  const making = new Map<EncoderName, Promise<void>>();

  /** Makes the collection once. One that was taken away meanwhile is made anew by the next call. */
  const use = async <T>(scope: IndexScope, work: (collection: string) => Promise<T>): Promise<T> => {
    ofTenant(scope);
    const { encoder } = scope;
    const collection = collectionOf(prefix, encoder);
    const made = making.get(encoder) ?? makeCollection(writing, collection, encoder);
    making.set(encoder, made);
    try {
      await made;
      return await work(collection);
    } catch (error) {
      const gone = error instanceof QdrantFault && error.status === 404;
      if ((gone || (await failed(made))) && making.get(encoder) === made) making.delete(encoder);
      throw error;
    }
  };
  const counted = async (name: string, filter: Filter): Promise<number> => (await typed(writing.count(name, { filter, exact: true }))).count;
  /** In the collections of all encoders but those of `but`. @returns how many there were */
  const remove = async (scope: TenantScope, filter: Filter, but: readonly EncoderName[] = []): Promise<number> => {
    const kept = new Set(but.map((encoder) => collectionOf(prefix, encoder)));
    let removed = 0;
    for (const name of await ourCollections(writing, prefix)) {
      if (kept.has(name)) continue;
      removed += await counted(name, filter);
      await typed(writing.delete(name, { filter, wait: true }));
    }
    vocabularies.forget(scope);
    return removed;
  };
  const all = async (collection: string, filter: Filter, with_vector: string[] | false): Promise<Schemas['Record'][]> => {
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
      use(scope, async (collection) => {
        const dim = encoderOf(scope.encoder)?.dim;
        for (const { vector } of chunks)
          if (vector && vector.length !== dim) throw new RangeError(`A vector has ${vector.length} numbers, the index ${dim ?? 'none'}.`);
        for (let from = 0; from < chunks.length; from += BATCH)
          await typed(writing.upsert(collection, { points: chunks.slice(from, from + BATCH).map((chunk) => pointOf(scope, chunk)), wait: true }));
        vocabularies.forget(scope);
      }),
    stored: (scope, versionId) =>
      use(scope, async (collection) => {
        // With an encoder, a chunk without a vector still has to be embedded.
        const complete = encoderOf(scope.encoder) ? [{ has_vector: MEANING }] : [];
        return new Set((await all(collection, ofTenant(scope, ofVersions([versionId]), ...complete), false)).map(chunkIdOf));
      }),
    vectorsOf: (scope, chunkIds) =>
      use(scope, async (collection) => {
        if (!encoderOf(scope.encoder) || chunkIds.length === 0) return new Map<ChunkId, Float32Array>();
        const wanted = ofTenant(scope, { has_id: chunkIds.map((id) => idOf(scope, id)) }, { has_vector: MEANING });
        const records = await all(collection, wanted, [MEANING]);
        return new Map(records.map((record) => [chunkIdOf(record), Float32Array.from((record.vector as Record<string, number[]>)[MEANING]!)]));
      }),
    search: (scope, query) =>
      use(scope, (collection) => searchCollection(searching, collection, scope, encoderOf(scope.encoder) ? query : { ...query, vector: null })),
    suggest: (scope, words) => use(scope, (collection) => vocabularies.suggest(searching, collection, scope, words)),
    removeVersion: async (scope, versionId) => void (await remove(scope, ofTenant(scope, ofVersions([versionId])))),
    removeTenant: async (scope, but) => remove(scope, ofTenant(scope), but),
    count: (scope) => use(scope, (collection) => counted(collection, ofTenant(scope))),
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
