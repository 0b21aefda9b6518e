/**
 * The log under random interleavings of many writers: the real store against the MongoDB in use, and the fake with memory that
 * engine tests run on. fast-check prints the seed of a failure; set PARLEY_SEED to run with it again.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import type { Entry, NewEntry } from '../../../workflows/domain/entry.ts';
import { memoryStores } from '../../../workflows/testing/memory-stores.ts';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { entryStore } from '../../mongo/stores/entry-store.ts';
import type { Appended, EntryStore, Superseded } from '../../ports/conversation-stores.ts';

const WRITERS = 50;
const SEED = Number(process.env.PARLEY_SEED ?? 20_261);
const scope = { tenantId: mintId('tnt') };

let connection: Connection;
beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `entry_log_${randomBytes(4).toString('hex')}`);
  await migrate(connection);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

/** One call of a writer: which key, which way in, and for compare-and-append how far behind the tail it believes to be. */
type Step = { key: number; way: 'append' | 'appendAfter'; stale: number; store: number };
const step: fc.Arbitrary<Step> = fc.record({
  key: fc.integer({ min: 0, max: 29 }),
  way: fc.constantFrom('append', 'appendAfter'),
  stale: fc.integer({ min: 0, max: 3 }),
  store: fc.integer({ min: 0, max: 1 }),
});
const story = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: WRITERS, maxLength: WRITERS });

const adapters: Record<string, () => EntryStore[]> = {
  // Two instances, as in two processes: each remembers tails of its own.
  mongodb: () => [entryStore(connection), entryStore(connection)],
  memory: () => {
    const { entries } = memoryStores();
    return [entries, entries];
  },
};

describe.each(Object.entries(adapters))('the log over %s', (name, open) => {
  test('numbers have no gaps, a key is one entry, and compare-and-append lands behind nothing that it did not know', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (writers) => {
        const log = newLog(open());
        const done = (await Promise.all(writers.map((steps) => write(log, steps)))).flat();
        judge(await log.all(), done);
      }),
      { seed: SEED, numRuns: name === 'memory' ? 25 : 8, endOnFailure: true },
    );
  });

  test('a repeated key returns the stored entry, whatever it says the second time', async () => {
    const log = newLog(open());
    const first = await log.stores[0]!.append(scope, log.entry('m1', 'first words'));
    const again = await log.stores[1]!.append(scope, log.entry('m1', 'other words'));
    expect(again).toEqual({ type: 'appended', entry: first.entry, fresh: false });
    expect(await log.all()).toHaveLength(1);
  });

  test('a repeated compare-and-append finds itself before it calls itself superseded', async () => {
    const log = newLog(open());
    const [one, two] = log.stores as [EntryStore, EntryStore];
    await one.append(scope, log.entry('m1'));
    const landed = await one.appendAfter(scope, log.entry('turn'), 1);
    await two.append(scope, log.entry('m2'));
    expect(await two.appendAfter(scope, log.entry('turn'), 1)).toEqual({ ...landed, fresh: false });
  });

  test('superseded lists everything that came, in order, past any page', async () => {
    const log = newLog(open());
    const [one, two] = log.stores as [EntryStore, EntryStore];
    for (let i = 0; i < 130; i++) await one.append(scope, log.entry(`m${i}`));
    const answer = (await two.appendAfter(scope, log.entry('turn'), 3)) as Superseded;
    expect(answer.type).toBe('superseded');
    expect(answer.by.map((entry) => entry.seq)).toEqual(Array.from({ length: 127 }, (_, i) => i + 4));
  });

  test('a store that was away goes on at the tail, not at what it remembers', async () => {
    const log = newLog(open());
    const [one, two] = log.stores as [EntryStore, EntryStore];
    await one.append(scope, log.entry('a'));
    for (let i = 0; i < 120; i++) await two.append(scope, log.entry(`b${i}`));
    expect((await one.append(scope, log.entry('c'))).entry.seq).toBe(122);
  });

  test('another tenant reads nothing of it', async () => {
    const log = newLog(open());
    const { entry } = await log.stores[0]!.append(scope, log.entry('m1'));
    const foreign = { tenantId: mintId('tnt') };
    expect(await log.stores[0]!.get(foreign, entry._id)).toBeNull();
    expect(await log.stores[0]!.byKey(foreign, log.id, 'm1')).toBeNull();
    expect(await log.stores[0]!.after(foreign, log.id, 0, 10)).toEqual([]);
  });
});

type Log = ReturnType<typeof newLog>;
function newLog(stores: EntryStore[]) {
  const id = mintId('cnv');
  const visitor = mintId('vis');
  return {
    id,
    stores,
    entry: (key: string, text = key): NewEntry => ({
      conversationId: id,
      key,
      kind: 'message',
      author: { type: 'visitor', id: visitor },
      body: { text },
      dispatch: 'pending',
    }),
    async all(): Promise<Entry[]> {
      const read: Entry[] = [];
      for (;;) {
        const page = await stores[0]!.after(scope, id, read.length, 100);
        read.push(...page);
        if (page.length < 100) return read;
      }
    },
  };
}

type Done = Step & { after: number; answer: Appended | Superseded };

/** A writer knows the tail that it saw last, or an older one: that is what races are made of. */
async function write(log: Log, steps: readonly Step[]): Promise<Done[]> {
  const done: Done[] = [];
  let seen = 0;
  for (const step of steps) {
    const store = log.stores[step.store]!;
    const entry = log.entry(`k${step.key}`, `${step.key}`);
    const after = Math.max(0, seen - step.stale);
    const answer = step.way === 'append' ? await store.append(scope, entry) : await store.appendAfter(scope, entry, after);
    seen = answer.type === 'appended' ? Math.max(seen, answer.entry.seq) : answer.by.at(-1)!.seq;
    done.push({ ...step, after, answer });
  }
  return done;
}

function judge(log: readonly Entry[], done: readonly Done[]): void {
  expect(log.map((entry) => entry.seq)).toEqual(log.map((_, i) => i + 1));
  expect(new Set(log.map((entry) => entry.key)).size).toBe(log.length);
  const fresh = done.filter(({ answer }) => answer.type === 'appended' && answer.fresh);
  expect(fresh.length).toBe(log.length);
  for (const { key, way, after, answer } of done) {
    if (answer.type === 'superseded') {
      // Exactly what stands there, with nothing left out between the expected place and the last that it names.
      expect(answer.by.length).toBeGreaterThan(0);
      expect(answer.by.map((entry) => entry._id)).toEqual(log.slice(after, after + answer.by.length).map((entry) => entry._id));
      continue;
    }
    expect(log[answer.entry.seq - 1]).toEqual(answer.entry);
    expect(answer.entry.body.text).toBe(`${key}`);
    if (way === 'appendAfter' && answer.fresh) expect(answer.entry.seq).toBe(after + 1);
  }
}
