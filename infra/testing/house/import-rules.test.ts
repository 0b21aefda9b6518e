/** Every import rule is proved by a planted violation, and the house as it stands breaks none. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ALLOWED, HOUSE, PACKAGES, PLANTS, type Edge } from './import-plants.ts';

const root = resolve(import.meta.dirname, '../../..');
const config = join(root, '.dependency-cruiser.mjs');
const ROOMS = ['workflows', 'activities', 'api', 'client', 'infra', 'admin/src', 'widget'];

type Violation = { rule: { name: string }; from: string; to: string };
const told = ({ rule, from, to }: Violation) => `${rule.name}: ${from} -> ${to}`;

describe('planted', () => {
  let house: string;
  let violations: Violation[];

  beforeAll(async () => {
    house = await mkdtemp(join(tmpdir(), 'parley-house-'));
    await plant(house);
    violations = await cruise(house);
  });
  afterAll(() => rm(house, { recursive: true, force: true }));

  test.each(PLANTS)('%s fires at %s for %s', (rule, file) => {
    expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
  });

  test('no rule is without a plant, and each says what to do instead', async () => {
    const { forbidden } = ((await import(config)) as { default: { forbidden: { name: string; comment: string }[] } }).default;
    expect([...new Set(PLANTS.map(([rule]) => rule))].sort()).toEqual(forbidden.map(({ name }) => name).sort());
    expect(forbidden.filter(({ comment }) => comment.length < 40)).toEqual([]);
  });

  test('what the table allows is left in peace', () => {
    const planted = new Set(PLANTS.map(([, file]) => file));
    expect(violations.filter(({ from }) => !planted.has(from)).map(told)).toEqual([]);
  });
});

test('the house as it stands breaks no rule', async () => {
  expect((await cruise(root)).map(told)).toEqual([]);
});

async function cruise(cwd: string): Promise<Violation[]> {
  const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const output = await new Promise<string>((give, refuse) => {
    execFile(process.execPath, [cli, '--config', config, '--output-type', 'json', ...ROOMS], { cwd, maxBuffer: 1 << 28 }, (fault, stdout, stderr) => {
      if (stdout.startsWith('{')) give(stdout);
      else refuse(new Error(stderr || stdout, { cause: fault }));
    });
  });
  return (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
}

async function plant(house: string): Promise<void> {
  const imports = new Map<string, string[]>(HOUSE.map((file) => [file, []]));
  for (const edge of [...PLANTS.map(([, ...edge]) => edge), ...ALLOWED]) {
    const lines = imports.get(edge[0]) ?? [];
    imports.set(edge[0], [...lines, importLine(edge, lines.length)]);
  }
  for (const [file, lines] of imports) await put(house, file, source(file, lines));
  for (const name of PACKAGES) {
    await put(house, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js' }));
    await put(house, `node_modules/${name}/index.js`, 'export const it = 1;\n');
  }
  await put(house, 'package.json', JSON.stringify({ name: 'planted', type: 'module' }));
  await put(house, 'tsconfig.json', JSON.stringify({ compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true } }));
}

function importLine([file, target, type]: Edge, index: number): string {
  const outside = PACKAGES.includes(target) || target.startsWith('node:');
  const path = outside ? target : `${'../'.repeat(file.split('/').length - 1)}${target}`;
  if (type) return `import type { It as T${index} } from '${path}';\nexport type U${index} = T${index};`;
  return `import { it as v${index} } from '${path}';\nconsole.log(v${index});`;
}

function source(file: string, imports: string[]): string {
  if (file.endsWith('.svelte')) return `<script lang="ts">\n${imports.join('\n')}\n</script>\n<p>page</p>\n`;
  return `${imports.join('\n')}\nexport const it = 1;\nexport type It = number;\n`;
}

async function put(house: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(house, file)), { recursive: true });
  await writeFile(join(house, file), text);
}
