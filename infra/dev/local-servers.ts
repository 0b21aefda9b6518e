/** The two servers Parley needs, started for one machine side by side, or found where the configuration says. */
import type { Config } from '../config/config.ts';
import { startMongo } from './mongo-server.ts';
import { startTemporal } from './temporal-server.ts';

export type ServerNote = { adapter: string; note: string };
export type LocalServers = {
  /** Without a database name; ours is `parley`. */
  mongoUri: string;
  temporalAddress: string;
  /** Null when there is none that we know of. */
  temporalUiUrl: string | null;
  notes: { mongo: ServerNote; temporal: ServerNote };
  /** Process ids of what was started here, as of now: a server that ends by itself is started again. */
  pids(): { mongo: number | null; temporal: number | null };
  /** Rejects when a server ended and cannot be brought back. */
  failed: Promise<never>;
  stop(): Promise<void>;
};

type ServersConfig = Pick<
  Config,
  'home' | 'MONGODB_URI' | 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE' | 'TEMPORAL_UI_URL' | 'PARLEY_TEMPORAL_CLI' | 'PATH'
>;

/**
 * @param options.inMemory nothing is kept, no Web UI, any ports: for tests
 * @param options.say      told in a line of what a person should know
 * @throws when one of them does not come up; the other is stopped then
 */
export async function startLocalServers(
  config: ServersConfig,
  options: { inMemory?: boolean; say?: (line: string) => void } = {},
): Promise<LocalServers> {
  const shared = { home: config.home, path: config.PATH, ...options };
  const [mongo, temporal] = await Promise.allSettled([
    startMongo({ ...shared, uri: config.MONGODB_URI }),
    startTemporal({
      ...shared,
      namespace: config.TEMPORAL_NAMESPACE,
      address: config.TEMPORAL_ADDRESS,
      uiUrl: config.TEMPORAL_UI_URL,
      cli: config.PARLEY_TEMPORAL_CLI,
    }),
  ]);
  if (mongo.status === 'rejected' || temporal.status === 'rejected') {
    await Promise.all([mongo, temporal].map((one) => (one.status === 'fulfilled' ? one.value.kept?.stop() : undefined)));
    throw mongo.status === 'rejected' ? mongo.reason : (temporal as PromiseRejectedResult).reason;
  }
  return {
    mongoUri: mongo.value.uri,
    temporalAddress: temporal.value.address,
    temporalUiUrl: temporal.value.uiUrl,
    notes: {
      mongo: { adapter: mongo.value.adapter, note: mongo.value.note },
      temporal: { adapter: temporal.value.adapter, note: temporal.value.note },
    },
    pids: () => ({ mongo: mongo.value.kept?.pid() ?? null, temporal: temporal.value.kept?.pid() ?? null }),
    failed: Promise.race([mongo, temporal].flatMap(({ value }) => (value.kept ? [value.kept.failed] : []))),
    // Temporal first: it is what still writes.
    async stop() {
      await temporal.value.kept?.stop();
      await mongo.value.kept?.stop();
    },
  };
}
