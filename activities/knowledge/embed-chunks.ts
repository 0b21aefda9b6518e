/** Puts the chunks of a version into the index, one bounded step a call. */
import { heartbeat } from '@temporalio/activity';
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import { versionsOf, type Chunk, type VersionId } from '../../workflows/domain/document.ts';
import type { ChunkId, DocumentId, TenantScope } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { type TenantsByStatus, isOpen } from '../tenancy/is-open.ts';
import { headingOf, textForEmbedding } from './chunk-document.ts';
import { giveUp } from './forget-versions.ts';

/** Chunks between two heartbeats and progress marks: about half a second of the local encoder. */
const BATCH = 16;
/** Chunks of one call: about ten seconds, so that a retry loses little and histories stay short. */
const STEP = 256;

type Needs = TenantsByStatus & Pick<Deps, 'documents' | 'revisions' | 'chunks' | 'vectors' | 'files' | 'embedder' | 'bus'>;

/**
 * Only what the index lacks is embedded, so a resumed run pays for nothing twice; and of what another version of the document
 * says in the same words the vector is taken over. They are stored under a version that is not published yet, so nobody finds them.
 *
 * @returns chunks that are still missing; null when the version has been replaced or removed meanwhile, or its tenant closed
 */
export const embedChunks =
  (deps: Needs) =>
  async ({ tenantId, documentId, versionId }: IngestionStart): Promise<{ remaining: number } | null> => {
    const { documents, chunks, vectors, embedder, bus } = deps;
    const scope = { tenantId };
    if (!(await isOpen(deps, scope))) return null;
    const all = await chunks.ofVersion(scope, versionId);
    const stored = await vectors.stored(scope, versionId);
    const missing = all.filter(({ _id }) => !stored.has(_id));
    const step = missing.slice(0, STEP);
    const show = async (done: number): Promise<boolean> => {
      const progress = all.length === 0 ? 1 : (all.length - missing.length + done) / all.length;
      const document = await documents.setState(scope, versionId, 'embedding', { progress });
      bus.publish({ tenantId, type: 'document.changed', documentId });
      return document !== null;
    };
    if (!(await show(0))) return giveUp(deps, scope, documentId, versionId);
    const known = await knownVectors(deps, scope, { documentId, versionId }, step);
    for (let from = 0; from < step.length; from += BATCH) {
      const batch = step.slice(from, from + BATCH);
      const fresh = embedder ? batch.filter(({ _id }) => !known.has(_id)) : [];
      const embedded = fresh.length > 0 ? await embedder!.embed(fresh.map(textForEmbedding), 'passage') : [];
      for (const [i, { _id }] of fresh.entries()) known.set(_id, embedded[i]!);
      await vectors.put(
        scope,
        batch.map((chunk) => ({ chunkId: chunk._id, versionId, heading: headingOf(chunk), text: chunk.text, vector: known.get(chunk._id) ?? null })),
      );
      heartbeat(from + batch.length);
      if (!(await show(from + batch.length))) return giveUp(deps, scope, documentId, versionId);
    }
    return { remaining: missing.length - step.length };
  };

/** Vectors that other versions of the document have for the same words. They are of today's encoder: the index holds no others. */
async function knownVectors(
  { documents, chunks, vectors, embedder }: Needs,
  scope: TenantScope,
  { documentId, versionId }: { documentId: DocumentId; versionId: VersionId },
  wanted: readonly Chunk[],
): Promise<Map<ChunkId, Float32Array>> {
  const known = new Map<ChunkId, Float32Array>();
  const document = embedder && (await documents.get(scope, documentId));
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
