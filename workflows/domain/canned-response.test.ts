import { expect, test } from '@jest/globals';
import { filled, searchCanned, SHORTCUT, variablesIn } from './canned-response.ts';

test('variables are named once each, in their order; braces of another kind are none', () => {
  expect(variablesIn('Hello {{visitor.name}}, order {{ order number }} of {{visitor.name}} by {{Größe}}.')).toEqual([
    'visitor.name',
    'order number',
    'Größe',
  ]);
  expect(variablesIn('{single} {{}} {{ }} {{a{b}} {{ }}} { {x} } {{' + 'y'.repeat(60) + '}}')).toEqual([]);
});

test('what is known is put in as it is, what is not stays to be filled by hand', () => {
  const text = 'Hello {{ visitor.name }}, your order {{order}}. {{agent.name}}';
  expect(filled(text, { 'visitor.name': '$& {{agent.name}}', 'agent.name': 'Kim', order: '' })).toBe(
    'Hello $& {{agent.name}}, your order {{order}}. Kim',
  );
  expect(filled('{{constructor}} {{toString}}', {})).toBe('{{constructor}} {{toString}}');
});

test('a search finds shortcuts by their beginning first, then anything that holds the words', () => {
  const all = [
    { shortcut: 'refund-late', text: 'It takes five days.' },
    { shortcut: 'late', text: 'We are sorry.' },
    { shortcut: 'hello', text: 'Sorry for being LATE.' },
    { shortcut: 'bye', text: 'Goodbye.' },
  ];
  expect(searchCanned(all, 'Late').map(({ shortcut }) => shortcut)).toEqual(['late', 'refund-late', 'hello']);
  expect(searchCanned(all, '')).toHaveLength(4);
});

test.each([
  ['hello', true],
  ['return-30_days', true],
  ['0', true],
  ['Hello', false],
  ['a b', false],
  ['-a', false],
  ['', false],
  ['a'.repeat(33), false],
])('%j as a shortcut: %s', (shortcut, is) => expect(SHORTCUT.test(shortcut)).toBe(is));
