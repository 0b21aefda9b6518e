import { expect, test } from '@jest/globals';
import { contentWords, stem, stemsOf, wordCount } from './words.ts';

test('words that only ask are left out', () => {
  expect(contentWords("How do I return the boots that I've bought? Please help!")).toEqual(['return', 'boots', 'bought']);
  expect(contentWords('what is this about')).toEqual([]);
});

test.each([
  ['returns', 'returned'],
  ['deliveries', 'delivery'],
  ['shipping', 'ship'],
  ['exchanging', 'exchange'],
  ['boxes', 'box'],
  ['cancelled', 'cancelling'],
])('%s and %s have one stem', (a, b) => {
  expect(stem(a)).toBe(stem(b));
});

test('short and different words stay apart', () => {
  expect(stem('gas')).toBe('gas');
  expect(stem('tent')).not.toBe(stem('tend'));
  expect(stemsOf('gift gifts').size).toBe(1);
});

test('counts words, not marks', () => {
  expect(wordCount('| a | 30 days | - **b** |')).toBe(4);
});
