/**
 * Runs benchmarks, each in a process of its own: `npm run bench` all, `npm run bench -- NAME [--out F]` one.
 * A benchmark is a folder here with a `run.ts` that prints a table and writes JSON where `--out` says (`measure.ts`).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const all = readdirSync(here).filter((name) => existsSync(join(here, name, 'run.ts')));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
const unknown = positionals.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. Benchmarks: ${all.join(', ')}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'parley-bench-out-'));
const results: unknown[] = [];
for (const name of positionals.length > 0 ? positionals : all) {
  const out = join(folder, `${name}.json`);
  const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(here, name, 'run.ts'), '--out', out], {
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(`${name} failed.`);
    process.exitCode = 1;
  }
  if (existsSync(out)) results.push(JSON.parse(readFileSync(out, 'utf8')));
}
rmSync(folder, { recursive: true });
// One benchmark asked for is one object, several are a list.
if (values.out) writeFileSync(values.out, `${JSON.stringify(positionals.length === 1 ? results[0] : results, null, 2)}\n`);
