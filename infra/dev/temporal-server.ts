/** Starts the Temporal development server of one machine, durable in a SQLite file, with our search attributes registered. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, type ChildServer } from './child-server.ts';
import { keepRunning, type KeptServer } from './kept-server.ts';
import { freePort } from './ports.ts';
import { endStaleChild } from './run-files.ts';
import { onPath, tools } from './tools.ts';

export type TemporalServer = { address: string; uiUrl: string | null; adapter: string; note: string; kept: KeptServer | null };
export type TemporalOptions = {
  home: string;
  namespace: string;
  address?: string | undefined;
  uiUrl?: string | undefined;
  /** The `temporal` program to use instead of the one on PATH or the prepared one. */
  cli?: string | undefined;
  path?: string | undefined;
  inMemory?: boolean;
  /** Not the usual ports: beside others that want them, they would be taken while this server is down. */
  anyPort?: boolean;
  say?: (line: string) => void;
};

/** What operators filter by: clear text in Temporal, so ids and enums only. */
export const SEARCH_ATTRIBUTES = {
  ParleyTenant: 'Keyword',
  ParleyMode: 'Keyword',
  ParleyStatus: 'Keyword',
  ParleyAssignee: 'Keyword',
  ParleyChannel: 'Keyword',
  ParleyTags: 'KeywordList',
  ParleyDueAt: 'Datetime',
  ParleyTurns: 'Int',
} as const;

// The default lets one shard read its queue 20 times a second, so every step of a turn would wait up to 50 ms.
const DYNAMIC_CONFIG = ['history.transferProcessorMaxPollRPS=1000'];
// A signal takes 4-5 ms with these and 44 ms without; acknowledged signals survive a kill.
const PRAGMAS = ['journal_mode=wal', 'synchronous=1'];

/** Made with every server of tests, for `infra/testing/world.ts`. */
export const TEST_NAMESPACES = Array.from({ length: 96 }, (_, i) => `test-${i + 1}`);

/** @throws when there is no `temporal` program or the server does not come up in two minutes */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const { home, namespace, inMemory = false, anyPort = inMemory, say = () => undefined } = options;
  if (options.address) {
    const note = 'the server that TEMPORAL_ADDRESS names';
    return { address: options.address, uiUrl: options.uiUrl ?? null, adapter: 'external', note, kept: null };
  }
  const cli = findTemporalCli(options);
  mkdirSync(home, { recursive: true });
  await endStaleChild(home, 'temporal', say);
  const keep = async (wantedPort: number, wantedUiPort: number): Promise<TemporalServer> => {
    const port = await freePort(wantedPort);
    const uiPort = inMemory ? null : await freePort(wantedUiPort);
    const address = `127.0.0.1:${port}`;
    const start = async (): Promise<ChildServer> => {
      const child = startChild({ home, name: 'temporal', command: cli, args: temporalFlags(options, port, uiPort), endsWithUs: 'watched' });
      await untilReady(child, address, namespace);
      return child;
    };
    const kept = await keepRunning('temporal', start, say);
    const uiUrl = options.uiUrl ?? (uiPort ? `http://127.0.0.1:${uiPort}` : null);
    return { address, uiUrl, adapter: 'dev-server', note: cli, kept };
  };
  try {
    return await (anyPort ? keep(0, 0) : keep(7233, 8233));
  } catch (error) {
    if (!/address already in use/.test(String(error))) throw error;
    return keep(0, 0);
  }
}

/** @throws naming the command that mends it */
export function findTemporalCli({ cli, path }: Pick<TemporalOptions, 'cli' | 'path'>): string {
  if (cli) {
    if (existsSync(cli)) return cli;
    throw new Error(`PARLEY_TEMPORAL_CLI names ${cli}, which is not there.`);
  }
  const found = onPath(path, 'temporal') ?? [tools.temporal, join(tools.temporalDownload, 'temporal')].find(existsSync);
  if (found) return found;
  throw new Error('There is no Temporal server. Run npm start, which fetches one, or set TEMPORAL_ADDRESS or PARLEY_TEMPORAL_CLI.');
}

/** The arguments of `temporal` for a development server of this home. */
export function temporalFlags(
  { home, namespace, inMemory }: Pick<TemporalOptions, 'home' | 'namespace' | 'inMemory'>,
  port: number,
  uiPort: number | null,
): string[] {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error', '--namespace', namespace];
  // Test files run beside each other on one server: each claims a namespace, so that no worker polls another's queue.
  if (inMemory) for (const name of TEST_NAMESPACES) args.push('--namespace', name);
  if (uiPort) args.push('--ui-port', String(uiPort), '--ui-disable-news-fetch');
  else args.push('--headless');
  if (!inMemory) {
    args.push('--db-filename', join(home, 'temporal.db'));
    for (const pragma of PRAGMAS) args.push('--sqlite-pragma', pragma);
  }
  for (const value of DYNAMIC_CONFIG) args.push('--dynamic-config-value', value);
  for (const [name, type] of Object.entries(SEARCH_ATTRIBUTES)) args.push('--search-attribute', `${name}=${type}`);
  return args;
}

/** What a start may take on a machine that does other things beside it, ms. */
const READY_MS = 120_000;
/** A server that cannot have its port ends within half of this, ms. */
const SETTLED_MS = 1_000;

/** Up means: it answers, and every search attribute is there, since the port opens before they are registered. */
export async function untilReady(child: ChildServer, address: string, namespace: string): Promise<void> {
  const poll = async (): Promise<void> => {
    const { Connection } = await import('@temporalio/client');
    const connection = Connection.lazy({ address });
    try {
      for (const until = Date.now() + READY_MS; ; await sleep(50)) {
        try {
          const { customAttributes } = await connection.withDeadline(Date.now() + 2_000, () =>
            connection.operatorService.listSearchAttributes({ namespace }),
          );
          if (Object.keys(SEARCH_ATTRIBUTES).every((name) => customAttributes && name in customAttributes)) return;
        } catch (error) {
          if (Date.now() > until) throw new Error(`Temporal did not come up within ${READY_MS} ms.`, { cause: error });
        }
        if (Date.now() > until) throw new Error(`Temporal did not register its search attributes within ${READY_MS} ms.`);
      }
    } finally {
      await connection.close();
    }
  };
  const started = Date.now();
  try {
    await Promise.race([child.died, poll()]);
    // Another Parley that starts in the same instant may have taken the port, and what answers is then its server: ours ends at once.
    await Promise.race([child.died, sleep(Math.max(0, SETTLED_MS - (Date.now() - started)))]);
  } catch (error) {
    await child.stop();
    throw error;
  }
}
