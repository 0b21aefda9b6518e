/** Makes the parts that api and workers share, each by the configuration, and closes them again. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tool } from '../../../activities/tools/tool.ts';
import type { Policy } from '../../../workflows/contracts/conversation.ts';
import { inProcessBus } from '../../bus/in-process.ts';
import type { Config } from '../../config/config.ts';
import { pageFetcher } from '../../crawl/page-fetcher.ts';
import { egress, type Egress } from '../../egress/egress.ts';
import { localFiles } from '../../files/local.ts';
import { mintId } from '../../ids/mint.ts';
import { createLogger } from '../../log/logger.ts';
import { connectMongo } from '../../mongo/connect.ts';
import { refuseLostSockets } from '../../mongo/lost-sockets.ts';
import { apiKeyStore } from '../../mongo/stores/api-key-store.ts';
import { cannedStore } from '../../mongo/stores/canned-store.ts';
import { openStores } from '../../mongo/stores/index.ts';
import { visitorStore } from '../../mongo/stores/visitor-store.ts';
import { workerStore } from '../../mongo/stores/worker-store.ts';
import type { Limits as ModelLimits } from '../../openai/patience.ts';
import type { Model } from '../../ports/model.ts';
import { documentReader } from '../../reading/index.ts';
import { commandByTheLog } from '../../temporal/by-the-log.ts';
import { openEngine } from '../../temporal/client.ts';
import { chooseModels } from './choose-models.ts';
import { chooseSearch } from './choose-search.ts';
import { openCircuits, VECTORS_MS } from './circuits.ts';
import { declaredOrigins } from './declared-origins.ts';
import { openEncoders } from './open-encoders.ts';
import { openLimits } from './open-limits.ts';
import { openSecrets } from './open-secrets.ts';
import type { Addresses, Parts } from './parts.ts';

export type PartsOptions = {
  /** One an installation; tests take one a file. */
  dbName?: string;
  policy?: Policy;
  model?: Model;
  /** How long a provider is waited for. */
  modelLimits?: Partial<ModelLimits>;
  /** How long the engine is waited for by a command, ms; tests do not fail because a machine is slow. */
  commandMs?: number;
  /** Where log lines go, instead of standard error. */
  logTo?: { write(line: string): void };
  tools?: readonly Tool[];
  /** How addresses of tenants are called; not even what the installation has declared is reached by naming it. Tests have no public ones. */
  outside?: Egress;
};

export async function openParts(
  config: Config,
  addresses: Addresses,
  { dbName = 'parley', policy, model, modelLimits, commandMs, tools = [], outside = egress(), logTo }: PartsOptions = {},
): Promise<Parts> {
  const log = createLogger(config, 'parley', logTo);
  refuseLostSockets();
  await mkdir(config.home, { recursive: true });
  const [connection, bus] = await Promise.all([
    connectMongo(addresses.mongoUri, dbName),
    config.REDIS_URL ? import('../../bus/redis.ts').then(({ redisBus }) => redisBus(config.REDIS_URL!)) : inProcessBus(),
  ]);
  const circuits = openCircuits();
  const engine = openEngine({
    address: addresses.temporalAddress,
    namespace: config.TEMPORAL_NAMESPACE,
    uiUrl: addresses.temporalUiUrl ?? config.TEMPORAL_UI_URL ?? null,
    ...(policy ? { policy } : {}),
    ...(commandMs ? { commandMs } : {}),
    failed: (error) => log.warn({ reason: (error as Error).name }, 'the engine could not be rung'),
  });
  const limitParts = await openLimits(config.REDIS_URL, (fault) =>
    log.warn({ reason: (fault as Error).name }, 'Redis is away: each process counts rates for itself'),
  );
  const secretParts = await openSecrets(config, connection);
  const declared = egress({ trusted: declaredOrigins(config) });
  const asking = { egress: declared, limits: modelLimits, log };
  const models = chooseModels(config, { asking, circuits, secrets: secretParts.secrets, instead: model });
  const stores = openStores(connection, { mintId });
  const choices = stores.encoderChoices;
  const encoders = await openEncoders(config, { choices, outside: declared, circuit: circuits.embedder, questionMs: VECTORS_MS });
  return {
    ...stores,
    ...secretParts,
    ...limitParts,
    ...models,
    ...chooseSearch(config, { outside: declared, circuits, first: encoders.configured, log }),
    apiKeys: apiKeyStore(connection),
    cannedResponses: cannedStore(connection),
    visitors: visitorStore(connection),
    workers: workerStore(connection),
    config,
    addresses,
    log,
    connection,
    bus,
    encoders,
    circuits,
    engine: { ...engine, command: commandByTheLog(engine, stores) },
    files: localFiles(join(config.home, 'files')),
    reader: documentReader(),
    fetcher: pageFetcher({ egress: outside }),
    egress: declared,
    outside,
    tools,
  };
}

export async function closeParts({ bus, closeLimits, vectors, encoders, engine, connection }: Parts): Promise<void> {
  await Promise.allSettled([bus.close(), closeLimits(), vectors.close(), encoders.close(), engine.close()]);
  await connection.close();
}
