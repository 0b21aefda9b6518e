/** Stores an upload and starts its ingestion. Bytes first, then the record, then the workflow: each step may be repeated. */
import { createHash } from 'node:crypto';
import type { Document, MediaType } from '../../workflows/domain/document.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';

export type Upload = { fileName: string; mediaType: MediaType; bytes: Uint8Array };

export async function storeUpload(
  { documents, files, engine, mintId, bus }: Pick<ApiDeps, 'documents' | 'files' | 'engine' | 'mintId' | 'bus'>,
  scope: TenantScope,
  { fileName, mediaType, bytes }: Upload,
): Promise<Document> {
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  const title = fileName.replace(/\.[^.]+$/, '');
  const document = await documents.put(scope, { fileName, title, mediaType, bytes: bytes.length, contentHash }, mintId('doc'));
  if (document.state === 'searchable') return document;
  await files.put(scope, document.versionId, bytes);
  await engine.startIngestion({ ...scope, documentId: document._id, versionId: document.versionId });
  bus.publish({ type: 'document.changed', ...scope, documentId: document._id });
  return document;
}
