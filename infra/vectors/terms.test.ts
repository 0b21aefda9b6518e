import { expect, test } from '@jest/globals';
import { meant, termsOf } from './terms.ts';

test('a question becomes its words, quoted', () => {
  expect(termsOf("What's the refund-policy for my boots?")).toEqual([
    { word: 'refund', match: '"refund"' },
    { word: 'policy', match: '"policy"' },
    { word: 'boots', match: '"boots"' },
  ]);
  expect(termsOf('"NEAR" OR *')).toEqual([{ word: 'near', match: '"near"' }]);
  expect(termsOf('how do I ...?')).toEqual([]);
});

test('an identifier stays in one piece', () => {
  expect(termsOf('error ERR-4012!').map(({ word }) => word)).toEqual(['error', 'err-4012']);
});

test('a slip is mended, a guess is not made', () => {
  const known = ['refund', 'delivery', 'warranty', 'subscription'];
  expect(meant('refnud', known)).toBe('refund');
  expect(meant('subscribtoin', known)).toBe('subscription');
  expect(meant('brand', known)).toBeNull();
  expect(meant('er4', known)).toBeNull();
});
