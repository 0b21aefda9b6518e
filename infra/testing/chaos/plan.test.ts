/** The schedule of faults comes from the seed alone and leaves no kind out. */
import { expect, test } from '@jest/globals';
import { EFFECTS } from './instrument.ts';
import { KINDS, planFaults, type Kind } from './plan.ts';

test('the same seed gives the same plan, another seed another one', () => {
  expect(planFaults(90, 7)).toEqual(planFaults(90, 7));
  expect(planFaults(90, 7)).not.toEqual(planFaults(90, 8));
});

test('ninety faults bring every kind at least three times', () => {
  for (const seed of [1, 2, 3]) {
    const times = new Map<Kind, number>();
    for (const { kind } of planFaults(90, seed)) times.set(kind, (times.get(kind) ?? 0) + 1);
    for (const kind of Object.keys(KINDS) as Kind[]) expect(times.get(kind)).toBeGreaterThanOrEqual(3);
  }
});

test('a run with room has one outage of full length of all workers, of Temporal and of MongoDB', () => {
  const plan = planFaults(90, 4);
  const longest = (kind: Kind): number[] => plan.flatMap((fault) => (fault.kind === kind && fault.forMs >= 30_000 ? [fault.forMs] : []));
  expect({ F2: longest('F2'), F6: longest('F6'), F8: longest('F8') }).toEqual({ F2: [60_000], F6: [60_000], F8: [30_000] });
  expect(planFaults(8, 4).every(({ forMs }) => forMs < 30_000)).toBe(true);
});

test('every crash point comes before one comes again', () => {
  const points = 2 * EFFECTS.worker.length;
  const chosen = planFaults(points, 5, ['F1']).map(({ choice }) => choice);
  expect(new Set(chosen).size).toBe(points);
});

test('three faults at once are three different ones', () => {
  for (const { parts } of planFaults(10, 3, ['F30'])) expect(new Set(parts!.map(({ kind }) => kind)).size).toBe(3);
});
