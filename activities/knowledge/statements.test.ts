import { expect, test } from '@jest/globals';
import { inPlace, statementsOf } from './statements.ts';

test('sentences, items and rows stand alone; headings, rules and blank lines say nothing', () => {
  const text =
    '## Sizes\n\nMeasure your foot. Add a\ncentimetre.\n\n- Socks run small\n2. Boots run large\n\n| Size | Foot |\n|---|---|\n| 40 | 25 cm |\n\n---\n';
  expect(statementsOf(text)).toEqual([
    'Measure your foot.',
    'Add a centimetre.',
    '- Socks run small',
    '2. Boots run large',
    '| Size | Foot |',
    '| 40 | 25 cm |',
  ]);
  expect(statementsOf('## Sizes\n\n---\n')).toEqual([]);
});

test('a passage of many statements is looked at from its beginning, and a long one is cut', () => {
  expect(statementsOf('It rains. '.repeat(40))).toHaveLength(12);
  expect(inPlace({ title: 'Weather', section: 'Rain' }, 'It rains. '.repeat(40))).toMatch(/^Weather › Rain: It rains\. .{200,230}$/);
});
