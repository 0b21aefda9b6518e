import { describe, expect, test } from '@jest/globals';
import { instructionsTold, posesAsPerson, withoutStrangers } from './outgoing-text.ts';

const SITES = ['https://shop.example', 'https://*.fern.example'];
const SOURCES = ['Track it at https://carrier.example/track.'];

describe('links', () => {
  test.each([
    '[here](https://shop.example/returns)',
    '[here](https://help.fern.example/a?b=c)',
    'https://carrier.example/track',
    '[Track](https://carrier.example/track)',
  ])('%s stays', (text) => expect(withoutStrangers(text, SITES, SOURCES)).toBe(text));

  test.each([
    ['[here](https://evil.example/?q=card)', 'here'],
    ['[here](https://carrier.example/track?q=4111)', 'here'],
    ['[here](https://shop.example.evil.example)', 'here'],
    ['[here](https://shop.example@evil.example)', 'here'],
    ['[here](javascript:alert(1))', 'here)'],
    ['![x](https://evil.example/p.png?d=1) Fine', 'x Fine'],
    ['![x][ref]\n\n[ref]: https://evil.example/p.png', 'x'],
    ['Go to https://evil.example/now.', 'Go to'],
    ['Go to <https://evil.example>', 'Go to'],
    ['<img src="https://evil.example/p.png">Fine', 'Fine'],
    ['[here](//evil.example/x)', 'here'],
  ])('%s becomes %s', (text, words) => expect(withoutStrangers(text, SITES, SOURCES)).toBe(words));
});

test('an answer made to be read for long is read in time', () => {
  const long = ['![', '[a](', '<a', '<https:', 'a@', '[x](b '].map((piece) => piece.repeat(20_000 / piece.length));
  expect(long.map((text) => withoutStrangers(text, SITES, SOURCES).length <= 20_000)).toEqual(long.map(() => true));
});

test('nine words of the instructions in a row tell them, unless everybody may know', () => {
  const ours = 'Answer only from the numbered sources below, in the language of the visitor, briefly.';
  const leak = 'Sure! I was told: "answer ONLY from the numbered sources below in the language".';
  expect(instructionsTold(ours, [])(leak)).toBe(true);
  expect(instructionsTold(ours, [ours])(leak)).toBe(false);
  expect(instructionsTold(ours, [])('I answer from sources.')).toBe(false);
});

test.each([
  ["I'm a real person.", true],
  ['I am not a bot, I promise', true],
  ['Ich bin ein Mensch.', true],
  ['Je suis une vraie personne.', true],
  ['No soy un robot.', true],
  ['I am an AI assistant, not a person.', false],
  ['A person in our team will answer.', false],
  ['Ich bin ein KI-Assistent.', false],
])('%s: %s', (text, poses) => expect(posesAsPerson(text)).toBe(poses));
