/** docs/settings.md names every setting with the value that a new workspace begins with. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesBetween, partsOf } from '../../../workflows/domain/settings-parts.ts';
import { FIRST_SETTINGS } from '../../cli/first-settings.ts';
import { root } from './environment-keys.ts';

/** With nothing on the other side every setting is a change. */
const NOTHING = {
  assistant: {},
  persona: {},
  lifecycle: { autoResolveMs: {} },
  door: {},
  budget: { turn: {}, conversation: {}, tenantDay: {} },
  privacy: {},
  tools: {},
};

test('every setting has its row, and the row its default', () => {
  const { author: _author, ...first } = FIRST_SETTINGS;
  const rows = readFileSync(join(root, 'docs/settings.md'), 'utf8').split('\n');
  const expected = changesBetween(NOTHING, partsOf(first));
  const missing = expected.filter(({ setting, to }) => {
    const row = rows.find((one) => one.startsWith(`| \`${setting}\` `));
    return !row?.includes(`\`${JSON.stringify(to)}\``);
  });
  expect(missing).toEqual([]);
  expect(rows.filter((row) => /^\| `\w+\./.test(row))).toHaveLength(expected.length);
});
