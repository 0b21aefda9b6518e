/** The chaos proxy does what it is told: passes, delays, swallows, cuts, and understands MongoDB well enough to lose a reply. */
import { afterEach, expect, test } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { mongo } from 'mongoose';
import { mongoWire, type Insert } from './mongo-wire.ts';
import { aProxy, type Dialect, type Proxy } from './proxy.ts';

const toDo: (() => void)[] = [];
afterEach(() => toDo.splice(0).forEach((undo) => undo()));

/** A server that keeps what it got and answers with `reply`, in front of it a proxy, and a client at that. */
async function aLine(reply: (piece: Buffer) => Buffer, dialect?: Dialect) {
  const got: Buffer[] = [];
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      got.push(piece);
      socket.write(reply(piece));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const proxy: Proxy = await aProxy((server.address() as AddressInfo).port, dialect);
  const client = connect(proxy.port, '127.0.0.1');
  client.on('error', () => {});
  const heard: Buffer[] = [];
  client.on('data', (piece) => heard.push(piece));
  await new Promise<void>((up) => client.once('connect', () => up()));
  toDo.push(() => {
    client.destroy();
    proxy.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { proxy, client, got: () => Buffer.concat(got), heard: () => Buffer.concat(heard) };
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 120_000; !holds();) {
    if (Date.now() > end) throw new Error(`Still not so: ${holds.toString()}`);
    await new Promise((soon) => setTimeout(soon, 10));
  }
}

const echo = (piece: Buffer): Buffer => piece;

test('passes on what both sides say', async () => {
  const line = await aLine(echo);
  line.client.write('hello');
  await until(() => line.heard().toString() === 'hello');
});

test('a black hole swallows, and breaks the line when it ends', async () => {
  const line = await aLine(echo);
  line.proxy.hole(true);
  line.client.write('hello');
  await new Promise((later) => setTimeout(later, 100));
  expect(line.got().length).toBe(0);
  line.proxy.hole(false);
  await until(() => line.client.destroyed);
});

test('cuts a connection after so many bytes', async () => {
  const line = await aLine(echo);
  line.proxy.cutAfter(3);
  line.client.write('hello');
  await until(() => line.client.destroyed);
});

test('refuses while it is down, and passes again', async () => {
  const line = await aLine(echo);
  line.proxy.down(true);
  await until(() => line.client.destroyed);
  line.proxy.clear();
  const again = connect(line.proxy.port, '127.0.0.1');
  toDo.push(() => again.destroy());
  let heard = '';
  again.on('data', (piece) => (heard += piece.toString()));
  again.write('again');
  await until(() => heard === 'again');
});

test('insert commands are kept with what they asked for; one is answered in place of the server, of one the reply is lost', async () => {
  const inserts: Insert[] = [];
  const wire = mongoWire('api', (insert) => inserts.push(insert));
  // The server says "ok" to every message, in as many messages as it got.
  const line = await aLine((piece) => message(0, { ok: 1 }, piece.readInt32LE(4)), wire);
  line.client.write(message(1, { insert: 'entries', writeConcern: { w: 'majority', j: true } }));
  await until(() => line.heard().length > 0);
  expect(inserts).toMatchObject([{ link: 'api', collection: 'entries', w: 'majority', j: true }]);

  const before = line.heard().length;
  const arrived = line.got().length;
  wire.failWrites(1, 'NotWritablePrimary');
  const insert = message(2, { insert: 'entries', writeConcern: { w: 1 } });
  line.client.write(insert.subarray(0, 10)); // in two pieces, as a network may
  line.client.write(insert.subarray(10));
  await until(() => line.heard().length > before);
  const refusal = line.heard().subarray(before);
  expect(mongo.BSON.deserialize(refusal.subarray(21))).toMatchObject({ ok: 0, code: 10107 });
  expect(refusal.readInt32LE(8)).toBe(2);
  expect(line.got().length).toBe(arrived);
  expect(inserts.at(-1)).toMatchObject({ w: 1, j: null });

  wire.loseReplies(1);
  line.client.write(message(3, { update: 'conversations' }));
  await until(() => line.client.destroyed);
  expect(line.got().length).toBeGreaterThan(arrived);
});

function message(id: number, command: object, responseTo = 0): Buffer {
  const body = mongo.BSON.serialize(command);
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(responseTo, 8);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}
