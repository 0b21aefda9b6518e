import { expect, test } from '@jest/globals';
import { KEPT_REVISIONS, type Revision } from './document.ts';
import { isContinued, isOfSyncs, keptOf, syncBatch } from './revisions.ts';

const S = syncBatch('sit_a', 1);
const T = syncBatch('sit_b', 4);
const revision = (number: number, ...batches: string[]): Revision => ({
  _id: `rev_${number}`,
  tenantId: 'tnt_a',
  number,
  parent: null,
  versions: [],
  batches,
  createdAt: new Date(0),
});
/** Newest first, as they were published. */
const recent = (...batches: string[][]): Revision[] => batches.map((of, i) => revision(i + 1, ...of)).reverse();
const goesOn = (all: Revision[], batch: string | null) => isContinued(all, all[0] ?? null, batch);

test('a batch goes on with its own revision, and with one that another batch has begun meanwhile', () => {
  expect(goesOn(recent([], [S]), S)).toBe(true);
  expect(goesOn(recent([S], [T]), S)).toBe(true);
  expect(goesOn(recent([], [T]), S)).toBe(false);
  expect(goesOn([], S)).toBe(false);
});

test('what a person published in between, or published again, is followed and not replaced', () => {
  expect(goesOn(recent([S], []), S)).toBe(false);
  expect(goesOn(recent([S], [], [T]), S)).toBe(false);
  const all = recent([S], [S]);
  expect(isContinued(all, all[1]!, S)).toBe(false);
  expect(goesOn(recent([S]), null)).toBe(false);
});

test('syncs take no place of what people published', () => {
  expect([isOfSyncs(revision(1)), isOfSyncs(revision(1, S)), isOfSyncs(revision(1, S, 'import:x'))]).toEqual([false, true, false]);
  const all = recent([], [], ...Array.from({ length: KEPT_REVISIONS + 3 }, (_, i) => [syncBatch('sit_a', i)]));
  const kept = keptOf(all, all[0]!);
  expect(kept.map(({ number }) => number).slice(-2)).toEqual([2, 1]);
  expect(kept).toHaveLength(KEPT_REVISIONS + 2);
  expect(keptOf(all, all.at(-3)!)).toContain(all.at(-3));
});
