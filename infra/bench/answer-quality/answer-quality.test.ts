/** The labelled questions fit their help centres, and the figures are what they say. */
import { describe, expect, test } from '@jest/globals';
import { bm25 } from './bm25.ts';
import { CENTRES, labelled, type Centre } from './labelled.ts';
import { fitLogistic, logitOf } from './logistic.ts';
import { figuresOf, meanOf } from './score.ts';
import { openShelf } from './shelf.ts';

describe.each(Object.keys(CENTRES) as Centre[])('the help centre %s', (centre) => {
  test('holds every section that a question is answered by, and every fact in one of them', async () => {
    const shelf = await openShelf(CENTRES[centre], null);
    await shelf.close();
    const places = new Map<string, string>();
    for (const chunk of shelf.chunks) places.set(shelf.placeOf(chunk), `${places.get(shelf.placeOf(chunk)) ?? ''}\n${chunk.text}`);
    for (const { id, answers, facts } of labelled(centre)) {
      expect(answers.filter((place) => !places.has(place)).map((place) => `${id}: ${place}`)).toEqual([]);
      const text = answers.map((place) => places.get(place)).join('\n');
      for (const fact of facts) expect(fact.some((one) => text.includes(one)) ? null : `${id}: ${fact.join(' / ')}`).toBeNull();
    }
  });

  test('each kind stands in both halves', () => {
    const kinds = (half: string) => new Set(labelled(centre).flatMap((one) => (one.half === half ? [one.kind] : [])));
    expect(kinds('tuning')).toEqual(kinds('reporting'));
  });
});

test('figures of an answer', () => {
  const question = { answers: ['a.md#x', 'b.md#'], facts: [['14 days', 'two weeks'], ['free']] };
  const found = figuresOf(question, {
    places: ['a.md#y', 'a.md#x', 'c.md#'],
    reply: { escalated: false, text: 'You have two weeks.', cited: ['a.md#x', 'c.md#'] },
  });
  expect(found).toMatchObject({ recall1: 0, recall3: 0.5, page5: 1, facts: 0.5, citations: 0.5, citedPages: 0.5, escalatedWrongly: 0 });
  expect(found.ndcg10).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)));
  const escalated = { places: [], reply: { escalated: true, text: '', cited: [] } };
  expect(figuresOf(question, escalated)).toMatchObject({ escalatedWrongly: 1, facts: 0 });
  expect(figuresOf({ answers: [], facts: [] }, escalated)).toEqual({ escalatedRightly: 1 });
});

test('the interval holds the mean, and is the same each time', () => {
  const values = [0, 1, 1, 1, 0, 1];
  const { mean, from, to, n } = meanOf(values);
  expect([mean, n]).toEqual([4 / 6, 6]);
  expect(from).toBeLessThan(mean);
  expect(to).toBeGreaterThan(mean);
  expect(meanOf(values)).toEqual(meanOf(values));
});

test('BM25 likes rare words and short texts', () => {
  const scores = bm25(['the red tent', 'the red boat and the red car', 'the blue tent'])('red boat');
  expect(scores[1]).toBeGreaterThan(scores[0]!);
  expect(scores[2]).toBe(0);
});

test('the regression separates what can be separated', () => {
  const rows = [
    [0, 5],
    [1, 4],
    [8, 5],
    [9, 4],
  ];
  const model = fitLogistic(rows, [false, false, true, true], 0.01);
  expect(rows.map((row) => logitOf(model, row) > 0)).toEqual([false, false, true, true]);
});
