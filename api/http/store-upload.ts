/** Stores an upload and starts its ingestion. The record, the bytes, then the workflow: each step may be repeated. */
import { createHash } from 'node:crypto';
import type { Document, MediaType } from '../../workflows/domain/document.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';

/** `title` until the document says its own; `url` of a page of a site; uploads of one `batch` are published as one revision; `author` did it. */
export type Upload = {
  fileName: string;
  title?: string;
  url?: string;
  batch?: string;
  author?: string | null;
  mediaType: MediaType;
  bytes: Uint8Array;
};

export const contentHashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function storeUpload(
  deps: Pick<ApiDeps, 'documents' | 'revisions' | 'files' | 'engine' | 'mintId' | 'bus'>,
  scope: TenantScope,
  { fileName, title = fileName.replace(/\.[^.]+$/, '') || fileName, url, batch, author, mediaType, bytes }: Upload,
): Promise<Document> {
  const by = { batch: batch ?? null, author: author ?? null };
  const about = { fileName, title, ...(url ? { url } : {}), ...by, mediaType, bytes: bytes.length, contentHash: contentHashOf(bytes) };
  const document = await deps.documents.put(scope, about, deps.mintId('doc'));
  // What was rolled back is published anew by the same upload.
  if (document.state === 'searchable' && (await deps.revisions.current(scope))?.versions.includes(document.versionId)) return document;
  await deps.files.put(scope, document.versionId, bytes);
  await prepare(deps, scope, document);
  return document;
}

/** Has what a document is now prepared. */
export async function prepare({ engine, bus }: Pick<ApiDeps, 'engine' | 'bus'>, scope: TenantScope, { _id, versionId }: Document): Promise<void> {
  await engine.startIngestion({ ...scope, documentId: _id, versionId });
  bus.publish({ type: 'document.changed', ...scope, documentId: _id });
}
