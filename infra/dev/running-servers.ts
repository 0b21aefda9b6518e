/** Where the local servers of a running `npm start` are, for commands that are given beside it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError, type Config } from '../config/config.ts';
import type { LocalServers } from './local-servers.ts';
import { runningParley } from './run-files.ts';

type Addresses = Pick<LocalServers, 'mongoUri' | 'temporalAddress' | 'temporalUiUrl' | 'notes'>;

/** @throws {ConfigError} saying what to do when nothing runs with this home */
export function runningServers(config: Pick<Config, 'home'>): Addresses {
  const found = findRunningServers(config);
  if (found) return found;
  throw new ConfigError(
    `There are no servers to use: no Parley is running with the data in ${config.home}. ` +
      'Start it with: npm start   or set MONGODB_URI and TEMPORAL_ADDRESS.',
  );
}

export function findRunningServers({ home }: Pick<Config, 'home'>): Addresses | null {
  if (!runningParley(home)) return null;
  try {
    return JSON.parse(readFileSync(file(home), 'utf8')) as Addresses;
  } catch {
    return null; // it has not come so far yet
  }
}

/** Makes these servers known; forget them with the function that is returned. */
export function announceServers({ home }: Pick<Config, 'home'>, servers: Addresses): () => void {
  const { mongoUri, temporalAddress, temporalUiUrl, notes } = servers;
  mkdirSync(dirname(file(home)), { recursive: true });
  // MONGODB_URI may hold a password: for this user's eyes only.
  writeFileSync(file(home), JSON.stringify({ mongoUri, temporalAddress, temporalUiUrl, notes }), { mode: 0o600 });
  return () => rmSync(file(home), { force: true });
}

const file = (home: string): string => join(home, 'run', 'servers.json');
