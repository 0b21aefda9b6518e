/** Knowledge: uploading, listing, looking into and deleting documents. The work itself is a workflow a version. */
import { DOCUMENT_STATES } from '../../workflows/domain/document.ts';
import { documentDuplicate, invalidRequest, notFound, rateLimited } from '../../workflows/domain/errors.ts';
import { visibleText } from '../../workflows/domain/visible-text.ts';
import { presentChunk, presentDocument } from '../present/knowledge.ts';
import { PageQuery } from '../protocol/common.ts';
import { ChunkPage, DocumentPage, DocumentParams, DocumentsQuery, DocumentView, UploadQuery } from '../protocol/knowledge.ts';
import { actorOf } from '../middleware/authenticate.ts';
import { deleteDocuments } from './delete-document.ts';
import { pageOf } from './page-of.ts';
import { route, staff } from './route.ts';
import { contentHashOf, prepare, storeUpload } from './store-upload.ts';
import { kindOf } from './upload-kind.ts';

const upload = route({
  name: 'uploadDocument',
  method: 'post',
  path: '/documents',
  summary: 'Uploads a PDF, Word, HTML, Markdown, text or CSV document; the same file name again is a new version',
  policy: staff('document.write'),
  query: UploadQuery,
  file: 'file',
  status: 202,
  reply: DocumentView,
  async handle({ staff, query: { batch }, request: { file } }, deps) {
    const { scope, userId } = staff;
    const waitSeconds = await deps.limits.take('upload', `${scope.tenantId}:${userId}`);
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    if (!file) throw invalidRequest({ fields: [{ path: 'file', message: 'Send the document as the multipart field `file`.' }] });
    // Busboy hands names over as latin1; browsers send UTF-8.
    const fileName = shownName(Buffer.from(file.originalname, 'latin1').toString('utf8'));
    const mediaType = await kindOf(fileName, file.buffer);
    const same = await deps.documents.byContent(scope, contentHashOf(file.buffer));
    if (same && same.fileName !== fileName) {
      const message = `The same content is already there as “${same.fileName}”.`;
      throw documentDuplicate({ fields: [{ path: 'file', message }], extra: { documentId: same._id } });
    }
    const document = await storeUpload(deps, scope, {
      fileName,
      mediaType,
      bytes: file.buffer,
      author: actorOf(staff).id,
      // Of this person alone: nobody adds to a revision of somebody else.
      ...(batch ? { batch: `upload:${userId}:${batch}` } : {}),
    });
    return presentDocument(document, await deps.revisions.current(scope));
  },
});

/** Whoever looks for what is not there yet means all of these. */
const WORKING = DOCUMENT_STATES.filter((state) => state !== 'searchable' && state !== 'failed');

/** What stands behind the last slash, without what nobody sees; of a long name the end stays, which says what it is. */
function shownName(given: string): string {
  const name = visibleText(given)
    .replace(/^.*[\\/]/s, '')
    .replace(/[\t\n\r]/g, '');
  if (name.length <= NAME_CHARS) return name;
  const ending = /\.[^.]{1,20}$/.exec(name)?.[0] ?? '';
  return (name.slice(0, NAME_CHARS - ending.length) + ending).toWellFormed();
}

const NAME_CHARS = 200;

const list = route({
  name: 'listDocuments',
  method: 'get',
  path: '/documents',
  summary: 'Documents of the tenant, newest first; of all, or those with a name or in a state',
  policy: staff('document.read'),
  query: DocumentsQuery,
  reply: DocumentPage,
  async handle({ staff: { scope }, query: { state, ...query } }, { documents, revisions }) {
    const states = state === 'working' ? WORKING : state && [state];
    const [{ data, nextCursor }, current] = await Promise.all([documents.list(scope, { ...query, states }), revisions.current(scope)]);
    return { data: data.map((document) => presentDocument(document, current)), nextCursor };
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
  async handle({ staff: { scope }, params }, { documents, revisions }) {
    const document = await documents.get(scope, params.documentId);
    if (!document) throw notFound();
    return presentDocument(document, await revisions.current(scope));
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
  async handle({ staff, params }, deps) {
    const document = await deps.documents.get(staff.scope, params.documentId);
    if (!document) throw notFound();
    await deleteDocuments(deps, staff.scope, [document], { author: actorOf(staff).id });
  },
});

const retry = route({
  name: 'retryDocument',
  method: 'post',
  path: '/documents/{documentId}/retry',
  summary: 'Prepares a document again from the bytes that were uploaded: one that failed, or that a rollback left out',
  policy: staff('document.write'),
  binds: { documentId: 'tenant' },
  params: DocumentParams,
  status: 202,
  reply: DocumentView,
  async handle({ staff: { scope }, params }, deps) {
    const before = await deps.documents.get(scope, params.documentId);
    if (!before) throw notFound();
    const document = before.state === 'failed' ? await deps.documents.setState(scope, before.versionId, 'queued') : before;
    if (!document) throw notFound();
    await prepare(deps, scope, document);
    return presentDocument(document, await deps.revisions.current(scope));
  },
});

export const documentRoutes = [upload, list, read, chunks, retry, remove];
