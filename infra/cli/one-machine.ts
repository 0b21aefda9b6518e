/** Everything on one machine in order: servers, parts, data, api and workers; and back again when it is told to stop. */
import type { Config } from '../config/config.ts';
import { startLocalServers, type LocalServers } from '../dev/local-servers.ts';
import { freePort } from '../dev/ports.ts';
import { claimHome } from '../dev/run-files.ts';
import { announceServers } from '../dev/running-servers.ts';

/** The composition roots as `npm start` needs them. */
export type Roots<Parts> = {
  openParts(config: Config, servers: LocalServers): Promise<Parts>;
  /** Indexes, schedules and the demo tenant: whatever this version needs; nothing the second time. */
  prepareData(config: Config, parts: Parts): Promise<{ login: { email: string; password: string } | null }>;
  startServer(config: Config, parts: Parts): Promise<Closable & { url: string }>;
  startWorkers(config: Config, parts: Parts, servers: LocalServers): Promise<Closable & { failed?: Promise<never> }>;
  closeParts(parts: Parts): Promise<void>;
  /** What must be over before we call ourselves ready. */
  settle(config: Config, parts: Parts): Promise<void>;
};
type Closable = { close(): Promise<void> };

export type Running = {
  url: string;
  servers: LocalServers;
  login: { email: string; password: string } | null;
  /** Rejects when something that must live ends by itself. */
  failed: Promise<never>;
  /** In the order server, workers, parts, local servers; a part that fails to close does not keep the others from it. */
  stop(): Promise<void>;
};

/**
 * @param loadRoots imported while the local servers come up, since both take a second
 * @param say       told in a line of what a person should know
 * @throws when a step fails; what was started is stopped again
 */
export async function startOnOneMachine<Parts>(
  config: Config,
  loadRoots: () => Promise<Roots<Parts>>,
  say: (line: string) => void,
): Promise<Running> {
  const claim = await claimHome(config.home);
  const toClose: (() => Promise<void> | void)[] = [() => claim.release()];
  const stop = async (): Promise<void> => {
    claim.update({ state: 'stopping' });
    for (const close of toClose.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        say(`While stopping: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  try {
    const [roots, servers, port] = await together([
      loadRoots(),
      startLocalServers(config, { say }).then((started) => (toClose.push(() => started.stop()), started)),
      freePort(config.PORT, config.HOST),
    ]);
    if (config.PORT !== 0 && port !== config.PORT) say(`Port ${config.PORT} is in use; taking ${port}.`);
    toClose.push(announceServers(config, servers));
    const settled = { ...config, PORT: port, TEMPORAL_UI_URL: servers.temporalUiUrl ?? undefined };
    const parts = await roots.openParts(settled, servers);
    toClose.push(() => roots.closeParts(parts));
    // Workers first on the way up and last on the way down: an accepted message finds somebody to answer it.
    const [{ login }, workers] = await together([
      roots.prepareData(settled, parts),
      roots.startWorkers(settled, parts, servers).then((started) => (toClose.push(() => started.close()), started)),
    ]);
    const [server] = await together([
      roots.startServer(settled, parts).then((started) => (toClose.push(() => started.close()), started)),
      roots.settle(settled, parts),
    ]);
    claim.update({ url: server.url });
    return { url: server.url, servers, login, failed: Promise.race([servers.failed, ...(workers.failed ? [workers.failed] : [])]), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Like Promise.all, but waits for all of them also when one fails: what has been started by then can be stopped. */
async function together<T extends readonly unknown[]>(steps: readonly [...{ [K in keyof T]: Promise<T[K]> }]): Promise<T> {
  await Promise.allSettled(steps);
  return await Promise.all(steps);
}
