/** For `parley doctor`: which encoder the configuration names, and which ones tenants are searched with. */
import type { EncoderChoice, EncoderName } from '../../../workflows/domain/encoder.ts';
import { within } from '../../circuit/breaker.ts';
import { connectMongo } from '../../mongo/connect.ts';
import { encoderStore } from '../../mongo/stores/encoder-store.ts';
import type { Finding } from './examine.ts';

/** @param dbName as the installation's; tests have another one */
export async function examineEncoders(configured: EncoderName, uri: string, patienceMs: number, dbName = 'parley'): Promise<Finding> {
  const connecting = connectMongo(uri, dbName);
  try {
    const connection = await within(patienceMs, () => connecting);
    return findingOf(configured, await within(patienceMs, () => encoderStore(connection).all({ everyTenant: true })));
  } catch {
    return findingOf(configured, null);
  } finally {
    void connecting.then((connection) => connection.close()).catch(() => undefined);
  }
}

/** @param choices null when they are not known */
export function findingOf(configured: EncoderName, choices: readonly EncoderChoice[] | null): Finding {
  const about = { name: 'Embeddings', adapter: configured, version: null } as const;
  if (choices === null)
    return { ...about, health: 'healthy', note: 'which encoders tenants are searched with is not known: MongoDB does not answer' };
  const others = choices.filter(({ inUse }) => inUse !== configured);
  if (others.length === 0) return { ...about, health: 'healthy', note: null };
  const names = [...new Set(others.map(({ inUse }) => inUse))].join(', ');
  const changing = others.filter(({ change }) => change !== null).length;
  const note =
    `${others.length} of ${choices.length} tenants are searched with ${names}, ${changing} of them on their way; the others: ` +
    'npx parley embeddings switch --everywhere, with both configured';
  return { ...about, health: 'degraded', note };
}
