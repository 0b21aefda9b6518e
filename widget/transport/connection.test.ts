/** The socket: hello first, with the cursors of the moment; back after a cut, not after a refusal. */
import { afterEach, expect, test } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { WebSocketServer, type WebSocket as Socket } from 'ws';
import { connect, type Connection } from './connection.ts';

let server: WebSocketServer;
let line: Connection;
afterEach(() => {
  line.close();
  server.clients.forEach((client) => client.terminate());
  server.close();
});

/** A server that records what it hears and answers by `answer`. */
async function aServer(answer: (frame: { type: string; cursors?: Record<string, number> }, socket: Socket) => void) {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const heard: { type: string; cursors?: Record<string, number> }[] = [];
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data));
      heard.push(frame);
      answer(frame, socket);
    }),
  );
  return { heard, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws` };
}

test('comes back after a cut and goes on from its cursor', async () => {
  let cursor = 0;
  const { heard, url } = await aServer((_frame, socket) => socket.send(JSON.stringify({ type: 'welcome', kind: 'visitor' })));
  let downs = 0;
  await new Promise<void>((resolve) => {
    let ups = 0;
    line = connect({
      url,
      hello: () => ({ type: 'hello', token: 'token', cursors: { cnv_1: cursor } }),
      onFrame: () => undefined,
      onUp() {
        if (++ups === 2) return resolve();
        cursor = 7;
        server.clients.forEach((client) => client.close(1012));
      },
      onDown: () => downs++,
      onDenied: () => undefined,
    });
  });
  expect(heard.map(({ cursors }) => cursors)).toEqual([{ cnv_1: 0 }, { cnv_1: 7 }]);
  expect(downs).toBe(1);
});

test('a dead token ends it, and frames that cannot be read are passed over', async () => {
  const { heard, url } = await aServer((_frame, socket) => {
    for (const text of ['no json', 'null', '[]', '{"type":1}', '{"type":"welcome","kind":"visitor"}']) socket.send(text);
    socket.close(4401);
  });
  const frames: string[] = [];
  await new Promise<void>((resolve) => {
    line = connect({
      url,
      hello: () => ({ type: 'hello', token: 'dead', cursors: {} }),
      onFrame: ({ type }) => frames.push(type),
      onUp: () => undefined,
      onDown: () => undefined,
      onDenied: resolve,
    });
  });
  expect(frames).toEqual(['welcome']);
  expect(heard).toHaveLength(1);
});
