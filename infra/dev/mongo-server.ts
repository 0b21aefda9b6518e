/** Starts the MongoDB of one machine: `mongod` when there is one, else the stand-in. The engine that wrote the data keeps it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, type ChildServer } from './child-server.ts';
import { keepRunning, type KeptServer } from './kept-server.ts';
import { freePort } from './ports.ts';
import { endStaleChild } from './run-files.ts';
import { hasMongoJars, onPath, tools } from './tools.ts';

type Engine = 'mongodb' | 'stand-in';
export type MongoServer = { uri: string; adapter: string; note: string; kept: KeptServer | null };
export type MongoOptions = {
  home: string;
  uri?: string | undefined;
  /** The PATH to look for `mongod` and `java` on. */
  path?: string | undefined;
  inMemory?: boolean;
  say?: (line: string) => void;
};

const STAND_IN_NOTE = 'mongo-java-server, for development and one-box trials; production wants MONGODB_URI';

/** @throws when nothing that can read this home's data is there, or when the server does not come up in 30 s */
export async function startMongo(options: MongoOptions): Promise<MongoServer> {
  const { home, uri, path, inMemory = false, say = () => undefined } = options;
  if (uri) return { uri, adapter: 'external', note: 'the server that MONGODB_URI names', kept: null };
  mkdirSync(home, { recursive: true });
  await endStaleChild(home, 'mongo', say);
  const mongod = onPath(path, 'mongod') ?? downloadedMongod();
  const java = onPath(path, 'java');
  const engine = pickEngine({ home, written: writtenEngine(home), mongod: mongod !== null, standIn: java !== null && hasMongoJars() });
  if (!inMemory) writeFileSync(join(home, 'engine.json'), JSON.stringify({ mongo: engine }));
  return engine === 'mongodb' ? startMongod(home, mongod as string, say) : startStandIn(home, java as string, inMemory, say);
}

/**
 * @param written the engine that wrote this home's data, null for a new one
 * @throws when the engine that wrote the data is gone: the other one cannot read it
 */
export function pickEngine(found: { home: string; written: Engine | null; mongod: boolean; standIn: boolean }): Engine {
  const { home, written, mongod, standIn } = found;
  if (written === 'mongodb' && !mongod)
    throw new Error(`The data in ${home} was written by mongod, which is not here any more. Put mongod on PATH, or choose another PARLEY_HOME.`);
  if (written === 'stand-in' && !standIn)
    throw new Error(
      `The data in ${home} was written by the MongoDB stand-in, which needs Java 17 and its jars. Install a JDK 17 and Maven, then: npm start`,
    );
  if (written) return written;
  if (mongod) return 'mongodb';
  if (standIn) return 'stand-in';
  throw new Error('There is no MongoDB. Set MONGODB_URI, or put mongod on PATH, or install a JDK 17 and Maven for the stand-in; then: npm start');
}

/** The engine that wrote the data of this home; null when there is none yet. */
export function writtenEngine(home: string): Engine | null {
  const file = join(home, 'engine.json');
  if (!existsSync(file)) return null;
  try {
    const { mongo } = JSON.parse(readFileSync(file, 'utf8')) as { mongo?: Engine };
    return mongo === 'mongodb' || mongo === 'stand-in' ? mongo : null;
  } catch {
    // Half written when the machine stopped: what lies beside it tells.
    return existsSync(join(home, 'mongo.h2')) ? 'stand-in' : existsSync(join(home, 'mongo')) ? 'mongodb' : null;
  }
}

/** The real server that the bootstrap fetched, if it could. */
function downloadedMongod(): string | null {
  try {
    const { path } = JSON.parse(readFileSync(tools.mongoChoice, 'utf8')) as { path: string | null };
    return path && existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

async function startMongod(home: string, command: string, say: (line: string) => void): Promise<MongoServer> {
  const data = join(home, 'mongo');
  mkdirSync(data, { recursive: true });
  const port = await freePort(0);
  const args = ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'];
  const start = async (): Promise<ChildServer> => {
    const child = startChild({ home, name: 'mongo', command, args, endsWithUs: 'watched', graceMs: 15_000 });
    await ready(child, () => accepts(port));
    return child;
  };
  return { uri: `mongodb://127.0.0.1:${port}`, adapter: 'mongod', note: command, kept: await keepRunning('mongo', start, say) };
}

/** The arguments of `java` for the stand-in. @param store a file, or `memory` */
export const standInArguments = (port: number, store: string): string[] => {
  return ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-cp', join(tools.mongoJars, '*'), tools.devMongo, String(port), store];
};

async function startStandIn(home: string, java: string, inMemory: boolean, say: (line: string) => void): Promise<MongoServer> {
  // Any port the first time; after that its clients know it by this one.
  let port = 0;
  const start = async (): Promise<ChildServer> => {
    const args = standInArguments(port, inMemory ? 'memory' : join(home, 'mongo.h2'));
    const child = startChild({ home, name: 'mongo', command: java, args, endsWithUs: 'itself' });
    await ready(child, async () => {
      port = Number(/^ready (\d+)$/m.exec(child.stdout())?.[1] ?? port);
      return child.stdout().includes('ready');
    });
    return child;
  };
  const kept = await keepRunning('mongo', start, say);
  return { uri: `mongodb://127.0.0.1:${port}`, adapter: 'stand-in', note: STAND_IN_NOTE, kept };
}

/** What a start may take on a machine that does other things beside it, ms. */
const READY_MS = 120_000;

/** Asks every 20 ms until it is so; a server that ends meanwhile, or takes longer than that, is an error. */
async function ready(child: ChildServer, isReady: () => Promise<boolean>): Promise<void> {
  const poll = async (): Promise<void> => {
    for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(20)) if (await isReady()) return;
    throw new Error(`MongoDB did not come up within ${READY_MS} ms.`);
  };
  try {
    await Promise.race([child.died, poll()]);
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
