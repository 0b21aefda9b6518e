/** Starts the workers of this process on the parts, and their signs of life. */
import { join } from 'node:path';
import { startWorkers as poll, type Workers } from '../../../activities/worker.ts';
import type { Config } from '../../config/config.ts';
import { REPOSITORY } from '../repository.ts';
import { beat } from '../signs-of-life.ts';
import { VERSION } from '../version.ts';
import { reportCircuits } from './circuits.ts';
import type { Parts } from './parts.ts';
import { workerDeps } from './worker-deps.ts';

export async function startWorkers(config: Config, parts: Parts): Promise<Workers> {
  const workers = await poll({
    address: parts.addresses.temporalAddress,
    namespace: config.TEMPORAL_NAMESPACE,
    deps: workerDeps(parts),
    bundlePath: config.PARLEY_WORKFLOW_BUNDLE ?? join(REPOSITORY, '.parley', 'build', 'workflow-bundle.js'),
  });
  const beating = beat(parts.workers, { version: VERSION, circuits: () => reportCircuits(parts.circuits), log: parts.log });
  return {
    failed: workers.failed,
    async close() {
      await beating.close();
      await workers.close();
    },
  };
}
