/** Knowledge: documents, the chunks they are cut into, and the revisions in which they are published. */
import type { ChunkId, DocumentId, RevisionId, TenantId } from './ids.ts';

export const DOCUMENT_STATES = ['queued', 'extracting', 'embedding', 'indexing', 'searchable', 'failed'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

export const MEDIA_TYPES = ['text/markdown', 'text/plain'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** One content of one document: `<documentId>@<first 16 hex digits of sha-256 of the bytes>`. */
export type VersionId = `${DocumentId}@${string}`;

export type Document = {
  _id: DocumentId;
  tenantId: TenantId;
  /** The name of the upload, shown and never used as a path. */
  fileName: string;
  title: string;
  mediaType: MediaType;
  bytes: number;
  /** sha-256 of the bytes, hex. */
  contentHash: string;
  versionId: VersionId;
  state: DocumentState;
  /** Share of the work done in this state, 0 to 1. */
  progress: number;
  /** Of a failed document: a reason that a person understands. */
  failure: string | null;
  chunkCount: number;
  revisionId: RevisionId | null;
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
  title: string;
  /** Heading path, joined by ` › `; `""` at the top. */
  section: string;
  text: string;
  /** UTF-16 offsets into the extracted text, end exclusive. */
  start: number;
  end: number;
  tokens: number;
};

/** A published state of a tenant's knowledge: which version of which document. Immutable once written. */
export type Revision = {
  _id: RevisionId;
  tenantId: TenantId;
  number: number;
  parent: RevisionId | null;
  versions: VersionId[];
  createdAt: Date;
};

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
