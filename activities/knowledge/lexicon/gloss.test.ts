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
  ['Il tecnico non è venuto, ho diritto a un rimborso?', 'technician show up right refund'],
  ['Comment changer le registre par défaut ?', 'change registre default'],
  ['Como ativo o telemóvel novo?', 'activate phone new'],
  ['Jak mogę zmienić hasło?', 'change password'],
  ['Kiedy dostanę zwrot pieniędzy?', 'time receive refund'],
  ['Hur lång tid tar leveransen?', 'time delivery'],
  ['Var hittar jag min faktura?', 'find invoice'],
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
  'KH3-AX wifi standard',
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
