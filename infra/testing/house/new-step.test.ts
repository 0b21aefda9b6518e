/** `npm run new:step` writes what compiles, passes and is formatted; tried in a copy of the rooms it touches. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newStep } from '../../dev/new-step.ts';
import { root } from './environment-keys.ts';

let copy: string;
const read = (file: string) => readFileSync(join(copy, file), 'utf8');
const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'parley-step-'));
  for (const part of [
    'activities',
    'workflows',
    'infra/ports',
    'infra/egress',
    'infra/temporal',
    'tsconfig.json',
    '.prettierrc.json',
    'package.json',
  ]) {
    mkdirSync(join(copy, part, '..'), { recursive: true });
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('writes an activity, its test and its line, and prints the call', () => {
  const { files, call } = newStep(copy, { capability: 'reply', name: 'draft-summary', profile: 'store' });
  newStep(copy, { capability: 'summary', name: 'tag-topic', profile: 'model' });

  expect(files).toEqual(['activities/reply/draft-summary.ts', 'activities/reply/draft-summary.test.ts']);
  expect(call).toBe("await store.draftSummary.executeWithOptions({ summary: 'draft summary' }, [talk.ref]);");
  const index = read('activities/index.ts');
  expect(index).toMatch(/draft-reply\.ts';\nimport \{ draftSummary \} from '\.\/reply\/draft-summary\.ts';\nimport .*search-knowledge/);
  expect(index).toContain("import { tagTopic } from './summary/tag-topic.ts';");
  expect(index).toMatch(/ {2}draftSummary: draftSummary\(deps\),\n {2}tagTopic: tagTopic\(deps\),\n\}\);/);
});

test('what it wrote is formatted, compiles, is known to the workflows and passes its own tests', () => {
  const written = [
    'activities/index.ts',
    ...['reply/draft-summary', 'summary/tag-topic'].flatMap((step) => [`activities/${step}.ts`, `activities/${step}.test.ts`]),
  ];
  writeFileSync(
    join(copy, 'workflows/story.ts'),
    `import { model, store } from './retry-profiles.ts';\nexport const told = [store.draftSummary, model.tagTopic];\n`,
  );
  writeFileSync(
    join(copy, 'tsconfig.step.json'),
    JSON.stringify({ extends: './tsconfig.json', include: [], files: [...written, 'workflows/story.ts'] }),
  );
  const jest = {
    rootDir: copy,
    extensionsToTreatAsEsm: ['.ts'],
    transform: { '\\.ts$': ['@swc/jest', { swcrc: false, jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }] },
  };

  node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.step.json');
  node('node_modules/prettier/bin/prettier.cjs', '--check', ...written);
  const program = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--config', JSON.stringify(jest), '-i', '--silent'];
  node(...program, 'draft-summary', 'tag-topic');
});

test.each([
  [{ capability: 'reply', name: 'draft', profile: 'store' }, 'no verb-noun'],
  [{ capability: '../reply', name: 'draft-poem', profile: 'store' }, 'no folder name'],
  [{ capability: 'reply', name: 'draft-poem', profile: 'hope' }, 'no profile "hope"'],
  [{ capability: 'poems', name: 'draft-reply', profile: 'store' }, 'has a draftReply already'],
])('refuses %p and writes nothing', (step, reason) => {
  const before = read('activities/index.ts');
  expect(() => newStep(copy, step)).toThrow(reason);
  expect(read('activities/index.ts')).toBe(before);
  expect(existsSync(join(copy, 'activities/poems'))).toBe(false);
});
