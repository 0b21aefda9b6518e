/** Revisions as clients see them: by the documents that one changed, not by the versions that it holds. */
import { versionsIn, type Revision } from '../../workflows/domain/document.ts';
import type { DocumentId } from '../../workflows/domain/ids.ts';
import type { RevisionView } from '../protocol/revision.ts';

const documentsOf = (revision: Revision | null): Set<DocumentId> =>
  new Set((revision?.versions ?? []).map((version) => version.split('@')[0] as DocumentId));

/** Documents of which two revisions hold different versions. */
export function changedDocuments(before: Revision | null, after: Revision): DocumentId[] {
  const all = new Set([...documentsOf(before), ...documentsOf(after)]);
  return [...all].filter((id) => versionsIn(before, id).join() !== versionsIn(after, id).join());
}

/** Of a person or a key, or of the site whose sync it was; null when nobody is known. */
export const authorOf = ({ author, batches = [] }: Revision): string | null =>
  author ?? batches.find((one) => one.startsWith('sit_'))?.split(':')[0] ?? null;

type About = {
  parent: Revision | null;
  current: Revision | null;
  names: ReadonlyMap<DocumentId, string | null>;
  /** Of people, and addresses of sites. */ authors: ReadonlyMap<string, string>;
};

export function presentRevision(revision: Revision, { parent, current, names, authors }: About): RevisionView {
  const author = authorOf(revision);
  const [before, after] = [documentsOf(parent), documentsOf(revision)];
  return {
    id: revision._id,
    number: revision.number,
    current: revision._id === current?._id,
    documents: after.size,
    changes: changedDocuments(parent, revision).map((documentId) => ({
      type: !before.has(documentId) ? 'added' : after.has(documentId) ? 'replaced' : 'removed',
      documentId,
      fileName: names.get(documentId) ?? null,
    })),
    author: author === null ? null : { id: author, name: authors.get(author) ?? null },
    createdAt: revision.createdAt.toISOString(),
  };
}
