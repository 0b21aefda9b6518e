/** Listens to a running world: answers and frames as they leave its server, prompts, vector hits and log lines as they are made. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import WebSocket from 'ws';
import type { Parts } from '../../cli/compose/parts.ts';
import type { Model } from '../../ports/model.ts';
import type { Reader, Recorder } from './recorder.ts';

const readerOf = (header: string | undefined): Reader => (header ? { type: 'credential', header } : { type: 'anyone' });

/** Answers of the server at this port. @returns what ends it */
export function tapHttp(port: number, into: Recorder): () => void {
  const heard = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    // Pages and scripts are the same for everybody.
    if (request.socket.localPort !== port || !request.url?.startsWith('/api/')) return;
    const pieces: Buffer[] = [];
    const keep = (piece: unknown): void => {
      if (typeof piece === 'string' || piece instanceof Uint8Array) pieces.push(Buffer.from(piece as string));
    };
    const { write, end } = response;
    response.write = function (this: ServerResponse, ...args: unknown[]) {
      keep(args[0]);
      return (write as (...all: unknown[]) => boolean).apply(this, args);
    } as typeof write;
    response.end = function (this: ServerResponse, ...args: unknown[]) {
      keep(args[0]);
      return (end as (...all: unknown[]) => ServerResponse).apply(this, args);
    } as typeof end;
    response.once('finish', () => {
      const reader = readerOf(request.headers.authorization);
      const path = request.url!.split('?')[0]!;
      const where = `${request.method} ${path}`;
      into.see(path.endsWith('/audit/export') ? 'audit exports' : 'http bodies', reader, where, Buffer.concat(pieces).toString('utf8'));
      into.see('http headers', reader, where, JSON.stringify(response.getHeaders()));
    });
  };
  subscribe('http.server.request.start', heard);
  return () => unsubscribe('http.server.request.start', heard);
}

/** The library's own end of a socket, at which what is sent and heard can be read. */
type Served = WebSocket & { _isServer?: boolean; _socket?: Socket };

/** Frames of the sockets at this port, each under the token of its hello. @returns what ends it */
export function tapFrames(port: number, into: Recorder): () => void {
  const tokens = new WeakMap<WebSocket, string>();
  const { send, emit } = WebSocket.prototype;
  const ours = (socket: Served): boolean => socket._isServer === true && socket._socket?.localPort === port;
  WebSocket.prototype.emit = function (this: Served, event: string | symbol, ...args: unknown[]) {
    if (event === 'message' && ours(this) && !tokens.has(this)) {
      const token = /"token":"([^"]+)"/.exec(String(args[0]))?.[1];
      if (token) tokens.set(this, token);
    }
    return (emit as (...all: unknown[]) => boolean).call(this, event, ...args);
  } as typeof emit;
  WebSocket.prototype.send = function (this: Served, ...args: unknown[]) {
    if (ours(this)) {
      const token = tokens.get(this);
      const isVisitor = token?.startsWith('ses_') ?? false;
      const reader = readerOf(token && `${isVisitor ? 'Visitor' : 'Bearer'} ${token}`);
      into.see(isVisitor ? 'frames to visitors' : 'frames to staff', reader, 'ws', String(args[0]));
    }
    return (send as (...all: unknown[]) => void).apply(this, args);
  } as typeof send;
  return () => Object.assign(WebSocket.prototype, { send, emit });
}

/** Log lines, which then go where they would have gone. */
export const tapLog = (into: Recorder, to?: { write(line: string): void }) => ({
  write(line: string): void {
    into.see('log lines', { type: 'anyone' }, 'log', line);
    if (to) to.write(line);
    else process.stderr.write(line);
  },
});

/** Prompts and hits, under the tenant that the product itself names. Changes `parts` before anybody has taken them. */
export function tapParts(parts: Parts, into: Recorder): void {
  const heard = <M extends Model | null>(model: M): M =>
    model && {
      ...model,
      draft(request, options) {
        const reader: Reader = options.scope ? { type: 'tenant', tenantId: options.scope.tenantId } : { type: 'anyone' };
        into.see('model prompts', reader, model.name, JSON.stringify(request));
        return model.draft(request, options);
      },
    };
  parts.model = heard(parts.model);
  parts.fallback = heard(parts.fallback);
  const { vectors } = parts;
  parts.vectors = {
    ...vectors,
    async search(scope, query) {
      const hits = await vectors.search(scope, query);
      into.see('vector hits', { type: 'tenant', tenantId: scope.tenantId }, 'search', JSON.stringify(hits));
      return hits;
    },
  };
}
