/** Deletes what is stored of versions of a document, in each store. */
import { versionsOf, type VersionId } from '../../workflows/domain/document.ts';
import type { DocumentId, TenantScope } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';

type Needs = Pick<Deps, 'documents' | 'revisions' | 'chunks' | 'vectors' | 'files'>;

/** Those of them that nobody can reach: in no revision that may be published again, and not what the document is now. */
export async function forgetVersions(deps: Needs, scope: TenantScope, documentId: DocumentId, versions: readonly VersionId[]): Promise<void> {
  const [document, { kept }] = await Promise.all([deps.documents.get(scope, documentId), deps.revisions.recent(scope)]);
  // Of a document that was deleted nothing stays, whatever an earlier revision says.
  const reachable = new Set(document ? [document.versionId, ...kept.flatMap((revision) => revision.versions)] : []);
  const gone = versions.filter((version) => !reachable.has(version));
  for (const version of gone) {
    // The vectors first: as long as there is a chunk, it is known that there may be a vector of it.
    await deps.vectors.removeVersion(scope, version);
    await deps.chunks.removeVersion(scope, version);
    await deps.files.remove(scope, version);
  }
  if (document && gone.length > 0) await deps.documents.forgot(scope, documentId, gone);
}

/** What is stored of a version that was given up, because the document was deleted or became another one meanwhile. */
export async function giveUp(deps: Needs, scope: TenantScope, documentId: DocumentId, versionId: VersionId): Promise<null> {
  await forgetVersions(deps, scope, documentId, [versionId]);
  return null;
}

/** All that a document has left over but what it is now or may become again. */
export async function forgetLeftovers(deps: Needs, scope: TenantScope, documentId: DocumentId): Promise<void> {
  const document = await deps.documents.get(scope, documentId);
  if (document) await forgetVersions(deps, scope, documentId, versionsOf(document));
}
