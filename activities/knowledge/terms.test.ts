import { expect, test } from '@jest/globals';
import { heldBy, identifiersOf, match, termsOf } from './terms.ts';

const matched = (question: string, text: string) => termsOf(question).map((term) => match(term, heldBy(text)));

test('a compound is one word, however it is written', () => {
  expect(matched('wifi', 'Wi-Fi is free on board.')).toEqual(['word']);
  expect(matched('Is there Wi-Fi?', 'The wifi is free.')).toEqual(['word']);
  expect(matched('check-in', 'When do you check in?')).toEqual([null]);
});

test('another word of the same concept counts as its meaning', () => {
  expect(matched('postage', 'Delivery is free.')).toEqual(['meaning']);
  expect(matched('helicopter', 'Delivery is free.')).toEqual([null]);
});

test.each([
  ['What does ERR-4012 mean?', ['err4012']],
  ['E 45 or E-45 or e45', ['e45']],
  ['the RV-2 and the HT-30 Pro', ['rv2', 'ht30']],
  ['v4.1.0', ['v4.1.0']],
  ['Room 12 at 8 o’clock in 2024, for 30 EUR', []],
])('the identifiers of "%s"', (text, identifiers) => {
  expect([...identifiersOf(text)]).toEqual(identifiers);
});
