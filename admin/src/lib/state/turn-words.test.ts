import { expect, test } from '@jest/globals';
import { money } from './turn-words.ts';

test.each([
  [0, '$0.00'],
  [371, '$0.000371'],
  [12_000, '$0.01'],
  [2_500_000, '$2.50'],
])('%i millionths are %s', (micros, words) => {
  expect(money(micros)).toBe(words);
});
