import { expect, test } from '@jest/globals';
import { DEFAULT_BUDGET } from './budget.ts';
import { DEFAULT_LIFECYCLE } from './lifecycle.ts';
import { DEFAULT_PERSONA } from './persona.ts';
import { changesBetween, contentOf, partsOf, withParts, type SettingsContent } from './settings-parts.ts';

const content: SettingsContent = {
  assistantName: 'Fern',
  greeting: 'Hello',
  suggestions: [],
  handoffWords: ['human'],
  handoverNotice: 'A person comes.',
  floor: 0.4,
  instructions: '',
  door: { messages: 30 },
};

test('parts have every default, and all parts together are the whole content', () => {
  const parts = partsOf(content);
  expect(parts).toMatchObject({ assistant: { name: 'Fern', floor: 0.4 }, lifecycle: DEFAULT_LIFECYCLE, door: { messages: 30, origins: [] } });
  expect(parts.persona).toEqual(DEFAULT_PERSONA);
  expect(parts.budget).toEqual(DEFAULT_BUDGET);
  expect(partsOf(withParts(content, parts))).toEqual(parts);
});

test('a part that is named is replaced as a whole; the others stay as they were stored', () => {
  const door = { ...partsOf(content).door, origins: ['https://shop.example'] };
  expect(withParts(content, { door })).toEqual({ ...content, door });
  const assistant = { ...partsOf(content).assistant, name: 'Moss', greeting: '' };
  expect(withParts(content, { assistant })).toEqual({ ...content, assistantName: 'Moss', greeting: '' });
  expect(withParts(content, {})).toEqual(content);
});

test('a version without its head is its content', () => {
  const version = { ...content, tenantId: 'tnt_a', version: 3, createdAt: new Date(0), author: 'seed', restores: 1 } as const;
  expect(contentOf(version)).toEqual(content);
});

test('changes are named by path, down to the setting; a list is one', () => {
  const before = partsOf(content);
  const after = partsOf({
    ...content,
    greeting: 'Hi',
    handoffWords: ['human', 'person'],
    budget: { turn: { tokens: 5 } },
    lifecycle: { hours: { timeZone: 'Europe/Berlin', week: {} }, autoResolveMs: { unresolved: 60_000, escalated: null } },
  });
  expect(changesBetween(before, before)).toEqual([]);
  expect(changesBetween(before, after)).toEqual([
    { setting: 'assistant.greeting', from: 'Hello', to: 'Hi' },
    { setting: 'assistant.handoffWords', from: ['human'], to: ['human', 'person'] },
    { setting: 'lifecycle.autoResolveMs.unresolved', from: null, to: 60_000 },
    { setting: 'lifecycle.hours', from: null, to: { timeZone: 'Europe/Berlin', week: {} } },
    { setting: 'budget.turn.tokens', from: 60_000, to: 5 },
  ]);
  expect(changesBetween({ week: { mon: [1] } }, { week: {} })).toEqual([{ setting: 'week.mon', from: [1], to: null }]);
});
