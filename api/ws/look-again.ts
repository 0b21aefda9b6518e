/** Looks at every open socket again and again, for what the bus may have lost. */
import type { ApiDeps } from '../context.ts';
import type { Client } from './sockets.ts';

/** What ended must be dead on every socket within 5 s, also when the event got lost, ms. */
export const LOOK_MS = 3_000;

/**
 * @param clients every open socket, asked anew each time
 * @param lookAt what it throws ends this round and is logged; the next comes all the same
 * @returns ends the looking
 */
export function lookAgain(
  clients: () => Iterable<Client>,
  lookAt: (client: Client) => Promise<void>,
  { log }: Pick<ApiDeps, 'log'>,
  lookMs: number,
): () => void {
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      for (const client of clients()) await lookAt(client);
    } catch (error) {
      log.warn({ reason: (error as Error).name }, 'open sockets could not be looked at');
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  return () => clearInterval(timer);
}
