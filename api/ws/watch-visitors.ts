/** Closes sockets of visitors whose session has ended: at once when the bus says so, else at the next look. */
import { Problem } from '../../workflows/domain/errors.ts';
import type { ApiDeps } from '../context.ts';
import { visitorStill, type VisitorDoorDeps } from '../middleware/visitor-session.ts';
import { CLOSE } from '../protocol/frames.ts';
import { presentProblem } from '../present/problem.ts';
import { LOOK_MS, lookAgain } from './look-again.ts';
import type { Client } from './sockets.ts';

/** @returns ends the watch */
export function watchVisitors(clients: () => Iterable<Client>, deps: VisitorDoorDeps & Pick<ApiDeps, 'bus' | 'log'>, lookMs = LOOK_MS): () => void {
  const lookAt = async (client: Client): Promise<void> => {
    const { caller } = client;
    if (caller?.kind !== 'visitor') return;
    try {
      client.caller = { kind: 'visitor', ...(await visitorStill(caller, deps)) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // The reason in a frame, for programs and people; the code of the closing says whether to come back.
      client.send({ type: 'refused', clientMessageId: null, problem: presentProblem(error) });
      client.socket.close(error.kind.status === 401 ? CLOSE.unauthenticated : CLOSE.forbidden, error.kind.code);
    }
  };
  const logged = (error: unknown): void => deps.log.warn({ reason: (error as Error).name }, 'open sockets of visitors could not be looked at');

  const unsubscribe = deps.bus.subscribe((event) => {
    if (event.type !== 'session.ended' && event.type !== 'tenant.closed') return;
    const isMeant = ({ caller }: Client): boolean =>
      caller?.kind === 'visitor' &&
      (event.type === 'tenant.closed' ? caller.scope.tenantId === event.tenantId : caller.sessionId === event.sessionId);
    for (const client of clients()) if (isMeant(client)) void lookAt(client).catch(logged);
  });
  const stop = lookAgain(clients, lookAt, deps, lookMs);
  return () => {
    stop();
    unsubscribe();
  };
}
