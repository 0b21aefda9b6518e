/** The console has no door of its own: its pages are static files that ask the API, as the import rule `console-talks-over-the-wire` has it. */
import { expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const routes = join(import.meta.dirname, '..', '..', '..', 'admin', 'src', 'routes');

test('no page of the console loads or acts on a server', () => {
  const files = readdirSync(routes, { recursive: true, encoding: 'utf8' });
  expect(files).toContain('+layout.ts');
  expect(files.filter((file) => /\+(server|(page|layout)\.server)\.(ts|js)$/.test(file))).toEqual([]);
});
