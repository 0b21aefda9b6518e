/** Makes a version findable by one pointer write, and clears away what it replaces. */
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { DocumentId, RevisionId, TenantScope } from '../../workflows/domain/ids.ts';
import type { Revision, VersionId } from '../../workflows/domain/document.ts';
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
    const remove = othersOf(documentId, versionId, await revisions.current(scope));
    const revision = await revisions.publish(scope, { add: versionId, remove });
    const revisionId = revision._id;
    if (!(await documents.setState(scope, versionId, 'searchable', { progress: 1, revisionId, failure: null }))) {
      // A newer upload or a removal came between the two writes: what it did not see must not stay.
      await revisions.publish(scope, { remove: [versionId] });
      await forget(deps, scope, [versionId]);
      return null;
    }
    changed();
    // From the revision before, not from `remove`: a second run that comes after the publication finds them too.
    const before = revision.parent && (await revisions.get(scope, revision.parent));
    await forget(deps, scope, othersOf(documentId, versionId, before));
    return { revisionId };
  };

/** The document's other versions in a revision. */
const othersOf = (documentId: DocumentId, versionId: VersionId, revision: Revision | null): VersionId[] =>
  (revision?.versions ?? []).filter((version) => version !== versionId && version.startsWith(`${documentId}@`));

/** Published first, removed then: nobody finds half of a version. */
async function forget({ vectors, chunks }: Needs, scope: TenantScope, versions: readonly VersionId[]): Promise<void> {
  for (const version of versions) {
    await vectors.removeVersion(scope, version);
    await chunks.removeVersion(scope, version);
  }
}
