/** What a client hears when reading for it fails, or when events were lost: everything all the same, each entry once. */
import { afterEach, expect, jest, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import type { BusEvent } from '../../infra/ports/event-bus.ts';
import { mintId } from '../../infra/ids/mint.ts';
import { memoryStores } from '../../workflows/testing/memory-stores.ts';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import type { ServerFrame } from '../protocol/frames.ts';
import { Fanout } from './fanout.ts';
import { Client } from './sockets.ts';

const open: Fanout[] = [];
afterEach(() => {
  open.splice(0).forEach((fanout) => fanout.close());
  jest.useRealTimers();
});

function scene() {
  const stores = memoryStores();
  let failures = 0;
  let reads = 0;
  const entries: typeof stores.entries = {
    ...stores.entries,
    after: async (...asked) => {
      reads++;
      if (failures > 0) {
        failures--;
        throw new Error('The store hiccups.');
      }
      return stores.entries.after(...asked);
    },
  };
  const fanout = new Fanout({
    ...stores,
    entries,
    documents: {} as never,
    sites: {} as never,
    engine: {} as never,
    log: { info() {}, warn() {}, error() {} },
  });
  open.push(fanout);
  const ref: ConversationRef = { tenantId: mintId('tnt'), conversationId: mintId('cnv') };
  const visitorId = mintId('vis');

  const aClient = () => {
    const frames: ServerFrame[] = [];
    const socket = { readyState: 1, OPEN: 1, bufferedAmount: 0, send: (text: string) => frames.push(JSON.parse(text) as ServerFrame), close() {} };
    const client = new Client(socket as unknown as WebSocket, '192.0.2.1');
    client.caller = { kind: 'visitor', scope: ref, visitorId, expiresAt: new Date(8e15) } as never;
    fanout.join(client);
    const seen = () => frames.flatMap((frame) => (frame.type === 'entry' ? [frame.entry.seq] : []));
    return { client, frames, seen };
  };
  const append = async (): Promise<BusEvent> => {
    const { entry } = await stores.entries.append(ref, {
      ...ref,
      key: mintId('evt'),
      kind: 'message',
      author: { type: 'visitor', id: visitorId },
      body: { text: 'Hello?' },
      dispatch: 'pending',
    });
    return { type: 'entry.appended', ...ref, entryId: entry._id, seq: entry.seq };
  };
  return { fanout, ref, aClient, append, fail: (times: number) => (failures = times), reads: () => reads };
}

const until = async (holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 120_000; !holds(); await new Promise((soon) => setTimeout(soon, 5)))
    if (Date.now() > end) throw new Error(`Still not so: ${holds}`);
};

test('a read that failed is tried again, without another event and without another connection', async () => {
  const { fanout, ref, aClient, append, fail } = scene();
  const { client, seen } = aClient();
  await fanout.watch(client, ref.conversationId, 0);
  const event = await append();
  fail(3);
  fanout.hear(event);
  await until(() => seen().length === 1);
  fanout.hear(await append());
  await until(() => seen().length === 2);
  expect(seen()).toEqual([1, 2]);
});

test('who begins to watch while reading fails is told that it has caught up once it has', async () => {
  const { fanout, ref, aClient, append, fail } = scene();
  await append();
  fail(2);
  const { client, frames } = aClient();
  await fanout.watch(client, ref.conversationId, 0);
  expect(frames).toEqual([]);
  await until(() => frames.length === 2);
  expect(frames.map(({ type }) => type)).toEqual(['entry', 'caughtUp']);
});

test('a client that has left is read for no more', async () => {
  const { fanout, ref, aClient, append, fail, reads } = scene();
  const { client, seen } = aClient();
  await fanout.watch(client, ref.conversationId, 0);
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  fail(1_000);
  fanout.hear(await append());
  await jest.advanceTimersByTimeAsync(60_000);
  const before = reads();
  // Bounded: at most one try each five seconds after the first few.
  expect(before).toBeLessThan(25);
  fanout.leave(client);
  await jest.advanceTimersByTimeAsync(600_000);
  expect(reads()).toBe(before);
  expect(seen()).toEqual([]);
});

test('after the bus was away everybody who watches is read for once, although no event came', async () => {
  const { fanout, ref, aClient, append } = scene();
  const clients = Array.from({ length: 40 }, aClient);
  await Promise.all(clients.map(({ client }) => fanout.watch(client, ref.conversationId, 0)));
  await append();
  await append();
  await Promise.all([fanout.catchUp(), fanout.catchUp()]);
  for (const { seen } of clients) expect(seen()).toEqual([1, 2]);
});
