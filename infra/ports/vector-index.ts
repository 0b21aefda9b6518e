/**
 * Where chunks are found again. The tenant is a parameter of every call: there is no unscoped search. What two encoders made of a text
 * cannot be compared, so each encoder has an index of its own, and a call names the one it means.
 */
import type { Hit, VersionId } from '../../workflows/domain/document.ts';
import type { EncoderName } from '../../workflows/domain/encoder.ts';
import type { ChunkId, TenantScope } from '../../workflows/domain/ids.ts';

/** One tenant's part of one encoder's index. */
export type IndexScope = TenantScope & { readonly encoder: EncoderName };

export type IndexedChunk = {
  chunkId: ChunkId;
  versionId: VersionId;
  /** Title and section: searched by keywords, where a word weighs more than in the text. */
  heading: string;
  /** Searched by keywords. */
  text: string;
  /** Length 1, of the encoder's dimension; null without an encoder. */
  vector: Float32Array | null;
};

export type VectorQuery = {
  /** Versions of the published revision; nothing else is ever returned. */
  versions: readonly VersionId[];
  /** The question as typed; the adapter makes its own query language of it. */
  text: string;
  /** The question's vector, length 1; null searches by keywords only. */
  vector: Float32Array | null;
  /** Best hits to return, 1 to 100. */
  limit: number;
};

export interface VectorIndex {
  /** Writes by chunk id: a second run changes nothing. */
  put(scope: IndexScope, chunks: readonly IndexedChunk[]): Promise<void>;
  /** Which of these chunk ids are stored already, so that a resumed run embeds only what is missing. */
  stored(scope: IndexScope, versionId: VersionId): Promise<Set<ChunkId>>;
  /** Vectors as they were put, of those of these chunks that have one: what says the same is not embedded again. */
  vectorsOf(scope: IndexScope, chunkIds: readonly ChunkId[]): Promise<Map<ChunkId, Float32Array>>;
  /** Best first. */
  search(scope: IndexScope, query: VectorQuery): Promise<Hit[]>;
  /**
   * What was probably meant by words that the tenant's knowledge does not hold: those of them that are a typing mistake away
   * from one that it holds.
   */
  suggest(scope: IndexScope, words: readonly string[]): Promise<Map<string, string>>;
  /** From the indexes of all encoders that were ever in use. */
  removeVersion(scope: TenantScope, versionId: VersionId): Promise<void>;
  /** Forgets the tenant in the indexes of all encoders but those of `but`. @returns how many chunks it had there */
  removeTenant(scope: TenantScope, but?: readonly EncoderName[]): Promise<number>;
  /** Chunks stored for the tenant. */
  count(scope: IndexScope): Promise<number>;
  close(): Promise<void>;
}
