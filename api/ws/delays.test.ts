/** Who waits for an answer that nobody can give is told so, once; who is answered, told already or with a person is not. */
import { afterEach, expect, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import { inProcessBus } from '../../infra/bus/in-process.ts';
import { mintId } from '../../infra/ids/mint.ts';
import { memoryStores } from '../../workflows/testing/memory-stores.ts';
import type { NewEntry } from '../../workflows/domain/entry.ts';
import type { ServerFrame } from '../protocol/frames.ts';
import { tellDelays } from './delays.ts';
import { Fanout } from './fanout.ts';
import { Client } from './sockets.ts';

const toClose: { close(): unknown }[] = [];
afterEach(() => toClose.splice(0).forEach((one) => one.close()));

const QUICK = { everyMs: 5, holdMs: 50, sureMs: 150 };
const NEVER = 3_600_000;

type Scene = { isAnswering?: boolean; options?: object; busIsAway?: boolean; /** Holds each look until it is opened. */ gated?: boolean };

function scene({ isAnswering = false, options = {}, busIsAway = false, gated = false }: Scene = {}) {
  const stores = memoryStores();
  const log = { info() {}, warn() {}, error() {} };
  const fanout = new Fanout({ ...stores, documents: {} as never, sites: {} as never, engine: {} as never, log });
  let storeIsAway = false;
  let asked = 0;
  const gate = Promise.withResolvers<void>();
  if (!gated) gate.resolve();
  const bus = { ...inProcessBus(), healthy: () => !busIsAway };
  const conversations: typeof stores.conversations = {
    ...stores.conversations,
    get: async (...asked) => (storeIsAway ? Promise.reject(new Error('away')) : stores.conversations.get(...asked)),
  };
  const asksWhoAnswers = async (): Promise<boolean> => {
    asked++;
    await gate.promise;
    return isAnswering;
  };
  const delays = tellDelays(fanout, { conversations, bus, log, now: () => new Date(), isAnswering: asksWhoAnswers }, { ...QUICK, ...options });
  toClose.push(fanout, delays);
  const ref = { tenantId: mintId('tnt'), conversationId: mintId('cnv') };
  const visitorId = mintId('vis');
  const frames: ServerFrame[] = [];
  const socket = { readyState: 1, OPEN: 1, bufferedAmount: 0, send: (text: string) => frames.push(JSON.parse(text) as ServerFrame), close() {} };
  const client = new Client(socket as unknown as WebSocket, '192.0.2.1');
  client.caller = { kind: 'visitor', scope: ref, visitorId, expiresAt: new Date(8e15) } as never;
  fanout.join(client);
  const append = async (author: NewEntry['author'], body: NewEntry['body'] = { text: 'Hello?' }, kind: NewEntry['kind'] = 'message') => {
    const { entry } = await stores.entries.append(ref, { ...ref, key: mintId('evt'), kind, author, body, dispatch: 'none' });
    await stores.conversations.project(ref, ref.conversationId);
    return () => fanout.hear({ type: 'entry.appended', ...ref, entryId: entry._id, seq: entry.seq });
  };
  return {
    asks: () => append({ type: 'visitor', id: visitorId }),
    append,
    watch: (after = 0) => fanout.watch(client, ref.conversationId, after),
    open: gate.resolve,
    looks: () => asked,
    /** Nobody looks after the visitor any more: told or not, that is final. */
    isOver: () => client.waiting.size === 0,
    loseStore: () => (storeIsAway = true),
    told: () => frames.filter(({ type }) => type === 'service').length,
    seen: () => frames.filter(({ type }) => type === 'entry').length,
  };
}

const until = async (holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 120_000; !holds(); await new Promise((soon) => setTimeout(soon, 5)))
    if (Date.now() > end) throw new Error(`Still not so: ${holds}`);
};

test('a visitor whom nobody can answer is told once, and again for a later question', async () => {
  const { asks, append, watch, told, seen, isOver } = scene();
  await asks();
  await watch();
  await until(() => told() === 1);
  expect(isOver()).toBe(true);
  (await append({ type: 'assistant' }, { text: 'Yes.', answers: 1 }))();
  await until(() => seen() === 2);
  (await asks())();
  await until(() => told() === 2);
});

test('while somebody is there to answer, only who waits for much longer is told', async () => {
  const patient = scene({ isAnswering: true, options: { sureMs: NEVER } });
  await patient.asks();
  await patient.watch();
  await until(() => patient.looks() >= 5);
  expect(patient.told()).toBe(0);
  const wedged = scene({ isAnswering: true });
  await wedged.asks();
  await wedged.watch();
  await until(() => wedged.told() === 1);
});

test.each<[string, (play: ReturnType<typeof scene>) => Promise<unknown>]>([
  ['answered', ({ append }) => append({ type: 'assistant' }, { text: 'Yes.', answers: 1 })],
  ['told by the log', ({ append }) => append({ type: 'system' }, { text: 'It takes a little longer.' })],
  ['waiting for a person', ({ append }) => append({ type: 'system' }, { text: 'A person will answer.' }, 'escalated')],
])('who is %s is not told, although no event came', async (_name, happens) => {
  const play = scene({ gated: true });
  await play.asks();
  await play.watch();
  await until(() => play.looks() === 1);
  await happens(play);
  play.open();
  await until(() => play.seen() === 2 && play.isOver());
  expect(play.told()).toBe(0);
});

test('who comes back behind the question is told as well; who comes back to an answer is not', async () => {
  const waits = scene();
  await waits.asks();
  await waits.watch(1);
  await until(() => waits.told() === 1);
  const rests = scene();
  await rests.asks();
  await rests.append({ type: 'assistant' }, { text: 'Yes.', answers: 1 });
  await rests.watch(2);
  await until(rests.isOver);
  expect(rests.told()).toBe(0);
});

test('with MongoDB away too, who has just asked is told', async () => {
  const { asks, watch, loseStore, told } = scene();
  await asks();
  await watch();
  loseStore();
  await until(() => told() === 1);
});

test('while the bus is away answers are looked for', async () => {
  const { asks, append, watch, seen } = scene({ busIsAway: true, options: { holdMs: NEVER, sureMs: NEVER } });
  await asks();
  await watch();
  await append({ type: 'agent', id: mintId('usr'), name: 'Kim' });
  await until(() => seen() === 2);
});
