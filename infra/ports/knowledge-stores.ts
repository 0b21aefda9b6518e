/** Knowledge as it is stored: documents and their bytes, chunks, and the revisions that are published. */
import type { Chunk, Document, DocumentState, Revision, VersionId } from '../../workflows/domain/document.ts';
import type { EncoderName } from '../../workflows/domain/encoder.ts';
import type { ChunkId, DocumentId, RevisionId, TenantScope } from '../../workflows/domain/ids.ts';

export interface DocumentStore {
  /** One document a file name: the same name with new bytes becomes a new version of the same document. */
  put(
    scope: TenantScope,
    upload: Pick<Document, 'fileName' | 'title' | 'url' | 'mediaType' | 'bytes' | 'contentHash' | 'batch' | 'author'>,
    fresh: DocumentId,
  ): Promise<Document>;
  get(scope: TenantScope, documentId: DocumentId): Promise<Document | null>;
  /** Newest first; `name` stands in the title or the file name, in any case of letters. */
  list(
    scope: TenantScope,
    query: { cursor?: string | undefined; limit: number; name?: string | undefined; states?: readonly DocumentState[] | undefined },
  ): Promise<{ data: Document[]; nextCursor: string | null }>;
  /** Moves a version on; a version that has been replaced meanwhile is left alone and null comes back. */
  setState(
    scope: TenantScope,
    versionId: VersionId,
    state: DocumentState,
    patch?: Partial<Pick<Document, 'progress' | 'failure' | 'chunkCount' | 'revisionId' | 'language' | 'pageCount' | 'remarks'>>,
  ): Promise<Document | null>;
  /** The document with these bytes, sha-256 in hex, as its current version; null for none. */
  byContent(scope: TenantScope, contentHash: string): Promise<Document | null>;
  /** Nothing is stored of these versions any more. */
  forgot(scope: TenantScope, documentId: DocumentId, versions: readonly VersionId[]): Promise<void>;
  /** Ends every work on the document: its ingestions find it replaced. Its record and what is stored of it stay. */
  retire(scope: TenantScope, documentId: DocumentId): Promise<void>;
  remove(scope: TenantScope, documentId: DocumentId): Promise<void>;
}

export interface ChunkStore {
  /** Replaces the chunks of a version; ids come from place and content, so a second run writes the same. */
  put(scope: TenantScope, versionId: VersionId, chunks: readonly Chunk[]): Promise<void>;
  ofVersion(scope: TenantScope, versionId: VersionId): Promise<Chunk[]>;
  many(scope: TenantScope, chunkIds: readonly ChunkId[]): Promise<Chunk[]>;
  removeVersion(scope: TenantScope, versionId: VersionId): Promise<void>;
}

export interface RevisionStore {
  /** The published revision; null before the first. */
  current(scope: TenantScope): Promise<Revision | null>;
  get(scope: TenantScope, revisionId: RevisionId): Promise<Revision | null>;
  /**
   * Publishes a revision that follows the current one by `change`, by one pointer write; tries again when another was first.
   * A change that changes nothing returns the current one. What a batch publishes takes the place of what it published before, so
   * that it is one revision in the end (`workflows/domain/revisions.ts`).
   *
   * @param change.encoder into whose index `add` was put
   * @throws {EncoderSwitched} when the tenant is searched with another one by now
   * @throws RangeError when there is no such tenant any more
   */
  publish(
    scope: TenantScope,
    change: { add?: VersionId; remove?: readonly VersionId[]; batch?: string | null; author?: string | null; encoder?: EncoderName },
  ): Promise<Revision>;
  /** The revisions that may be published again, newest first, as `keptOf` has them; and those that just were too many. */
  recent(scope: TenantScope): Promise<{ kept: Revision[]; dropped: Revision[] }>;
  /** Publishes an earlier revision again, by one pointer write. False when `from` is not the current one any more. */
  publishAgain(scope: TenantScope, revisionId: RevisionId, from: RevisionId): Promise<boolean>;
}

/** Bytes of uploads, by version. */
export interface FileStore {
  put(scope: TenantScope, versionId: VersionId, bytes: Uint8Array): Promise<void>;
  get(scope: TenantScope, versionId: VersionId): Promise<Uint8Array | null>;
  remove(scope: TenantScope, versionId: VersionId): Promise<void>;
  removeTenant(scope: TenantScope): Promise<void>;
}
