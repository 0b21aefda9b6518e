/** Takes documents out of the knowledge and deletes them everywhere. Each step may be repeated, and the record goes last. */
import { type Document, versionsIn, versionsOf } from '../../workflows/domain/document.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';

type Needs = Pick<ApiDeps, 'documents' | 'revisions' | 'chunks' | 'vectors' | 'files' | 'turns'>;

/** Whose change it is: a person's or a key's, or of a batch where it is a part of one. */
export type DeletedBy = { author?: string | null; batch?: string | undefined };

/** By one publication, however many they are. */
export async function deleteDocuments(deps: Needs, scope: TenantScope, documents: readonly Document[], by: DeletedBy = {}): Promise<void> {
  if (documents.length === 0) return;
  // An ingestion that runs finds it replaced and clears up behind itself, so nothing comes back.
  for (const { _id } of documents) await deps.documents.retire(scope, _id);
  const current = await deps.revisions.current(scope);
  // First out of what is published; the rest is then invisible and may be deleted piece by piece.
  await deps.revisions.publish(scope, { ...by, remove: documents.flatMap(({ _id }) => versionsIn(current, _id)) });
  await deps.turns.forgetDocuments(
    scope,
    documents.map(({ _id }) => _id),
  );
  for (const document of documents) {
    for (const version of versionsOf(document)) {
      // The vectors before the chunks: a second try then knows of them.
      await deps.vectors.removeVersion(scope, version);
      await deps.chunks.removeVersion(scope, version);
      await deps.files.remove(scope, version);
    }
    await deps.documents.remove(scope, document._id);
  }
}
