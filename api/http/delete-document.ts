/** Takes a document out of the knowledge and deletes it everywhere. Each step may be repeated, and the record goes last. */
import { type Document, versionsIn, versionsOf } from '../../workflows/domain/document.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';

type Needs = Pick<ApiDeps, 'documents' | 'revisions' | 'chunks' | 'vectors' | 'files'>;

export async function deleteDocument(deps: Needs, scope: TenantScope, document: Document): Promise<void> {
  // An ingestion that runs finds it replaced and clears up behind itself, so nothing comes back.
  await deps.documents.retire(scope, document._id);
  const current = await deps.revisions.current(scope);
  // First out of what is published; the rest is then invisible and may be deleted piece by piece.
  await deps.revisions.publish(scope, { remove: versionsIn(current, document._id) });
  for (const version of versionsOf(document)) {
    // The vectors before the chunks: a second try then knows of them.
    await deps.vectors.removeVersion(scope, version);
    await deps.chunks.removeVersion(scope, version);
    await deps.files.remove(scope, version);
  }
  await deps.documents.remove(scope, document._id);
}
