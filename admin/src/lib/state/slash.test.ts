/** A slash in the composer, and what is put in its place. */
import { expect, test } from '@jest/globals';
import { firstOpen, replaced, slashAt } from './slash.ts';

test.each([
  ['/', 1, ''],
  ['/re', 3, 're'],
  ['Hello /re', 9, 're'],
  ['Hello\n/late and more', 11, 'late'],
  ['and/or', 6, null],
  ['https://shop', 12, null],
  ['/re turn', 8, null],
  ['Hello', 5, null],
])('%j at %i: %j', (text, caret, words) => expect(slashAt(text, caret)?.words ?? null).toBe(words));

test('what is inserted stands where the slash stood, and the caret behind it', () => {
  const text = 'Well, /re and so on';
  expect(replaced(text, slashAt(text, 9)!, 'Return it.')).toEqual({ text: 'Well, Return it. and so on', caret: 16 });
});

test('the first variable that is open is found', () => {
  expect(firstOpen('Order {{order}} of {{day}}', ['order', 'day'])).toEqual({ from: 6, to: 15 });
  expect(firstOpen('All filled', [])).toBeNull();
});
