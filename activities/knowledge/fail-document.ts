/** Ends a version `failed`, with a reason that a person understands. */
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { Deps } from '../deps.ts';
import { reasonOf } from './failures.ts';

/** What was published before stays published: a bad upload takes nothing away. */
export const failDocument =
  ({ documents, chunks, vectors, revisions, bus, log }: Pick<Deps, 'documents' | 'chunks' | 'vectors' | 'revisions' | 'bus' | 'log'>) =>
  async ({ tenantId, documentId, versionId, code }: IngestionStart & { code: string | null }): Promise<void> => {
    const scope = { tenantId };
    const [current, { kept }] = await Promise.all([revisions.current(scope), revisions.recent(scope)]);
    const published = current?.versions.includes(versionId);
    log.warn({ tenantId, documentId, code, published }, 'a document could not be prepared');
    // It failed while it was prepared once more, or behind its publication: people find it, so it has not failed.
    if (published) await documents.setState(scope, versionId, 'searchable', { progress: 1 });
    else {
      if (!kept.some(({ versions }) => versions.includes(versionId))) {
        await vectors.removeVersion(scope, versionId);
        await chunks.removeVersion(scope, versionId);
      }
      await documents.setState(scope, versionId, 'failed', { failure: reasonOf(code), progress: 0 });
    }
    bus.publish({ tenantId, type: 'document.changed', documentId });
  };
