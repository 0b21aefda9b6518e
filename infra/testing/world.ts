/**
 * The whole product in one process for a test file: api, workers and stores on the run's shared servers, with a database and
 * a Temporal namespace of its own.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeParts, openParts, type PartsOptions } from '../cli/compose/open-parts.ts';
import type { Parts } from '../cli/compose/parts.ts';
import { startServer } from '../cli/compose/start-server.ts';
import { startWorkers } from '../cli/compose/start-workers.ts';
import { DEMO_LOGIN } from '../cli/demo-login.ts';
import { scheduleSweeper, SWEEPER } from '../cli/prepare-data.ts';
import type { Workers } from '../../activities/worker.ts';
import { loadConfig } from '../config/config.ts';
import { DEMO_SETTINGS } from '../dev/demo/settings.ts';
import { TEST_NAMESPACES } from '../dev/temporal-server.ts';
import { argon2Passwords } from '../identity/passwords.ts';
import { mintId } from '../ids/mint.ts';
import { migrate } from '../mongo/migrations/migrate.ts';
import { storeUpload } from '../../api/http/store-upload.ts';
import { mintCanary } from './canaries/canary.ts';
import { tapFrames, tapHttp, tapLog, tapParts } from './canaries/taps.ts';
import { keepReport, refuseLeaks, watch, type CanaryReport } from './canaries/watch.ts';
import type { Policy } from '../../workflows/contracts/conversation.ts';
import type { TenantId } from '../../workflows/domain/ids.ts';
import type { Settings } from '../../workflows/domain/settings.ts';
import type { Role } from '../../workflows/domain/roles.ts';

export type WorldOptions = {
  /** More of the environment, for instance OPENAI_BASE_URL of a scripted model. */
  env?: Record<string, string>;
  policy?: Policy;
  /** How long a provider is waited for, ms. */
  modelLimits?: PartsOptions['modelLimits'];
  /** How addresses of tenants are called. */
  outside?: PartsOptions['outside'];
  /** Hears the log; more of it with LOG_LEVEL in `env`. */
  logTo?: PartsOptions['logTo'];
  /** Without workers messages are accepted and wait. */
  workers?: boolean;
  /** Another engine than the run's own, for tests that stop it. */
  temporalAddress?: string;
  /** Another way to the run's MongoDB, for tests that cut it. */
  mongoUri?: string;
};

export type World = {
  parts: Parts;
  url: string;
  /**
   * A tenant with settings, an owner, and optionally documents (file name to Markdown), searchable when it returns. Its slug and its
   * instructions carry its canary, and documents where they say `{{canary}}`.
   */
  aTenant(options?: {
    slug?: string;
    settings?: Partial<Settings>;
    documents?: Record<string, string>;
  }): Promise<{ tenantId: TenantId; slug: string; login: { email: string; password: string } }>;
  aUser(tenantId: TenantId, role: Role, name?: string): Promise<{ email: string; password: string }>;
  /** Somebody who runs the installation and belongs to no tenant. */
  anOperator(): Promise<{ email: string; password: string }>;
  startWorkers(): Promise<void>;
  stopWorkers(): Promise<void>;
  /** Whose words were seen where, until now. Who has planted leaks forgives them: the end of the world does not mind them then. */
  canaries(options?: { forgive: boolean }): Promise<CanaryReport>;
  /** @throws when a word of one tenant was seen by another, wherever: see `canaries/` */
  close(): Promise<void>;
};

export async function aWorld({
  env = {},
  policy,
  modelLimits,
  outside,
  logTo,
  workers = true,
  temporalAddress,
  mongoUri,
}: WorldOptions = {}): Promise<World> {
  const temporal = temporalAddress ?? needed('PARLEY_TEST_TEMPORAL_ADDRESS');
  const home = mkdtempSync(join(tmpdir(), 'parley-world-'));
  const config = loadConfig({
    PARLEY_HOME: home,
    PORT: '0',
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    PARLEY_EMBEDDER_DIR: process.env.PARLEY_TEST_EMBEDDER_DIR,
    PARLEY_WORKFLOW_BUNDLE: process.env.PARLEY_TEST_WORKFLOW_BUNDLE,
    TEMPORAL_NAMESPACE: claimNamespace(temporal),
    ...env,
  });
  const note = { adapter: 'test', note: '' };
  const addresses = {
    mongoUri: mongoUri ?? needed('PARLEY_TEST_MONGODB_URI'),
    temporalAddress: temporal,
    temporalUiUrl: null,
    notes: { mongo: note, temporal: note },
  };
  const watched = watch();
  let forgiven = false;
  const dbName = `test_${randomBytes(6).toString('hex')}`;
  const parts = await openParts(config, addresses, {
    dbName,
    ...(policy ? { policy } : {}),
    ...(modelLimits ? { modelLimits } : {}),
    ...(outside ? { outside } : {}),
    // An engine of their own is for tests of what is said when it does not answer.
    ...(temporalAddress ? {} : { commandMs: COMMAND_MS }),
    logTo: tapLog(watched.into, logTo),
  });
  tapParts(parts, watched.into);
  await migrate(parts.connection);
  const start = async (): Promise<Workers> => {
    const started = await startWorkers(config, parts);
    // As in an installation: a ring that a busy machine lost is made up for.
    await scheduleSweeper(parts);
    return started;
  };
  let running = workers ? await start() : null;
  const server = await startServer(config, parts);
  const untap = [tapHttp(server.port, watched.into), tapFrames(server.port, watched.into)];
  const passwords = argon2Passwords();

  const aPerson = async (name: string, more: { operatorSince?: Date } = {}) => {
    const login = { email: `${mintId('usr')}@people.example`, password: DEMO_LOGIN.password };
    const passwordHash = await passwords.hash(login.password);
    return { login, user: await parts.users.create({ _id: mintId('usr'), email: login.email, name, passwordHash, ...more }) };
  };
  const aUser: World['aUser'] = async (tenantId, role, name = 'Robin') => {
    const { login, user } = await aPerson(name);
    await parts.users.addMember({ tenantId }, user._id, role);
    return login;
  };

  return {
    parts,
    url: server.url,
    aUser,
    anOperator: async () => (await aPerson('Olivia', { operatorSince: new Date() })).login,
    async aTenant({ slug: given, settings = {}, documents = {} } = {}) {
      const canary = mintCanary();
      const slug = given ?? `t-${canary}`;
      const { _id: tenantId } = await parts.tenants.create({ _id: mintId('tnt'), slug, name: `Tenant ${slug}` });
      watched.tenant(tenantId, canary);
      const instructions = `${settings.instructions ?? DEMO_SETTINGS.instructions} Our reference is ${canary}.`;
      await parts.settings.save({ tenantId }, { ...DEMO_SETTINGS, ...settings, instructions });
      const login = await aUser(tenantId, 'owner');
      for (const [fileName, text] of Object.entries(documents)) {
        await storeUpload(
          { ...parts, mintId },
          { tenantId },
          { fileName, mediaType: 'text/markdown', bytes: Buffer.from(text.replaceAll(CANARY_HERE, canary)) },
        );
      }
      await until(async () => (await parts.documents.list({ tenantId }, { limit: 100 })).data.every((document) => document.state === 'searchable'));
      return { tenantId, slug, login };
    },
    async startWorkers() {
      running ??= await start();
    },
    async stopWorkers() {
      await running?.close();
      running = null;
    },
    async canaries({ forgive } = { forgive: false }) {
      forgiven ||= forgive;
      return watched.judge(parts);
    },
    async close() {
      // What cannot be judged is said once everything is closed.
      const seen = await watched.judge(parts).catch((error: Error) => error);
      for (const end of untap) end();
      await server.close();
      await parts.engine.client
        .withDeadline(Date.now() + 5_000, () => parts.engine.client.schedule.getHandle(SWEEPER).delete())
        .catch(() => undefined);
      await running?.close();
      await parts.connection.dropDatabase();
      await closeParts(parts);
      rmSync(home, { recursive: true, force: true });
      if (seen instanceof Error) throw seen;
      if (forgiven) return;
      keepReport(process.env.PARLEY_TEST_CANARIES, seen);
      refuseLeaks(seen);
    },
  };
}

/** What an agent's command may take on a slow and busy machine, ms. */
const COMMAND_MS = 60_000;

/** Where a document of a test holds its tenant's canary; by itself none does, so that answers are found as in production. */
const CANARY_HERE = '{{canary}}';

/** How long tests wait for anything, ms: far above what a slow and busy machine needs, below the end of a test (`jest.config.mjs`). */
export const PATIENCE_MS = 240_000;

/** Waits for the thing, not for a time. @throws after `patienceMs` */
export async function until(holds: () => boolean | Promise<boolean>, patienceMs = PATIENCE_MS): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Still not so after ${patienceMs} ms: ${holds.toString().slice(0, 200)}`);
    await new Promise((soon) => setTimeout(soon, 20));
  }
}

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this layer through npm, which starts the servers.`);
  return value;
}

/** The first namespace that no other file of this run has; making a folder is atomic. */
function claimNamespace(temporalAddress: string): string {
  const claims = join(tmpdir(), `parley-namespaces-${temporalAddress.replace(/\W/g, '-')}-${process.env.PARLEY_TEST_RUN ?? ''}`);
  mkdirSync(claims, { recursive: true });
  for (const name of TEST_NAMESPACES) {
    try {
      mkdirSync(join(claims, name));
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new Error('Every test namespace is taken: raise TEST_NAMESPACES.');
}
