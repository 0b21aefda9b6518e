import { expect, test } from '@jest/globals';
import { stem } from '../../../workflows/domain/words.ts';
import { CONCEPTS, LANGUAGES } from './concepts.ts';
import { conceptsOf, toEnglish } from './gloss.ts';

test('every concept has a cell for every language', () => {
  const lines = CONCEPTS.trim().split('\n');
  for (const line of lines) expect(line.split('|').filter((cell) => cell.trim())).toHaveLength(LANGUAGES.length);
});

test.each([
  ['Wie lange dauert die Lieferung?', 'time delivery'],
  ['Ich habe mein Passwort vergessen', 'password forgot'],
  ['Où est ma commande ?', 'order'],
  ['¿Cuánto tarda el envío?', 'time delivery'],
  ['Hoe kan ik mijn wachtwoord wijzigen?', 'password change'],
  ['Mi paquete BX-12 está roto', 'package bx-12 broken'],
  // German writes two words as one.
  ['Was kostet die Gepäckversicherung?', 'cost bag insurance'],
  // A word alone.
  ['Rechnung', 'invoice'],
])('%s', (question, english) => {
  expect(toEnglish(question)?.english).toBe(english);
});

test.each([
  'How do I change my password?',
  'invoice PDF download',
  'remove pin',
  'DATEV',
  'What is the die size?',
  'パスワードを忘れました',
  '?',
  '',
])('leaves "%s" as it is', (question) => {
  expect(toEnglish(question)).toBeNull();
});

test('words that mean much the same share a concept', () => {
  const shared = (a: string, b: string): boolean => conceptsOf(stem(a)).some((concept) => conceptsOf(stem(b)).includes(concept));
  expect(shared('postage', 'delivery')).toBe(true);
  expect(shared('coworkers', 'colleague')).toBe(true);
  expect(shared('postage', 'password')).toBe(false);
});
