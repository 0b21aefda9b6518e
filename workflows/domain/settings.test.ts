/** Who asks for a person is understood by whole words, in any case and any alphabet. */
import { expect, test } from '@jest/globals';
import { asksForPerson } from './settings.ts';

const words = ['human', 'a person', 'persönlich', 'Mitarbeiter', 'человек', "s'il vous plaît"];

test.each([
  'human',
  'HUMAN!',
  'Can I talk to a human?',
  'no bots -- human, please',
  'I want (a person).',
  'a\nperson',
  'a   person',
  'Ich möchte PERSÖNLICH sprechen',
  'einen Mitarbeiter bitte',
  'Мне нужен ЧЕЛОВЕК.',
  'Un humain, s’il vous plaît',
  '"human"',
])('%j asks for a person', (text) => {
  expect(asksForPerson(text, words)).toBe(true);
});

test.each([
  '',
  '   ',
  '???',
  'humane treatment',
  'superhuman',
  'inhuman',
  'a personal question',
  'persons',
  'Mitarbeiterrabatt',
  'person',
  'pers',
  'persönliche Daten',
])('%j does not', (text) => {
  expect(asksForPerson(text, words)).toBe(false);
});

test('no words, no handover; a word of nothing but marks matches nobody', () => {
  expect(asksForPerson('human', [])).toBe(false);
  for (const text of ['How long does delivery take?', '???', '']) expect(asksForPerson(text, ['', '!'])).toBe(false);
});
