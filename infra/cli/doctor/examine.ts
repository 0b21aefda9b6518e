/** Looks at each dependency for `parley doctor`: asks the servers in use, or says what a start would use. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { writtenEngine } from '../../dev/mongo-server.ts';
import { runningParley } from '../../dev/run-files.ts';
import { findRunningServers } from '../../dev/running-servers.ts';
import { findTemporalCli } from '../../dev/temporal-server.ts';
import { dangersOf, isTemporalLocked } from '../self-check.ts';
import { configuredEncoder } from '../compose/open-encoders.ts';
import { examineEncoders } from './encoders.ts';
import { examineEmbeddedVectors } from './vectors.ts';
import { examineWorkers } from './workers.ts';
import { hasMongoJars, onPath, root, tools } from '../../dev/tools.ts';

export type Finding = {
  name: string;
  /** Which one is in use, or would be by the next start. */
  adapter: string;
  version: string | null;
  health: 'healthy' | 'degraded' | 'unhealthy';
  /** What it means and what to do; null when there is nothing to say. */
  note: string | null;
};

const PATIENCE_MS = 3_000;

export async function examine(config: Config): Promise<Finding[]> {
  return [
    parley(config),
    home(config),
    ...(await Promise.all([mongo(config), temporal(config), workers(config), vectors(config), encoders(config), bus(config)])).flat(),
    ...parts(config),
    ...dangers(config),
    ...forTests(config),
  ];
}

function parley({ home }: Config): Finding {
  const running = runningParley(home);
  return {
    name: 'Parley',
    adapter: `Node ${process.versions.node}`,
    version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
    health: process.versions.node.startsWith('24.') ? 'healthy' : 'unhealthy',
    note: running ? `running at ${running.url ?? '(starting)'}, process ${running.pid}` : 'not running; start it with: npm start',
  };
}

function home({ home }: Config): Finding {
  const finding = { name: 'Data folder', adapter: home, version: null };
  try {
    mkdirSync(home, { recursive: true });
    accessSync(home, constants.W_OK);
    return { ...finding, health: 'healthy', note: null };
  } catch (error) {
    return {
      ...finding,
      health: 'unhealthy',
      note: `cannot be written (${(error as NodeJS.ErrnoException).code}); choose another one by PARLEY_HOME`,
    };
  }
}

async function mongo(config: Config): Promise<Finding> {
  const running = findRunningServers(config);
  const uri = config.MONGODB_URI ?? running?.mongoUri;
  if (!uri) return startableMongo(config);
  const adapter = running?.notes.mongo.adapter ?? 'external';
  const { default: mongoose } = await import('mongoose');
  const connection = mongoose.createConnection(uri, { serverSelectionTimeoutMS: PATIENCE_MS, bufferCommands: false });
  try {
    await connection.asPromise();
    const { version } = (await connection.db?.command({ buildInfo: 1 })) as { version: string };
    return { name: 'MongoDB', adapter, version, health: 'healthy', note: running?.notes.mongo.note ?? 'the server that MONGODB_URI names' };
  } catch (error) {
    const note = `does not answer (${(error as Error).name}); ${config.MONGODB_URI ? 'check MONGODB_URI and that its server runs' : 'stop Parley and run: npm start'}`;
    return { name: 'MongoDB', adapter, version: null, health: 'unhealthy', note };
  } finally {
    await connection.destroy().catch(() => undefined);
  }
}

/** Nothing runs: what would the next start take? */
function startableMongo({ home, PATH }: Config): Finding {
  const written = writtenEngine(home);
  const mongod = onPath(PATH, 'mongod');
  const sticky = written ? `the data in ${home} was written by it; ` : '';
  if (mongod && written !== 'stand-in') {
    return {
      name: 'MongoDB',
      adapter: 'mongod',
      version: versionOf(mongod, '--version'),
      health: 'healthy',
      note: `${sticky}not running; npm start starts it`,
    };
  }
  if (hasMongoJars() && onPath(PATH, 'java') && written !== 'mongodb') {
    return {
      name: 'MongoDB',
      adapter: 'stand-in',
      version: '1.47.0',
      health: 'degraded',
      note: `${sticky}for development and one-box trials; production sets MONGODB_URI`,
    };
  }
  return {
    name: 'MongoDB',
    adapter: 'none',
    version: null,
    health: 'unhealthy',
    note: 'set MONGODB_URI, put mongod on PATH, or install a JDK 17 and Maven; then: npm start',
  };
}

async function temporal(config: Config): Promise<Finding> {
  const running = findRunningServers(config);
  const address = config.TEMPORAL_ADDRESS ?? running?.temporalAddress;
  if (!address) return startableTemporal(config);
  const adapter = running?.notes.temporal.adapter ?? 'external';
  const { Connection } = await import('@temporalio/client');
  const { loadClientConnectConfig } = await import('@temporalio/envconfig');
  try {
    const { connectionOptions } = config.TEMPORAL_ADDRESS ? loadClientConnectConfig() : { connectionOptions: { address } };
    const connection = await Connection.connect({ ...connectionOptions, connectTimeout: PATIENCE_MS });
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    await connection.close();
    return {
      name: 'Temporal',
      adapter,
      version: serverVersion ?? null,
      health: 'healthy',
      note: running?.temporalUiUrl ? `Web UI: ${running.temporalUiUrl}` : address,
    };
  } catch (error) {
    const mend = config.TEMPORAL_ADDRESS ? 'check TEMPORAL_ADDRESS and that its server runs' : 'stop Parley and run: npm start';
    return { name: 'Temporal', adapter, version: null, health: 'unhealthy', note: `${address} does not answer (${(error as Error).name}); ${mend}` };
  }
}

function startableTemporal(config: Config): Finding {
  try {
    const cli = findTemporalCli({ cli: config.PARLEY_TEMPORAL_CLI, path: config.PATH });
    return {
      name: 'Temporal',
      adapter: 'dev-server',
      version: versionOf(cli, '--version'),
      health: 'healthy',
      note: 'not running; npm start starts it',
    };
  } catch (error) {
    return { name: 'Temporal', adapter: 'none', version: null, health: 'unhealthy', note: (error as Error).message };
  }
}

async function workers(config: Config): Promise<Finding> {
  const uri = config.MONGODB_URI ?? findRunningServers(config)?.mongoUri;
  if (uri) return examineWorkers(uri, PATIENCE_MS);
  return { name: 'Workers', adapter: 'none', version: null, health: 'healthy', note: 'not running; npm start starts them in its own process' };
}

/** Nothing without a database that answers: the configured encoder stands among the parts. */
async function encoders(config: Config): Promise<Finding[]> {
  const uri = config.MONGODB_URI ?? findRunningServers(config)?.mongoUri;
  return uri ? [await examineEncoders(configuredEncoder(config, [tools.embedder]), uri, PATIENCE_MS)] : [];
}

async function vectors({ QDRANT_URL: url, QDRANT_API_KEY: apiKey, home }: Config): Promise<Finding> {
  if (!url) return examineEmbeddedVectors(home);
  const { qdrantVersion } = await import('../../vectors/qdrant/index.ts');
  try {
    return { name: 'Vector index', adapter: 'Qdrant', version: await qdrantVersion({ url, apiKey }, PATIENCE_MS), health: 'healthy', note: null };
  } catch (error) {
    const note = `${(error as Error).message} Check QDRANT_URL and QDRANT_API_KEY, and that its server runs`;
    return { name: 'Vector index', adapter: 'Qdrant', version: null, health: 'unhealthy', note };
  }
}

async function bus({ REDIS_URL }: Config): Promise<Finding> {
  if (!REDIS_URL)
    return { name: 'Event bus', adapter: 'in-process', version: null, health: 'healthy', note: 'for one process; several share REDIS_URL' };
  const { createClient } = await import('redis');
  const client = createClient({ url: REDIS_URL, socket: { connectTimeout: PATIENCE_MS, reconnectStrategy: false } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const version = /redis_version:(\S+)/.exec(await client.info('server'))?.[1] ?? null;
    return { name: 'Event bus', adapter: 'Redis Streams', version, health: 'healthy', note: null };
  } catch (error) {
    return {
      name: 'Event bus',
      adapter: 'Redis Streams',
      version: null,
      health: 'unhealthy',
      note: `does not answer (${(error as Error).message}); check REDIS_URL`,
    };
  } finally {
    client.destroy();
  }
}

function parts(config: Config): Finding[] {
  const encoder = [config.PARLEY_EMBEDDER_DIR, tools.embedder].find((folder) => folder && existsSync(join(folder, 'model.onnx')));
  const endpoint = config.OPENAI_API_KEY ?? config.OPENAI_BASE_URL;
  const built = existsSync(join(root, 'admin', 'build', 'index.html')) && existsSync(join(root, 'widget', 'dist'));
  return [
    ...(config.EMBEDDINGS_URL
      ? [
          {
            name: 'Embeddings endpoint',
            adapter: config.EMBEDDINGS_MODEL ?? '',
            version: null,
            health: 'healthy' as const,
            note: config.EMBEDDINGS_URL,
          },
        ]
      : []),
    {
      name: 'Sentence encoder',
      adapter: encoder ? 'bge-small-en-v1.5' : 'none',
      version: null,
      health: encoder ? 'healthy' : 'degraded',
      note: encoder ?? 'retrieval is by keywords only; set PARLEY_EMBEDDER_DIR to a folder with model.onnx and tokenizer.json',
    },
    ...(config.RERANK_URL
      ? [{ name: 'Reranker', adapter: config.RERANK_MODEL ?? 'its own', version: null, health: 'healthy' as const, note: config.RERANK_URL }]
      : []),
    {
      name: 'Model',
      adapter: endpoint ? config.OPENAI_MODEL : 'extractive answerer',
      version: null,
      health: 'healthy',
      note: endpoint ? (config.OPENAI_BASE_URL ?? null) : 'answers quote the help centre; with OPENAI_API_KEY a language model writes them',
    },
    {
      name: 'Console and widget',
      adapter: built ? 'built' : 'not built',
      version: null,
      health: built ? 'healthy' : 'degraded',
      note: built ? null : 'run: npm run build',
    },
    {
      name: 'Workflow bundle',
      adapter: existsSync(config.PARLEY_WORKFLOW_BUNDLE ?? tools.workflowBundle) ? 'built' : 'not built',
      version: null,
      health: 'healthy',
      note: existsSync(config.PARLEY_WORKFLOW_BUNDLE ?? tools.workflowBundle) ? null : 'a worker bundles for itself, which takes it some seconds',
    },
  ];
}

/** What a start in production would be refused for, as far as the configuration shows it. */
const dangers = (config: Config): Finding[] =>
  dangersOf(config, isTemporalLocked()).map(({ degree, note }) => ({
    name: 'Safety',
    adapter: degree,
    version: null,
    health: degree === 'grave' ? 'unhealthy' : 'degraded',
    note,
  }));

/** Of no consequence for a running product; tests are skipped without them. */
function forTests({ PATH, NODE_ENV }: Config): Finding[] {
  if (NODE_ENV === 'production') return [];
  const wanted = [
    { name: 'Browser (tests)', found: onPath(PATH, 'chromium', 'chromium-browser', 'google-chrome'), pack: 'chromium' },
    { name: 'Redis (tests)', found: onPath(PATH, 'redis-server'), pack: 'redis-server' },
  ];
  return wanted.map(({ name, found, pack }) => ({
    name,
    adapter: found ?? 'none',
    version: null,
    health: found ? 'healthy' : 'degraded',
    note: found ? null : `tests that need it are skipped; install it with: apt-get install -y ${pack}`,
  }));
}

function versionOf(command: string, flag: string): string | null {
  try {
    const output = execFileSync(command, [flag], { encoding: 'utf8', timeout: PATIENCE_MS, stdio: ['ignore', 'pipe', 'ignore'] });
    return /\d+\.\d+\.\d+/.exec(output)?.[0] ?? null;
  } catch {
    return null;
  }
}
