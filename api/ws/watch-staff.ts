/**
 * Closes the sockets of sessions that have ended: at once when the bus says so, and within seconds when the bus lost it, since
 * every open socket of staff is looked up again and again. Of a workspace that is switched off they learn why.
 */
import { tenantSuspended } from '../../workflows/domain/errors.ts';
import { isSuspended } from '../../workflows/domain/tenant.ts';
import type { ApiDeps } from '../context.ts';
import { standingOf, type StaffDoor } from '../middleware/authenticate.ts';
import { presentProblem } from '../present/problem.ts';
import { CLOSE } from '../protocol/frames.ts';
import { LOOK_MS, lookAgain } from './look-again.ts';
import type { Client } from './sockets.ts';

/**
 * @param clients every open socket, asked anew each time
 * @returns ends the watch
 */
export function watchStaff(
  clients: () => Iterable<Client>,
  deps: Omit<StaffDoor, 'accessTokens'> & Pick<ApiDeps, 'bus' | 'log'>,
  lookMs = LOOK_MS,
): () => void {
  const close = async (client: Client): Promise<void> => {
    const tenant = client.tenantId && (await deps.tenants.get(client.tenantId).catch(() => null));
    if (!tenant || !isSuspended(tenant)) return client.socket.close(CLOSE.unauthenticated, 'The session has ended.');
    const problem = tenantSuspended();
    client.send({ type: 'refused', clientMessageId: null, problem: presentProblem(problem) });
    client.socket.close(CLOSE.forbidden, problem.kind.code);
  };

  const unsubscribe = deps.bus.subscribe((event) => {
    if (event.type !== 'session.ended') return;
    for (const client of clients()) if (client.caller?.kind === 'staff' && client.caller.sessionId === event.sessionId) void close(client);
  });

  const lookAt = async (client: Client): Promise<void> => {
    const { caller } = client;
    if (caller?.kind !== 'staff') return;
    const role = await standingOf({ ...caller, tenantId: caller.scope.tenantId }, deps);
    if (role) client.caller = { ...caller, role };
    else await close(client);
  };
  const stop = lookAgain(clients, lookAt, deps, lookMs);
  return () => {
    stop();
    unsubscribe();
  };
}
