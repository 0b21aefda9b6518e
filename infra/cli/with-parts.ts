/** Runs a command on the servers that the environment names, or on this machine's own, started for as long as it takes. */
import { ConfigError, type Config } from '../config/config.ts';
import { startLocalServers } from '../dev/local-servers.ts';
import { runningParley } from '../dev/run-files.ts';
import { closeParts, openParts, type Addresses, type Parts } from './compose.ts';

export async function withParts(config: Config, work: (parts: Parts) => Promise<number>): Promise<number> {
  const servers = await serversOf(config);
  try {
    const parts = await openParts(config, servers);
    try {
      return await work(parts);
    } finally {
      await closeParts(parts);
    }
  } finally {
    await servers.stop();
  }
}

/** @throws {ConfigError} when this machine's servers belong to a Parley that is running */
async function serversOf(config: Config): Promise<Addresses & { stop(): Promise<void> }> {
  const running = config.MONGODB_URI && config.TEMPORAL_ADDRESS ? null : runningParley(config.home);
  if (running) {
    throw new ConfigError(
      `Parley is running here (process ${running.pid}) and holds its data. Stop it first, or set MONGODB_URI and TEMPORAL_ADDRESS to servers of your own.`,
    );
  }
  return startLocalServers(config, { say: (line) => console.error(line) });
}
