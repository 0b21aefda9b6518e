/** What api, workers and commands share: stores, index, encoders, models, bus and engine, made once a process by `openParts`. */
import type { Tool } from '../../../activities/tools/tool.ts';
import type { Breaker } from '../../circuit/breaker.ts';
import type { Config } from '../../config/config.ts';
import type { Egress } from '../../egress/egress.ts';
import type { localFiles } from '../../files/local.ts';
import type { Logger } from '../../log/logger.ts';
import type { Connection } from '../../mongo/connect.ts';
import type { ApiKeyStore } from '../../ports/api-key-store.ts';
import type { CannedStore } from '../../ports/canned-store.ts';
import type { DocumentReader } from '../../ports/document-reader.ts';
import type { Encoders } from '../../ports/encoders.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Model } from '../../ports/model.ts';
import type { PageFetcher } from '../../ports/page-fetcher.ts';
import type { Reranker } from '../../ports/reranker.ts';
import type { Stores } from '../../ports/stores.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import type { VisitorStore } from '../../ports/visitor-store.ts';
import type { Circuits, WorkerStore } from '../../ports/workers.ts';
import type { openEngine } from '../../temporal/client.ts';
import type { LimitParts } from './open-limits.ts';
import type { SecretParts } from './open-secrets.ts';

/** Where the servers are, as found by the bootstrap or given by the environment. */
export type Addresses = {
  mongoUri: string;
  temporalAddress: string;
  temporalUiUrl: string | null;
  notes: { mongo: { adapter: string; note: string }; temporal: { adapter: string; note: string } };
};

export type Parts = Stores &
  LimitParts &
  SecretParts & {
    apiKeys: ApiKeyStore;
    cannedResponses: CannedStore;
    visitors: VisitorStore;
    config: Config;
    addresses: Addresses;
    log: Logger;
    connection: Connection;
    bus: EventBus;
    vectors: VectorIndex;
    /** Asks the server of the index whether it is there, and throws where it is not; null for a file. */
    pingVectors: ((totalMs: number) => Promise<unknown>) | null;
    encoders: Encoders;
    reranker: Reranker | null;
    model: Model;
    fallback: Model | null;
    quotes: Model | null;
    /** Of what this process calls. */
    circuits: Circuits<Breaker>;
    workers: WorkerStore;
    files: ReturnType<typeof localFiles>;
    reader: DocumentReader;
    fetcher: PageFetcher;
    /** Calls the outside, from adapters and tools. */
    egress: Egress;
    /** The same for addresses of tenants. */
    outside: Egress;
    /** Beside the product's own. */
    tools: readonly Tool[];
    engine: ReturnType<typeof openEngine>;
  };
