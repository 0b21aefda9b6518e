/** Makes a version findable by one pointer write, and clears away what can no longer be published again. */
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import { type Revision, type VersionId, versionsIn } from '../../workflows/domain/document.ts';
import { EncoderSwitched } from '../../workflows/domain/encoder.ts';
import type { DocumentId, RevisionId, TenantScope } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { type TenantsByStatus, isOpen } from '../tenancy/is-open.ts';
import { forgetLeftovers, forgetVersions, giveUp } from './forget-versions.ts';
import { makeWhole } from './index-version.ts';

type Needs = TenantsByStatus & Pick<Deps, 'documents' | 'revisions' | 'chunks' | 'vectors' | 'files' | 'encoders' | 'bus'>;

/** @returns the revision that holds the version; null when the version has been replaced or removed meanwhile, or its tenant closed */
export const publishRevision =
  (deps: Needs) =>
  async ({ tenantId, documentId, versionId }: IngestionStart): Promise<{ revisionId: RevisionId } | null> => {
    const { documents, revisions, bus } = deps;
    const scope = { tenantId };
    if (!(await isOpen(deps, scope))) return null;
    const changed = () => bus.publish({ tenantId, type: 'document.changed', documentId });
    const document = await documents.setState(scope, versionId, 'indexing', { progress: 0 });
    if (!document) return giveUp(deps, scope, documentId, versionId);
    const { batch = null, author = null } = document;
    changed();
    const remove = versionsIn(await revisions.current(scope), documentId).filter((version) => version !== versionId);
    const { _id: revisionId } = await publish(deps, { tenantId, documentId, versionId }, { remove, batch, author });
    if (!(await documents.setState(scope, versionId, 'searchable', { progress: 1, revisionId, failure: null }))) {
      // A newer upload or a removal came between the two writes: what it did not see must not stay.
      await revisions.publish(scope, { remove: [versionId], batch, author });
      return giveUp(deps, scope, documentId, versionId);
    }
    changed();
    await forgetLeftovers(deps, scope, documentId);
    await forgetDropped(deps, scope);
    return { revisionId };
  };

/** The pointer moves only while what is searched holds the whole version: the encoder may have been changed since it was embedded. */
async function publish(
  deps: Needs,
  { tenantId, documentId, versionId }: IngestionStart,
  by: { remove: VersionId[]; batch: string | null; author: string | null },
): Promise<Revision> {
  for (;;) {
    const encoder = await deps.encoders.inUse({ tenantId });
    await makeWhole(deps, { tenantId, encoder }, { documentId, versionId });
    try {
      return await deps.revisions.publish({ tenantId }, { ...by, add: versionId, encoder });
    } catch (error) {
      if (!(error instanceof EncoderSwitched)) throw error;
    }
  }
}

/** Versions of revisions that are too old to be published again, as far as no later one holds them. */
async function forgetDropped(deps: Needs, scope: TenantScope): Promise<void> {
  const { kept, dropped } = await deps.revisions.recent(scope);
  const held = new Set(kept.flatMap(({ versions }) => versions));
  const stale = new Set(dropped.flatMap(({ versions }) => versions).filter((version) => !held.has(version)));
  for (const [documentId, versions] of Map.groupBy(stale, (version) => version.split('@')[0] as DocumentId)) {
    await forgetVersions(deps, scope, documentId, versions);
  }
}
