/** The workers for `parley doctor`: who lives, and what rests behind their breakers; as `/readyz` tells it. */
import { setTimeout } from 'node:timers/promises';
import { connectMongo } from '../../mongo/connect.ts';
import { workerStore } from '../../mongo/stores/worker-store.ts';
import type { WorkerReport } from '../../ports/workers.ts';
import { within } from '../../circuit/breaker.ts';
import { workersLine } from '../dependency-report.ts';
import { lookout } from '../signs-of-life.ts';
import type { Finding } from './examine.ts';

/** Long enough for every worker to speak again: the first look alone has to trust their clocks, ms. */
const LOOK_AGAIN_MS = 4_000;

/** @param dbName as the installation's; tests have another one */
export async function examineWorkers(uri: string, patienceMs: number, dbName = 'parley'): Promise<Finding> {
  const connecting = connectMongo(uri, dbName);
  try {
    const connection = await within(patienceMs, () => connecting);
    const look = lookout(workerStore(connection));
    const living = (await look()).length > 0 ? await look() : await setTimeout(LOOK_AGAIN_MS).then(look);
    return findingOf(living);
  } catch {
    return findingOf(null);
  } finally {
    void connecting.then((connection) => connection.close()).catch(() => undefined);
  }
}

export function findingOf(workers: readonly WorkerReport[] | null): Finding {
  const { name, adapter, health, note } = workersLine(workers);
  const resting = [
    ...new Set((workers ?? []).flatMap(({ circuits }) => Object.entries(circuits).flatMap(([part, { state }]) => (state === 'closed' ? [] : part)))),
  ];
  const versions = [...new Set((workers ?? []).map(({ version }) => version))];
  return {
    name,
    adapter,
    version: versions.length > 0 ? versions.join(', ') : null,
    health: resting.length > 0 ? 'degraded' : health,
    note: resting.length > 0 ? `they cannot reach: ${resting.join(', ')}; see the console's system page` : note,
  };
}
