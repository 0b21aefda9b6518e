/** Puts the chunks of a version into the index, one bounded step a call. */
import { heartbeat } from '@temporalio/activity';
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { Deps } from '../deps.ts';
import { headingOf, textForEmbedding } from './chunk-document.ts';

/** Chunks between two heartbeats and progress marks: about half a second of the local encoder. */
const BATCH = 16;
/** Chunks of one call: about ten seconds, so that a retry loses little and histories stay short. */
const STEP = 256;

/**
 * Only what the index lacks is embedded, so a resumed run pays for nothing twice. They are stored under a version that is
 * not published yet, so nobody finds them.
 *
 * @returns chunks that are still missing; null when the version has been replaced or removed meanwhile
 */
export const embedChunks =
  ({ documents, chunks, vectors, embedder, bus }: Pick<Deps, 'documents' | 'chunks' | 'vectors' | 'embedder' | 'bus'>) =>
  async ({ tenantId, documentId, versionId }: IngestionStart): Promise<{ remaining: number } | null> => {
    const scope = { tenantId };
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
    if (!(await show(0))) return null;
    for (let from = 0; from < step.length; from += BATCH) {
      const batch = step.slice(from, from + BATCH);
      const embedded = embedder ? await embedder.embed(batch.map(textForEmbedding), 'passage') : [];
      await vectors.put(
        scope,
        batch.map((chunk, i) => ({ chunkId: chunk._id, versionId, heading: headingOf(chunk), text: chunk.text, vector: embedded[i] ?? null })),
      );
      heartbeat(from + batch.length);
      if (!(await show(from + batch.length))) return null;
    }
    return { remaining: missing.length - step.length };
  };
