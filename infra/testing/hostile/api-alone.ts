/**
 * The api alone, for floods of hostile input: real routes, sockets and stores over a MongoDB, no workers, an engine that says yes,
 * limits that let everything through, and passwords that cost nothing.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeParts, openParts } from '../../cli/compose/open-parts.ts';
import type { Parts } from '../../cli/compose/parts.ts';
import { startServer } from '../../cli/compose/start-server.ts';
import { loadConfig } from '../../config/config.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import type { Engine } from '../../ports/engine.ts';
import type { Passwords } from '../../ports/identity.ts';

export type ApiAlone = {
  url: string;
  parts: Parts;
  /** Lines of its log, errors alone. */
  log: string[];
  /** PKCS#8 PEM of what signs its access tokens. */
  signingKey: string;
  close(): Promise<void>;
};

/** @param mongoUri a server; a database of our own is made there and dropped at the end */
export async function anApiAlone(mongoUri: string): Promise<ApiAlone> {
  const home = mkdtempSync(join(tmpdir(), 'parley-hostile-'));
  const { privateKey: signingKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const config = loadConfig({
    PARLEY_SIGNING_KEY: signingKey,
    PARLEY_HOME: home,
    PORT: '0',
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    PARLEY_SIGN_UP: '1',
  });
  const note = { adapter: 'test', note: '' };
  const log: string[] = [];
  const parts = await openParts(
    config,
    // Nobody is called there: the engine below answers instead.
    { mongoUri, temporalAddress: '127.0.0.1:1', temporalUiUrl: null, notes: { mongo: note, temporal: note } },
    { dbName: `hostile_${randomBytes(6).toString('hex')}`, logTo: { write: (line) => void log.push(line) } },
  );
  await migrate(parts.connection);
  const server = await startServer(config, parts, {
    engine: agreeableEngine,
    limits: { take: async () => 0 },
    passwords: plainPasswords,
    mailer: { send: async () => {} },
  });
  return {
    url: server.url,
    parts,
    log,
    signingKey,
    async close() {
      await server.close();
      await parts.connection.dropDatabase();
      await closeParts(parts);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const plainPasswords: Passwords = {
  hash: async (password) => `plain:${password}`,
  matches: async (password, stored) => stored === `plain:${password}`,
};

export const agreeableEngine: Engine = {
  ring: async () => true,
  command: async () => ({ seq: 1 }) as never,
  switchAssistant: async () => {},
  startIngestion: async () => {},
  startEncoderChange: async () => true,
  askEncoderChange: async () => true,
  encoderChangeRuns: async () => false,
  keepSite: async () => {},
  syncSite: async () => {},
  resumeSite: async () => {},
  forgetSite: async () => {},
  startSiteRemoval: async () => {},
  startTenantDeletion: async () => {},
  forgetWorkflowsOf: async () => 0,
  urlOf: () => null,
  uiUrl: null,
  healthy: async () => true,
};
