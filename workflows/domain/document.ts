/** Knowledge: documents, the chunks they are cut into, and the revisions in which they are published. */
import type { ChunkId, DocumentId, RevisionId, TenantId } from './ids.ts';

export const DOCUMENT_STATES = ['queued', 'extracting', 'embedding', 'indexing', 'searchable', 'failed'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

export const MEDIA_TYPES = [
  'text/markdown',
  'text/plain',
  'text/html',
  'text/csv',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** What the end of a file name promises about its bytes. */
const ENDINGS: Record<string, MediaType> = {
  md: 'text/markdown',
  markdown: 'text/markdown',
  txt: 'text/plain',
  html: 'text/html',
  htm: 'text/html',
  csv: 'text/csv',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Null for a name whose kind cannot be read. */
export const mediaTypeOf = (fileName: string): MediaType | null => ENDINGS[/\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''] ?? null;

/** A part of a file that gave nothing while the rest of it did: a row of a table without an answer, a page that is a picture. */
export type Remark = { place: string; reason: string };

/** First and last page of a text, from 1. */
export type Pages = { first: number; last: number };

/** One content of one document: `<documentId>@<first 16 hex digits of sha-256 of the bytes>`. */
export type VersionId = `${DocumentId}@${string}`;

export type Document = {
  _id: DocumentId;
  tenantId: TenantId;
  /** The name of the upload, shown and never used as a path. */
  fileName: string;
  title: string;
  /** Of a page of a site: where people read it. */
  url?: string | null;
  mediaType: MediaType;
  bytes: number;
  /** sha-256 of the bytes, hex. */
  contentHash: string;
  versionId: VersionId;
  /** Every version of which something may be stored, this one too; absent in records of before there was one. */
  versions?: VersionId[];
  state: DocumentState;
  /** Share of the work done in this state, 0 to 1. */
  progress: number;
  /** Of a failed document: a reason that a person understands. */
  failure: string | null;
  chunkCount: number;
  /** ISO 639-1 code of what it is written in; null before it was read, and when that cannot be told. */
  language?: string | null;
  /** Of a file that has pages. */
  pageCount?: number | null;
  /** The first hundred. */
  remarks?: Remark[];
  revisionId: RevisionId | null;
  /** What its publication counts with: a sync, an import. Null or absent: it is a step of its own. */
  batch?: string | null;
  /** Who uploaded this version, a person or a key; null or absent: nobody did, or it was before anybody was noted. */
  author?: string | null;
  createdAt: Date;
  updatedAt: Date;
};

export type Chunk = {
  _id: ChunkId;
  tenantId: TenantId;
  documentId: DocumentId;
  versionId: VersionId;
  /** Place in the document, from 0. */
  ordinal: number;
  /** Of the text as the encoder reads it, hex: what has the same is not embedded again. Absent in records of before. */
  textHash?: string;
  title: string;
  /** Heading path, joined by ` › `; `""` at the top. */
  section: string;
  text: string;
  /** UTF-16 offsets into the extracted text, end exclusive; of a piece of a table without its head, which `text` says again. */
  start: number;
  end: number;
  tokens: number;
  /** Absent where the file has no pages. */
  pages?: Pages | null;
  /** Of a page of a site. */
  url?: string | null;
};

/** A published state of a tenant's knowledge: which version of which document. Immutable once written. */
export type Revision = {
  _id: RevisionId;
  tenantId: TenantId;
  number: number;
  parent: RevisionId | null;
  versions: VersionId[];
  /** The batches that made it piece by piece; absent or empty: one upload, or one deletion. */
  batches?: string[];
  /** Whose change it is, a person or a key; null or absent as with a document. */
  author?: string | null;
  createdAt: Date;
};

/** Revisions that are kept so that they may be published again, the current one among them: so many of people, and so many of syncs. */
export const KEPT_REVISIONS = 10;

/** The version of a document that is being deleted: no content of its own, so that every work on the others finds itself replaced. */
export const retiredVersion = (documentId: DocumentId): VersionId => `${documentId}@retired`;
export const isRetired = ({ _id, versionId }: Pick<Document, '_id' | 'versionId'>): boolean => versionId === retiredVersion(_id);

/** Versions that a document has left something of. */
export const versionsOf = ({ versionId, versions = [] }: Pick<Document, 'versionId' | 'versions'>): VersionId[] => [
  ...new Set([...versions, versionId]),
];

/** The versions of one document among those of a revision. */
export const versionsIn = (revision: Pick<Revision, 'versions'> | null, documentId: DocumentId): VersionId[] =>
  (revision?.versions ?? []).filter((version) => version.startsWith(`${documentId}@`));

/** A chunk that a search found, with the scores that ranked it. */
export type Hit = {
  chunkId: ChunkId;
  versionId: VersionId;
  /** What ranks: 0 to 1 within one question, comparable with the floor. */
  score: number;
  /** Cosine similarity of the dense vectors, -1 to 1; null when the question was not embedded. */
  dense: number | null;
  /** Normalised keyword score, 0 to 1; null when no word matched. */
  keyword: number | null;
};
