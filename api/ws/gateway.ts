/** `/ws`: takes sockets, reads frames one after the other for each client, answers every fault with a frame. */
import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { invalidRequest, tenantSuspended, tenantUnknown, tooLarge, unreadableJson, visitorBanned } from '../../workflows/domain/errors.ts';
import { FRAME_BYTES } from '../../workflows/domain/limits.ts';
import type { ApiDeps } from '../context.ts';
import { faultsOf } from '../http/route.ts';
import { clientIp } from '../middleware/client-ip.ts';
import { isOwnOrigin } from '../middleware/origins.ts';
import { asProblem } from '../middleware/render-error.ts';
import { presentProblem } from '../present/problem.ts';
import { ClientFrame, CLOSE } from '../protocol/frames.ts';
import { tellDelays } from './delays.ts';
import { Fanout } from './fanout.ts';
import { Client } from './sockets.ts';
import { watchStaff } from './watch-staff.ts';
import { watchVisitors } from './watch-visitors.ts';
import { obey } from './verbs.ts';

/** What the library lets through at all, so that a frame a little over the limit gets an answer and not a cut, bytes. */
const HARD_LIMIT = 4 * FRAME_BYTES;
/** A client that has not answered a ping by the next one is gone, ms. */
const PING_MS = 30_000;
/** A socket that does not say hello in time is closed, ms. */
const HELLO_MS = 10_000;
/** Refusals behind which a socket is closed, since whoever holds it is not to come back. */
const SHUT_OUT = [visitorBanned.kind, tenantUnknown.kind, tenantSuspended.kind];
/** Frames of one client that wait to be read. */
const QUEUE = 100;

export type Gateway = { close(): Promise<void> };

export function openGateway(server: Server, deps: ApiDeps): Gateway {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: HARD_LIMIT, perMessageDeflate: false, clientTracking: true });
  const fanout = new Fanout(deps);
  const subscriptions = [deps.bus.subscribe(fanout.hear), deps.bus.missed(() => void fanout.catchUp())];
  const delays = tellDelays(fanout, deps);
  const clients = new Map<WebSocket, Client>();
  const unwatch = watchStaff(() => clients.values(), deps);
  const unwatchVisitors = watchVisitors(() => clients.values(), deps);

  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?')[0] !== '/ws') return socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
    // Before the upgrade: a page of another site gets no line, whatever it would say on it.
    const { origin, host } = request.headers;
    if (origin !== undefined && !isOwnOrigin(origin, host, deps.publicUrl()))
      return socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (accepted) => serve(accepted, clientIp(request, deps.proxies)));
  });

  function serve(socket: WebSocket, ip: string): void {
    const client = new Client(socket, ip);
    clients.set(socket, client);
    const shy = setTimeout(() => client.caller ?? socket.close(CLOSE.unauthenticated, 'No hello came.'), HELLO_MS);
    let queue = Promise.resolve();
    let waiting = 0;
    socket.on('message', (data, isBinary) => {
      if (++waiting > QUEUE) return socket.close(CLOSE.badFrame, 'Too many frames at once.');
      queue = queue.then(() => read(client, data, isBinary)).finally(() => waiting--);
    });
    socket.on('pong', () => (client.alive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(shy);
      clients.delete(socket);
      fanout.leave(client);
    });
  }

  async function read(client: Client, data: RawData, isBinary: boolean): Promise<void> {
    let clientMessageId: string | null = null;
    let isHello = false;
    try {
      const raw = parse(data, isBinary);
      isHello = (raw as { type?: unknown } | null)?.type === 'hello';
      clientMessageId = messageIdOf(raw);
      const parsed = ClientFrame.safeParse(raw);
      if (!parsed.success) throw invalidRequest({ fields: faultsOf(parsed.error, 'frame') });
      await obey({ client, frame: parsed.data, deps, fanout });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.kind.report)
        deps.log.error({ code: problem.kind.code, reason: (error as Error).name, message: (error as Error).message }, 'a frame failed');
      client.send({ type: 'refused', clientMessageId, problem: presentProblem(problem) });
      if (problem.kind.status === 401) client.socket.close(CLOSE.unauthenticated, problem.kind.code);
      if (SHUT_OUT.includes(problem.kind)) client.socket.close(CLOSE.forbidden, problem.kind.code);
      // A socket says hello once: one that could not be let in wholly comes back and says it again.
      if (isHello && problem.kind.status >= 500) client.socket.close(CLOSE.restarting, 'Come back in a moment.');
    }
  }

  const pinger = setInterval(() => {
    for (const [socket, client] of clients) {
      if (!client.alive) socket.terminate();
      client.alive = false;
      socket.ping();
    }
  }, PING_MS);
  pinger.unref();

  return {
    async close() {
      clearInterval(pinger);
      unwatch();
      unwatchVisitors();
      for (const unsubscribe of subscriptions) unsubscribe();
      delays.close();
      fanout.close();
      for (const socket of clients.keys()) socket.close(CLOSE.restarting, 'Restarting: come back and go on from your cursors.');
      await new Promise<void>((done) => sockets.close(() => done()));
    },
  };
}

function parse(data: RawData, isBinary: boolean): unknown {
  if (isBinary) throw unreadableJson({ detail: 'Send frames as JSON text.' });
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  if (bytes.length > FRAME_BYTES)
    throw tooLarge({ detail: `A frame may have ${FRAME_BYTES} bytes.`, fields: [{ path: 'frame', message: `At most ${FRAME_BYTES / 1024} KiB.` }] });
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw unreadableJson();
  }
}

/** So that a refusal names the message even when the rest of the frame is wrong. */
const messageIdOf = (raw: unknown): string | null => {
  const id = typeof raw === 'object' && raw !== null ? (raw as { clientMessageId?: unknown }).clientMessageId : null;
  return typeof id === 'string' && id.length <= 64 ? id : null;
};
