/** The product as a supervisor sees it: one process of the command line, started, killed and started again on the same data. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const READY_MS = 240_000;

export type Product = {
  /** Waits for `Parley is ready`; null when it was killed before. @throws when it ends by itself or takes too long */
  start(): Promise<string | null>;
  /** SIGKILL to the process; `all` to its servers too, in the same instant. */
  kill(what: 'process' | 'all'): void;
  /** SIGTERM, and SIGKILL after 30 s. */
  stop(): Promise<void>;
  mongoUri(): string;
  /** Which servers were used, for the report. */
  servers(): { mongo: string; temporal: string };
  pid(): number | undefined;
};

export type ProductOptions = { home: string; port: number; env?: Record<string, string> };

export function aProduct({ home, port, env = {} }: ProductOptions): Product {
  mkdirSync(home, { recursive: true });
  const log = createWriteStream(join(home, 'parley.log'), { flags: 'a' });
  const embedder = process.env.PARLEY_EMBEDDER_DIR ?? join(REPOSITORY, '.parley', 'embedder');
  let child: ChildProcess | null = null;

  const announced = (): { mongoUri: string; notes: Record<'mongo' | 'temporal', { adapter: string }> } =>
    JSON.parse(readFileSync(join(home, 'run', 'servers.json'), 'utf8')) as never;
  const serverPids = (): number[] =>
    ['mongo', 'temporal'].flatMap((name) => {
      const file = join(home, 'run', `${name}.json`);
      return existsSync(file) ? [(JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid] : [];
    });

  return {
    start() {
      const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'infra/cli/parley.ts', 'all'], {
        cwd: REPOSITORY,
        // Its own group, so that a test can kill the group without killing itself.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          NODE_ENV: 'development',
          PARLEY_HOME: home,
          PORT: String(port),
          PARLEY_DEMO: '1',
          LOG_LEVEL: 'warn',
          ...(existsSync(embedder) ? { PARLEY_EMBEDDER_DIR: embedder } : {}),
          ...env,
        },
      });
      child = started;
      started.stderr.pipe(log, { end: false });
      started.stdout.pipe(log, { end: false });
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`Parley was not ready after ${READY_MS} ms; see ${home}/parley.log`)), READY_MS);
        let written = '';
        started.stdout.on('data', (chunk: Buffer) => {
          written += chunk.toString();
          const url = /^Parley is ready: (\S+)$/m.exec(written)?.[1];
          if (url) finish(() => resolve(url));
        });
        started.once('exit', (code, signal) =>
          finish(() =>
            signal === 'SIGKILL' ? resolve(null) : reject(new Error(`Parley ended by itself (${signal ?? code}); see ${home}/parley.log`)),
          ),
        );
        const finish = (how: () => void): void => {
          clearTimeout(late);
          how();
        };
      });
    },
    kill(what) {
      const servers = what === 'all' ? serverPids() : [];
      for (const pid of [child?.pid, ...servers]) if (pid) killQuietly(pid);
    },
    async stop() {
      const last = child;
      if (!last || last.exitCode !== null || last.signalCode !== null) return;
      const gone = new Promise((resolve) => last.once('exit', resolve));
      last.kill('SIGTERM');
      const late = setTimeout(() => last.kill('SIGKILL'), 30_000);
      await gone;
      clearTimeout(late);
    },
    mongoUri: () => announced().mongoUri,
    servers() {
      const { mongo, temporal } = announced().notes;
      return { mongo: mongo.adapter, temporal: temporal.adapter };
    },
    pid: () => child?.pid,
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
