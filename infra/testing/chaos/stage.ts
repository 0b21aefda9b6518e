/**
 * The supervisor: api and worker as separate processes over Redis, Temporal and MongoDB, each a child that can be killed,
 * frozen, told to stop and started again on the same disk, with a chaos proxy on every line between them.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, type ChildServer } from '../../dev/child-server.ts';
import { pickEngine, standInArguments, writtenEngine } from '../../dev/mongo-server.ts';
import { findTemporalCli, temporalFlags, untilReady } from '../../dev/temporal-server.ts';
import { hasMongoJars, onPath, root, tools } from '../../dev/tools.ts';
import { openBundles, type Bundles } from './bundles.ts';
import { anErrandServer, type ErrandServer } from './errands.ts';
import { freePort } from './free-port.ts';
import type { Order } from './instrument.ts';
import { aModelServer, type ModelServer } from './model-server.ts';
import { mongoWire, type Insert, type MongoWire } from './mongo-wire.ts';
import { aProxy, type Proxy } from './proxy.ts';

/** A child of the supervisor. Every method waits until it is so. */
export type Part = {
  readonly name: string;
  readonly alive: boolean;
  start(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** SIGTERM, and SIGKILL when that is not enough. */
  stop(): Promise<void>;
};
export type ServerPart = Part & {
  /** Every write to a file fails from now on, as on a full disk, or no longer. */
  fillDisk(full: boolean): void;
};
/** What a process is started with beside the ordinary. */
export type Worn = { env?: Record<string, string>; nodeOptions?: string[] };
export type ProcessPart = Part & {
  order(order: Order): void;
  /** For the next start. */
  wear(worn: Worn): void;
  /** Resolves when the process that runs now is gone. */
  gone(): Promise<void>;
  /** Starts a second one beside it, sends people there when it serves, and tells the first to stop. */
  roll(): Promise<void>;
};

export type Links = Record<`${'api' | 'worker'}-${'mongo' | 'temporal' | 'redis'}` | 'worker-model' | 'worker-errands' | 'people-api', Proxy>;

export type Stage = {
  url: string;
  mongoUri: string;
  api: ProcessPart;
  worker: ProcessPart;
  temporal: ServerPart;
  mongo: ServerPart;
  redis: Part;
  links: Links;
  wires: { api: MongoWire; worker: MongoWire };
  model: ModelServer;
  errands: ErrandServer;
  bundles: Bundles;
  /** What the processes wear when nobody has changed it. */
  plain: { api: Worn; worker: Worn };
  servers: { mongo: string; temporal: string; redis: string };
  inserts: readonly Insert[];
  /** Ends that nobody ordered; the part was started again. */
  ownEnds: { name: string; at: number }[];
  close(): Promise<void>;
};

export type StageOptions = {
  folder: string;
  policy?: Record<string, number>;
  /** Of api and worker: a planted bug. */
  env?: Record<string, string>;
  bundle?: (bundles: Bundles) => Promise<string>;
  /** The home of an earlier stage that was closed: its data is copied, and nothing has to be seeded. */
  seededBy?: string;
};

const READY_MS = 240_000;

/** Processes of the product end with us, however we end; the servers see to that themselves. */
const living = new Set<ChildProcess>();
process.once('exit', () => living.forEach((child) => child.kill('SIGKILL')));

export async function aStage({ folder, policy = {}, env = {}, bundle, seededBy }: StageOptions): Promise<Stage> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  if (seededBy) cpSync(seededBy, home, { recursive: true });
  const { mongo, uri, engine } = await aMongo(home);
  const temporal = await aTemporal(home);
  const redis = await aRedis(home);
  const model = await aModelServer();
  const errands = await anErrandServer();
  const inserts: Insert[] = [];
  const wires = { api: mongoWire('api', (insert) => inserts.push(insert)), worker: mongoWire('worker', (insert) => inserts.push(insert)) };
  const [bundles] = await Promise.all([openBundles(folder), mongo.start(), temporal.start(), redis.start()]);

  const apiPorts = [await freePort(), await freePort()];
  const links: Links = {
    'api-mongo': await aProxy(mongo.port, wires.api),
    'worker-mongo': await aProxy(mongo.port, wires.worker),
    'api-temporal': await aProxy(temporal.port),
    'worker-temporal': await aProxy(temporal.port),
    'api-redis': await aProxy(redis.port),
    'worker-redis': await aProxy(redis.port),
    'worker-model': await aProxy(model.port),
    'worker-errands': await aProxy(errands.port),
    'people-api': await aProxy(apiPorts[0]!),
  };
  const embedder = process.env.PARLEY_EMBEDDER_DIR ?? tools.embedder;
  const ownEnds: Stage['ownEnds'] = [];
  const processOf = (role: 'api' | 'worker' | 'prepare', ready: string): ProcessPart => {
    const side = role === 'api' ? 'api' : 'worker';
    const ports = role === 'api' ? { of: apiPorts, people: links['people-api'] } : null;
    return aProcess(
      { role, home, ready, ownEnds, ports },
      {
        ...process.env,
        NODE_ENV: 'test',
        PARLEY_HOME: home,
        // As `parley` does for what it starts; this entry is another one.
        NODE_COMPILE_CACHE: join(home, 'compile-cache'),
        PARLEY_DEMO: '1',
        LOG_LEVEL: 'warn',
        MONGODB_URI: uri(links[`${side}-mongo`].port),
        TEMPORAL_ADDRESS: `127.0.0.1:${links[`${side}-temporal`].port}`,
        REDIS_URL: `redis://127.0.0.1:${links[`${side}-redis`].port}`,
        OPENAI_BASE_URL: `http://127.0.0.1:${links['worker-model'].port}/v1`,
        OPENAI_API_KEY: 'scripted',
        CHAOS_ERRANDS: `http://127.0.0.1:${links['worker-errands'].port}/`,
        CHAOS_POLICY: JSON.stringify(policy),
        ...(existsSync(embedder) ? { PARLEY_EMBEDDER_DIR: embedder } : {}),
        PARLEY_WORKFLOW_BUNDLE: bundles.own,
      },
    );
  };
  const [api, worker, prepare] = [processOf('api', 'Parley serves at'), processOf('worker', 'Parley works.'), processOf('prepare', '')];
  const planted: Record<string, string> = bundle ? { PARLEY_WORKFLOW_BUNDLE: await bundle(bundles) } : {};
  const plain = { api: { env }, worker: { env: { ...env, ...planted } } };
  // Migrated and seeded by a sound product: a planted bug is for the play.
  if (!seededBy) {
    await worker.start();
    await prepare.start();
    await prepare.gone();
    if (Object.keys({ ...env, ...planted }).length > 0) await worker.kill();
  }
  api.wear(plain.api);
  worker.wear(plain.worker);
  await Promise.all([worker.start(), api.start()]);

  return {
    url: `http://127.0.0.1:${links['people-api'].port}`,
    mongoUri: uri(mongo.port),
    ...{ api, worker, temporal, mongo, redis, links, wires, model, errands, bundles, plain, inserts, ownEnds },
    servers: { mongo: engine, temporal: 'dev-server', redis: 'redis-server' },
    async close() {
      await Promise.all([api.stop(), worker.stop()]);
      await Promise.all([mongo.stop(), temporal.stop(), redis.stop()]);
      for (const link of Object.values(links)) link.close();
      model.close();
      errands.close();
    },
  };
}

async function aMongo(home: string) {
  const path = process.env.PATH;
  const mongod = onPath(path, 'mongod');
  const java = onPath(path, 'java');
  const engine = pickEngine({ home, written: writtenEngine(home), mongod: mongod !== null, standIn: java !== null && hasMongoJars() });
  const port = await freePort();
  const data = join(home, 'mongo');
  mkdirSync(data, { recursive: true });
  const start = (): ChildServer =>
    engine === 'mongodb'
      ? startChild({
          home,
          name: 'mongo',
          command: mongod!,
          args: ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1'],
          endsWithUs: 'watched',
        })
      : startChild({ home, name: 'mongo', command: java!, args: standInArguments(port, join(home, 'mongo.h2')), endsWithUs: 'itself' });
  const uri = (by: number): string => `mongodb://127.0.0.1:${by}/?directConnection=true`;
  return {
    mongo: Object.assign(
      aServer('mongo', start, () => untilOpen(port)),
      { port },
    ),
    uri,
    engine,
  };
}

async function aTemporal(home: string) {
  const port = await freePort();
  const cli = findTemporalCli({ cli: process.env.PARLEY_TEMPORAL_CLI, path: process.env.PATH });
  const args = temporalFlags({ home, namespace: 'default' }, port, null);
  const start = (): ChildServer => startChild({ home, name: 'temporal', command: cli, args, endsWithUs: 'watched' });
  return Object.assign(
    aServer('temporal', start, (child) => untilReady(child, `127.0.0.1:${port}`, 'default')),
    { port },
  );
}

async function aRedis(home: string) {
  const port = await freePort();
  const command = onPath(process.env.PATH, 'redis-server');
  if (!command) throw new Error('There is no redis-server on PATH, which api and worker need between them: apt-get install redis-server');
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', home, '--appendonly', 'yes'];
  const start = (): ChildServer => startChild({ home, name: 'redis', command, args, endsWithUs: 'watched' });
  return Object.assign(
    aServer('redis', start, () => untilOpen(port)),
    { port },
  );
}

function aServer(name: string, launch: () => ChildServer, ready: (child: ChildServer) => Promise<void>): ServerPart {
  let child: ChildServer | null = null;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const last = child;
    child = null;
    if (!last) return;
    signalTo(last.pid, 'SIGCONT');
    signalTo(last.pid, signal);
    await Promise.race([last.died.catch(() => undefined), sleep(8_000)]);
    await last.stop();
  };
  return {
    name,
    get alive() {
      return child !== null;
    },
    async start() {
      if (child) return;
      const started = launch();
      child = started;
      started.died.catch(() => {
        if (child === started) child = null;
      });
      await Promise.race([started.died, ready(started)]);
    },
    kill: () => end('SIGKILL'),
    freeze: () => child && signalTo(child.pid, 'SIGSTOP'),
    thaw: () => child && signalTo(child.pid, 'SIGCONT'),
    stop: () => end('SIGTERM'),
    // A limit on the size of files acts like a full disk on one process alone, and needs no rights.
    fillDisk: (full) =>
      child && void execFileSync(onPath(process.env.PATH, 'prlimit')!, ['--pid', String(child.pid), `--fsize=${full ? 1 : 'unlimited'}:`]),
  };
}

type ProcessOptions = {
  role: string;
  home: string;
  /** The words on stderr by which it says that it serves; without any it is started when it runs. */
  ready: string;
  ownEnds: Stage['ownEnds'];
  /** Of a process that listens: two ports, one after the other, and the line of those who come. */
  ports: { of: readonly number[]; people: Proxy } | null;
};

function aProcess({ role, home, ready, ownEnds, ports }: ProcessOptions, env: NodeJS.ProcessEnv): ProcessPart {
  let port = ports?.of[0];
  let outgoing: Promise<void> = Promise.resolve();
  const log = createWriteStream(join(home, `${role}.log`), { flags: 'a' });
  let child: ChildProcess | null = null;
  let wanted = false;
  let condemned = false;
  let worn: Worn = {};
  let ended: Promise<void> = Promise.resolve();

  const launch = (): Promise<void> => {
    const args = ['--disable-warning=ExperimentalWarning', ...(worn.nodeOptions ?? []), 'infra/testing/chaos/process.ts', role];
    const ownPort = port ? { PORT: String(port) } : {};
    const started = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...env, ...worn.env, ...ownPort } });
    child = started;
    living.add(started);
    started.on('error', () => undefined);
    started.stdout!.pipe(log, { end: false });
    started.stderr!.pipe(log, { end: false });
    ended = new Promise((resolve) =>
      started.once('exit', () => {
        living.delete(started);
        const relieved = child !== started;
        if (!relieved) child = null;
        if (wanted && !relieved && role !== 'prepare') {
          if (!condemned) ownEnds.push({ name: role, at: Date.now() });
          condemned = false;
          // As an orchestrator would: again, and again, until it stays.
          setTimeout(() => wanted && !child && void launch().catch(() => undefined), 500);
        }
        resolve();
      }),
    );
    if (!ready) return Promise.resolve();
    return new Promise((serves) => {
      let written = '';
      started.stderr!.on('data', (piece: Buffer) => {
        written += piece.toString();
        if (written.includes(ready)) serves();
      });
      started.once('exit', () => serves());
    });
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    wanted = false;
    if (child) await Promise.all([outgoing, dismiss(child, ended, signal)]);
  };
  const dismiss = async (last: ChildProcess, gone: Promise<void>, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (!last.pid) return;
    signalTo(last.pid, 'SIGCONT');
    signalTo(last.pid, signal);
    const late = setTimeout(() => last.kill('SIGKILL'), 35_000);
    await gone;
    clearTimeout(late);
  };
  return {
    name: role,
    get alive() {
      return child !== null;
    },
    async start() {
      wanted = true;
      for (const until = Date.now() + READY_MS; ; await sleep(600)) {
        if (!child) await launch();
        if (child || role === 'prepare') return;
        if (Date.now() > until) throw new Error(`${role} does not come up; see ${home}/${role}.log`);
      }
    },
    kill: () => end('SIGKILL'),
    freeze: () => child?.pid && signalTo(child.pid, 'SIGSTOP'),
    thaw: () => child?.pid && signalTo(child.pid, 'SIGCONT'),
    stop: () => end('SIGTERM'),
    order(order) {
      condemned = order.type === 'crash';
      if (child?.connected) child.send(order);
    },
    wear: (next) => void (worn = next),
    gone: () => ended,
    async roll() {
      const [last, gone] = [child, ended];
      if (!last || !ports) throw new Error(`${role} cannot be rolled.`);
      port = ports.of.find((other) => other !== port);
      await launch();
      while (!child) await sleep(100);
      ports.people.aim(port!);
      outgoing = dismiss(last, gone, 'SIGTERM');
    },
  };
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilOpen(port: number): Promise<void> {
  const open = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  for (const until = Date.now() + READY_MS; !(await open()); await sleep(30))
    if (Date.now() > until) throw new Error(`Nobody listens on port ${port}.`);
}
