/** Documents and chunks as clients see them. */
import { versionsIn, type Chunk, type Document, type Revision } from '../../workflows/domain/document.ts';
import type { DocumentView } from '../protocol/knowledge.ts';

/** @param current the published revision, null before the first */
export const presentDocument = (document: Document, current: Revision | null): DocumentView => ({
  id: document._id,
  fileName: document.fileName,
  title: document.title,
  url: document.url ?? null,
  mediaType: document.mediaType,
  bytes: document.bytes,
  state: document.state,
  progress: document.progress,
  failure: document.failure,
  published: publishedOf(document, current),
  chunkCount: document.chunkCount,
  language: document.language ?? null,
  pageCount: document.pageCount ?? null,
  remarks: document.remarks ?? [],
  createdAt: document.createdAt.toISOString(),
  updatedAt: document.updatedAt.toISOString(),
});

function publishedOf({ _id, versionId }: Document, current: Revision | null): DocumentView['published'] {
  const versions = versionsIn(current, _id);
  if (versions.includes(versionId)) return 'current';
  return versions.length > 0 ? 'earlier' : 'no';
}

export const presentChunk = ({ _id, ordinal, section, text, tokens, pages = null }: Chunk) => ({ id: _id, ordinal, section, text, tokens, pages });
