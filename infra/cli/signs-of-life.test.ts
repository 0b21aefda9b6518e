/** Who counts as a living worker, whatever its clock shows. */
import { expect, test } from '@jest/globals';
import { breaker } from '../circuit/breaker.ts';
import type { WorkerReport, WorkerStore } from '../ports/workers.ts';
import { beat, lookout } from './signs-of-life.ts';

const circuit = breaker().report();
const circuits = { model: circuit, fallback: circuit, vectors: circuit, embedder: circuit, reranker: circuit };

function memory(): WorkerStore & { said: Map<string, WorkerReport> } {
  const said = new Map<string, WorkerReport>();
  return {
    said,
    beat: async (report) => void said.set(report._id, report),
    all: async () => [...said.values()],
    forget: async (id) => void said.delete(id),
    forgetBefore: async (at) => {
      for (const one of said.values()) if (one.at < at) said.delete(one._id);
    },
  };
}

function scene() {
  const store = memory();
  let at = 1_000_000_000;
  const look = lookout(store, { now: () => at, clock: () => at });
  const says = (name: string, aheadMs = 0) => store.beat({ _id: name, version: '1', startedAt: new Date(0), at: new Date(at + aheadMs), circuits });
  const alive = async () => (await look()).map(({ _id }) => _id);
  return { store, says, alive, wait: (ms: number) => (at += ms) };
}

test('who spoke a moment ago lives, and who has been silent does not', async () => {
  const { says, alive, wait } = scene();
  await says('a');
  await says('b');
  expect(await alive()).toEqual(['a', 'b']);
  wait(8_000);
  await says('b');
  expect(await alive()).toEqual(['a', 'b']);
  wait(8_000);
  expect(await alive()).toEqual(['b']);
});

test('what a killed process left behind an hour ago is not taken for life', async () => {
  const { says, alive } = scene();
  await says('old', -3_600_000);
  expect(await alive()).toEqual([]);
});

test('a worker whose clock is an hour late or early lives as long as it speaks', async () => {
  const { says, alive, wait } = scene();
  await says('late', -3_600_000);
  await says('early', 3_600_000);
  await alive();
  wait(3_000);
  await says('late', -3_600_000);
  await says('early', 3_600_000);
  expect(await alive()).toEqual(['late', 'early']);
  wait(60_000);
  expect(await alive()).toEqual([]);
});

test('speaks until it is closed, then takes itself off the list at once; a store that is away stops nothing', async () => {
  const store = memory();
  let isAway = true;
  const flaky: WorkerStore = { ...store, beat: (report) => (isAway ? Promise.reject(new Error('away')) : store.beat(report)) };
  const warned: string[] = [];
  const log = { warn: (_fields: object, message: string) => void warned.push(message) };
  const beating = beat(flaky, { version: '1', circuits: () => circuits, log: log as never, everyMs: 5 });
  while (warned.length < 2) await new Promise((soon) => setTimeout(soon, 5));
  isAway = false;
  while (store.said.size === 0) await new Promise((soon) => setTimeout(soon, 5));
  await beating.close();
  expect([...store.said]).toEqual([]);
});
