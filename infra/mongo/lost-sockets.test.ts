/** The driver's own way of writing a command, over a socket that is gone and has not said so yet. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { driverConnection, refuseLostSockets } from './lost-sockets.ts';

let server: Server;
beforeAll(async () => {
  server = createServer((socket) => void socket.resume());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));

/** As much of a connection as writing needs. */
async function aConnection(): Promise<{ socket: Socket; write: () => Promise<unknown> }> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await new Promise((open) => socket.once('connect', open));
  const { prototype } = driverConnection();
  const command = { toBin: async () => [Buffer.from('hello')] };
  const write = (): Promise<unknown> => prototype.writeCommand.call({ socket }, command, { agreedCompressor: 'none' });
  return { socket, write };
}

test('a command over a socket that is gone fails and does not wait', async () => {
  refuseLostSockets();
  refuseLostSockets();
  const { socket, write } = await aConnection();
  socket.destroy();
  await expect(write()).rejects.toMatchObject({ name: 'MongoNetworkError' });
});

test('a command over an open socket goes out', async () => {
  refuseLostSockets();
  const { socket, write } = await aConnection();
  await write();
  expect(socket.bytesWritten).toBe('hello'.length);
  socket.destroy();
});
