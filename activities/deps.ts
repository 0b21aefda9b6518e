/** Everything that an activity may need. Each activity picks its part; the composition root makes the whole. */
import type { Egress } from '../infra/egress/egress.ts';
import type { DocumentReader } from '../infra/ports/document-reader.ts';
import type { Encoders } from '../infra/ports/encoders.ts';
import type { Engine } from '../infra/ports/engine.ts';
import type { EventBus } from '../infra/ports/event-bus.ts';
import type { Model } from '../infra/ports/model.ts';
import type { Reranker } from '../infra/ports/reranker.ts';
import type { SecretStore } from '../infra/ports/secret-store.ts';
import type { PageFetcher } from '../infra/ports/page-fetcher.ts';
import type { FileStore } from '../infra/ports/knowledge-stores.ts';
import type { Stores } from '../infra/ports/stores.ts';
import type { TenantEraser } from '../infra/ports/tenant-eraser.ts';
import type { VectorIndex } from '../infra/ports/vector-index.ts';
import type { Price } from '../workflows/domain/budget.ts';
import type { Document, MediaType } from '../workflows/domain/document.ts';
import type { ConversationRef, DocumentId, IdPrefix, TenantScope } from '../workflows/domain/ids.ts';
import type { EntryRef } from '../workflows/contracts/conversation.ts';
import type { Tool } from './tools/tool.ts';

export type DocumentUpload = { fileName: string; title?: string; url?: string; batch?: string; mediaType: MediaType; bytes: Uint8Array };

export type Deps = Stores & {
  files: FileStore;
  reader: DocumentReader;
  /** Calls the pages of sites. */
  fetcher: PageFetcher;
  /** As an upload of the same name: stores the bytes and has them prepared, unless that is what the document is already. */
  storeUpload: (scope: TenantScope, upload: DocumentUpload) => Promise<Document>;
  /** Takes documents out of the knowledge by one publication, of a batch or its own, then deletes them everywhere; ids of none are passed over. */
  deleteDocuments: (scope: TenantScope, ids: readonly DocumentId[], batch?: string) => Promise<void>;
  vectors: VectorIndex;
  encoders: Encoders;
  /** Null without one: the order of the search stands. */
  reranker: Reranker | null;
  model: Model;
  /** Asked when the model fails; null without a second one. */
  fallback: Model | null;
  /** Quotes passages when no language model can be had; asked only for tenants whose model does more than that. */
  quotes: Model | null;
  eraser: TenantEraser;
  /** What a million tokens of either model cost. */
  prices: Record<'model' | 'fallback', Price>;
  /** Tools beside the product's own. */
  tools: readonly Tool[];
  secrets: Pick<SecretStore, 'current'>;
  /** Calls addresses of tenants: public ones alone, whatever the installation has declared for itself. */
  outside: Pick<Egress, 'fetch'>;
  bus: EventBus;
  /** Tells a conversation's workflow to look at its log. False: it could not be reached and the sweeper will try again. */
  ring: (conversation: ConversationRef, entry: EntryRef) => Promise<boolean>;
  /** Asks a conversation for a move, as people do. @throws {Problem} as the engine's port says */
  command: Engine['command'];
  mintId: <P extends IdPrefix>(prefix: P) => `${P}_${string}`;
  derivedId: <P extends IdPrefix>(prefix: P, ...parts: string[]) => `${P}_${string}`;
  /** Aborts when the workers begin to stop, so that nothing which only waits holds them up. */
  closing: AbortSignal;
  now: () => Date;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void; error(fields: object, message: string): void };
};
