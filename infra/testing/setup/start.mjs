/**
 * Before the layers that need servers: one Temporal and one MongoDB for the whole run, both in memory, their addresses in the
 * environment of the tests. Several layers share them: the first one starts, the last one to end stops.
 */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function start() {
  globalThis.__parleyServers ??= startOnce();
  await globalThis.__parleyServers;
}

async function startOnce() {
  const { startLocalServers } = await import('../../dev/local-servers.ts');
  const { ensureWorkflowBundle } = await import('../../dev/build-bundle.ts');
  const { onPath, tools } = await import('../../dev/tools.ts');
  const { PATH, MONGODB_URI, TEMPORAL_ADDRESS, PARLEY_TEMPORAL_CLI } = process.env;
  const home = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const config = { home, PATH: PATH ?? '', MONGODB_URI, TEMPORAL_ADDRESS, PARLEY_TEMPORAL_CLI, TEMPORAL_NAMESPACE: 'default' };
  const [servers, bundle] = await Promise.all([startLocalServers(config, { inMemory: true }), ensureWorkflowBundle()]);
  const say = (name, value) => {
    if (value) process.env[name] ??= value;
  };
  process.env.PARLEY_TEST_CANARIES = join(home, 'canaries');
  process.env.PARLEY_TEST_MONGODB_URI = servers.mongoUri;
  process.env.PARLEY_TEST_TEMPORAL_ADDRESS = servers.temporalAddress;
  say('PARLEY_TEST_WORKFLOW_BUNDLE', bundle);
  say('PARLEY_TEMPORAL_TEST_SERVER', onPath(PATH, 'temporal-test-server') ?? (existsSync(tools.temporalTestServer) && tools.temporalTestServer));
  say('PARLEY_TEST_EMBEDDER_DIR', process.env.PARLEY_EMBEDDER_DIR ?? (existsSync(join(tools.embedder, 'model.onnx')) && tools.embedder));
  say('PARLEY_TEST_CHROMIUM', onPath(PATH, 'chromium', 'chromium-browser', 'google-chrome'));
  return { home, servers };
}
