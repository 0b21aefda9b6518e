/** Knowledge: uploading, listing, looking into and deleting documents. The work itself is a workflow a version. */
import { documentEmpty, documentNotText, documentUnsupported, invalidRequest, notFound, rateLimited } from '../../workflows/domain/errors.ts';
import type { MediaType } from '../../workflows/domain/document.ts';
import { presentChunk, presentDocument } from '../present/knowledge.ts';
import { PageQuery } from '../protocol/common.ts';
import { ChunkPage, DocumentPage, DocumentParams, DocumentsQuery, DocumentView } from '../protocol/knowledge.ts';
import { storeUpload } from './store-upload.ts';
import { pageOf } from './page-of.ts';
import { route, staff } from './route.ts';

const MEDIA_TYPE: Record<string, MediaType> = { md: 'text/markdown', markdown: 'text/markdown', txt: 'text/plain' };

const upload = route({
  name: 'uploadDocument',
  method: 'post',
  path: '/documents',
  summary: 'Uploads a Markdown or text document; the same file name again is a new version',
  policy: staff('document.write'),
  file: 'file',
  status: 202,
  reply: DocumentView,
  async handle({ staff: { scope, userId }, request: { file } }, deps) {
    const waitSeconds = await deps.limits.take('upload', `${scope.tenantId}:${userId}`);
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    if (!file) throw invalidRequest({ fields: [{ path: 'file', message: 'Send the document as the multipart field `file`.' }] });
    // Busboy hands names over as latin1; browsers send UTF-8.
    const fileName = Buffer.from(file.originalname, 'latin1')
      .toString('utf8')
      .replace(/^.*[\\/]/, '')
      .replace(/\p{Cc}/gu, '')
      .slice(0, 200);
    const mediaType = MEDIA_TYPE[fileName.split('.').at(-1)?.toLowerCase() ?? ''];
    if (!mediaType) throw documentUnsupported({ fields: [{ path: 'file', message: 'Use a .md or .txt file.' }] });
    mustBeText(file.buffer);
    return presentDocument(await storeUpload(deps, scope, { fileName, mediaType, bytes: file.buffer }));
  },
});

const list = route({
  name: 'listDocuments',
  method: 'get',
  path: '/documents',
  summary: 'Documents of the tenant, newest first',
  policy: staff('document.read'),
  query: DocumentsQuery,
  reply: DocumentPage,
  async handle({ staff: { scope }, query }, { documents }) {
    const { data, nextCursor } = await documents.list(scope, query);
    return { data: data.map(presentDocument), nextCursor };
  },
});

const read = route({
  name: 'readDocument',
  method: 'get',
  path: '/documents/{documentId}',
  summary: 'One document and its state',
  policy: staff('document.read'),
  binds: { documentId: 'tenant' },
  params: DocumentParams,
  reply: DocumentView,
  async handle({ staff: { scope }, params }, { documents }) {
    const document = await documents.get(scope, params.documentId);
    if (!document) throw notFound();
    return presentDocument(document);
  },
});

const chunks = route({
  name: 'listChunks',
  method: 'get',
  path: '/documents/{documentId}/chunks',
  summary: 'The chunks of a document, in order',
  policy: staff('document.read'),
  binds: { documentId: 'tenant' },
  params: DocumentParams,
  query: PageQuery,
  reply: ChunkPage,
  async handle({ staff: { scope }, params, query }, deps) {
    const document = await deps.documents.get(scope, params.documentId);
    if (!document) throw notFound();
    const { data, nextCursor } = pageOf(await deps.chunks.ofVersion(scope, document.versionId), query, ({ ordinal }) =>
      String(ordinal).padStart(9, '0'),
    );
    return { data: data.map(presentChunk), nextCursor };
  },
});

const remove = route({
  name: 'deleteDocument',
  method: 'delete',
  path: '/documents/{documentId}',
  summary: 'Takes a document out of the knowledge and deletes it everywhere',
  policy: staff('document.write'),
  binds: { documentId: 'tenant' },
  params: DocumentParams,
  async handle({ staff: { scope }, params }, deps) {
    const document = await deps.documents.get(scope, params.documentId);
    if (!document) throw notFound();
    // First out of what is published; the rest is then invisible and may be deleted piece by piece.
    await deps.revisions.publish(scope, { remove: [document.versionId] });
    await deps.documents.remove(scope, document._id);
    await Promise.all([
      deps.chunks.removeVersion(scope, document.versionId),
      deps.files.remove(scope, document.versionId),
      deps.vectors.removeVersion(scope, document.versionId),
    ]);
  },
});

/** Said at once where it can be seen at once; what only the extraction finds ends as a failed document. */
function mustBeText(bytes: Uint8Array): void {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw documentNotText({ fields: [{ path: 'file', message: 'Save the file as UTF-8 text.' }] });
  }
  if (text.includes('\u0000')) throw documentNotText({ fields: [{ path: 'file', message: 'The file holds binary data.' }] });
  if (!text.trim()) throw documentEmpty({ fields: [{ path: 'file', message: 'The file holds no text.' }] });
}

export const documentRoutes = [upload, list, read, chunks, remove];
