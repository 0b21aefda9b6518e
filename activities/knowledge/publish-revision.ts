/** Makes a version findable by one pointer write, and clears away what it replaces. */
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { RevisionId, TenantScope } from '../../workflows/domain/ids.ts';
import type { VersionId } from '../../workflows/domain/document.ts';
import type { Deps } from '../deps.ts';

type Needs = Pick<Deps, 'documents' | 'revisions' | 'chunks' | 'vectors' | 'bus'>;

/** @returns the revision that holds the version; null when the version has been replaced or removed meanwhile */
export const publishRevision =
  (deps: Needs) =>
  async ({ tenantId, documentId, versionId }: IngestionStart): Promise<{ revisionId: RevisionId } | null> => {
    const { documents, revisions, bus } = deps;
    const scope = { tenantId };
    const changed = () => bus.publish({ tenantId, type: 'document.changed', documentId });
    if (!(await documents.setState(scope, versionId, 'indexing', { progress: 0 }))) {
      await forget(deps, scope, [versionId]);
      return null;
    }
    changed();
    const before = await revisions.current(scope);
    const replaced = (before?.versions ?? []).filter((version) => version !== versionId && version.startsWith(`${documentId}@`));
    const { _id: revisionId } = await revisions.publish(scope, { add: versionId, remove: replaced });
    if (!(await documents.setState(scope, versionId, 'searchable', { progress: 1, revisionId, failure: null }))) {
      // A newer upload or a removal came between the two writes: what it did not see must not stay.
      await revisions.publish(scope, { remove: [versionId] });
      await forget(deps, scope, [versionId]);
      return null;
    }
    await forget(deps, scope, replaced);
    changed();
    return { revisionId };
  };

/** Published first, removed then: nobody finds half of a version. */
async function forget({ vectors, chunks }: Needs, scope: TenantScope, versions: readonly VersionId[]): Promise<void> {
  for (const version of versions) {
    await vectors.removeVersion(scope, version);
    await chunks.removeVersion(scope, version);
  }
}
