/** Puts what the index of an encoder lacks of a version into it: embedded, unless another version of the document says the same. */
import { versionsOf, type Chunk, type VersionId } from '../../workflows/domain/document.ts';
import { encoderOf } from '../../workflows/domain/encoder.ts';
import type { ChunkId, DocumentId } from '../../workflows/domain/ids.ts';
import type { IndexScope } from '../../infra/ports/vector-index.ts';
import type { Deps } from '../deps.ts';
import { whileBeating } from '../while-beating.ts';
import { headingOf, textForEmbedding } from './chunk-document.ts';

/** Chunks between two heartbeats and progress marks: about half a second of the local encoder. */
const BATCH = 16;
/** Chunks of one call: about ten seconds, so that a retry loses little and histories stay short. */
export const STEP = 256;

type Needs = Pick<Deps, 'documents' | 'chunks' | 'vectors' | 'encoders'>;
type Version = { documentId: DocumentId; versionId: VersionId };

/** All chunks of a version, and those that the index lacks: what is there is never embedded again. */
export async function chunksOf(
  { chunks, vectors }: Pick<Needs, 'chunks' | 'vectors'>,
  scope: IndexScope,
  versionId: VersionId,
): Promise<{ all: Chunk[]; missing: Chunk[] }> {
  const all = await chunks.ofVersion(scope, versionId);
  const stored = await vectors.stored(scope, versionId);
  return { all, missing: all.filter(({ _id }) => !stored.has(_id)) };
}

/**
 * Safe to run twice: chunks are written by their ids.
 *
 * @param goOn told after each batch how many are done; false ends it
 * @returns false when it was ended
 */
export async function putChunks(
  deps: Needs,
  scope: IndexScope,
  version: Version,
  wanted: readonly Chunk[],
  goOn: (done: number) => Promise<boolean>,
): Promise<boolean> {
  const embedder = deps.encoders.of(scope.encoder);
  const known = embedder ? await knownVectors(deps, scope, version, wanted) : new Map<ChunkId, Float32Array>();
  for (let from = 0; from < wanted.length; from += BATCH) {
    const batch = wanted.slice(from, from + BATCH);
    const fresh = embedder ? batch.filter(({ _id }) => !known.has(_id)) : [];
    const embedded = fresh.length > 0 ? await whileBeating(() => embedder!.embed(fresh.map(textForEmbedding), 'passage')) : [];
    for (const [i, { _id }] of fresh.entries()) known.set(_id, embedded[i]!);
    await deps.vectors.put(
      scope,
      batch.map((chunk) => ({
        chunkId: chunk._id,
        versionId: version.versionId,
        heading: headingOf(chunk),
        text: chunk.text,
        vector: known.get(chunk._id) ?? null,
      })),
    );
    if (!(await goOn(from + batch.length))) return false;
  }
  return true;
}

/** Puts all that is missing, unless nothing can be embedded here. Usually nothing is. */
export async function makeWhole(
  deps: Needs,
  scope: IndexScope,
  version: Version,
  isWanted: () => Promise<boolean> = async () => true,
): Promise<boolean> {
  if (encoderOf(scope.encoder) && !deps.encoders.of(scope.encoder)) return isWanted();
  const { missing } = await chunksOf(deps, scope, version.versionId);
  return putChunks(deps, scope, version, missing, isWanted);
}

/** Vectors that other versions of the document have for the same words, in the index of the same encoder. */
async function knownVectors(
  { documents, chunks, vectors }: Needs,
  scope: IndexScope,
  { documentId, versionId }: Version,
  wanted: readonly Chunk[],
): Promise<Map<ChunkId, Float32Array>> {
  const known = new Map<ChunkId, Float32Array>();
  const document = wanted.length > 0 && (await documents.get(scope, documentId));
  if (!document) return known;
  const wantedBy = Map.groupBy(wanted, ({ textHash }) => textHash);
  for (const version of versionsOf(document).filter((one) => one !== versionId)) {
    const same = (await chunks.ofVersion(scope, version)).filter(({ textHash }) => textHash && wantedBy.has(textHash));
    const theirs = await vectors.vectorsOf(
      scope,
      same.map(({ _id }) => _id),
    );
    for (const { _id, textHash } of same) {
      const vector = theirs.get(_id);
      if (vector) for (const chunk of wantedBy.get(textHash)!) known.set(chunk._id, vector);
    }
  }
  return known;
}
