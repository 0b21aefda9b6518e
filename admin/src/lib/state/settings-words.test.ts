/** The names and values of settings as people read them. */
import { expect, test } from '@jest/globals';
import { DEFAULT_BUDGET } from '../../../../workflows/domain/budget.ts';
import { changesBetween, partsOf } from '../../../../workflows/domain/settings-parts.ts';
import { nameOf, partOf, valueInWords } from './settings-words.ts';

test('every setting that there is has a name of its own', () => {
  const content = { assistantName: '', greeting: '', suggestions: [], handoffWords: [], handoverNotice: '', floor: 0, instructions: '' };
  const all = changesBetween(
    { assistant: {}, lifecycle: { autoResolveMs: {} }, door: {}, budget: { turn: {}, conversation: {}, tenantDay: {} } },
    partsOf(content),
  );
  const names = all.map(({ setting }) => nameOf(setting));
  expect(names.filter((name) => /[a-z][A-Z]|\./.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  expect(all.length).toBeGreaterThan(Object.keys(DEFAULT_BUDGET).length + 20);
  expect(nameOf('lifecycle.hours.week.mon')).toBe('Business hours');
  expect(partOf('lifecycle.hours.week.mon')).toBe('lifecycle');
});

test('values read as words', () => {
  expect(valueInWords('door.idleMs', 86_400_000)).toBe('1 day');
  expect(valueInWords('budget.turn.wallClockMs', 30_000)).toBe('30 seconds');
  expect(valueInWords('budget.conversation.costMicros', 2_500_000)).toBe('$2.5');
  expect(valueInWords('door.identifiedOnly', false)).toBe('no');
  expect(valueInWords('door.origins', ['https://a.example', 'https://b.example'])).toBe('https://a.example, https://b.example');
  expect(['', null, []].map((value) => valueInWords('assistant.instructions', value))).toEqual(['nothing', 'nothing', 'nothing']);
  expect(valueInWords('lifecycle.hours.week.mon', [['09:00', '17:00']])).toBe('09:00–17:00');
});
