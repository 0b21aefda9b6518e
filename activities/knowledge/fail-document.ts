/** Ends a version `failed`, with a reason that a person understands. */
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { Deps } from '../deps.ts';
import { reasonOf } from './failures.ts';

/** What was published before stays published: a bad upload takes nothing away. */
export const failDocument =
  ({ documents, chunks, vectors, revisions, bus, log }: Pick<Deps, 'documents' | 'chunks' | 'vectors' | 'revisions' | 'bus' | 'log'>) =>
  async ({ tenantId, documentId, versionId, code }: IngestionStart & { code: string | null }): Promise<void> => {
    const scope = { tenantId };
    const published = (await revisions.current(scope))?.versions.includes(versionId);
    log.warn({ tenantId, documentId, code, published }, 'a document could not be prepared');
    // It failed after its publication, while clearing away what it replaced: people find it, so it has not failed.
    if (published) return;
    await documents.setState(scope, versionId, 'failed', { failure: reasonOf(code), progress: 0 });
    bus.publish({ tenantId, type: 'document.changed', documentId });
    await vectors.removeVersion(scope, versionId);
    await chunks.removeVersion(scope, versionId);
  };
