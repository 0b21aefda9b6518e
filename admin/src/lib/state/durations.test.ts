import { expect, test } from '@jest/globals';
import { inWords, msOf, spanOf } from './durations.ts';

test('a duration is shown in the largest unit that shows it whole, and comes back the same', () => {
  for (const [ms, words] of [
    [60_000, '1 minute'],
    [5_400_000, '90 minutes'],
    [7_200_000, '2 hours'],
    [86_400_000, '1 day'],
    [2_592_000_000, '30 days'],
  ] as const) {
    expect(inWords(ms)).toBe(words);
    expect(msOf(spanOf(ms))).toBe(ms);
  }
});
