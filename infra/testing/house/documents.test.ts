/** The documents at the root and under docs/ name only what is there. */
import { expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './environment-keys.ts';

const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'infra/deploy/README.md'],
  'docs/api.md',
  'docs/outages.md',
  'docs/security-tests.md',
  'docs/settings.md',
  'docs/knowledge.md',
  ...readdirSync(join(root, 'docs/decisions')).map((file) => `docs/decisions/${file}`),
];
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test.each(documents)('links of %s lead somewhere', (document) => {
  const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => link!);
  expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
});

test.each(documents)('files that %s names are there', (document) => {
  const paths = [...read(document).matchAll(/`((?:workflows|activities|api|infra|admin|widget|docs)\/[\w./()+-]*)`/g)].map(([, path]) => path!);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test.each(documents)('npm scripts that %s names are there', (document) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...read(document).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('every decision is in the list', () => {
  const list = read('docs/decisions/README.md');
  for (const file of readdirSync(join(root, 'docs/decisions'))) if (file !== 'README.md') expect(list).toContain(`(${file})`);
});
