/**
 * `npm run lint`: every check that reads the sources, two at a time; a line each with its time, and what a failed one has to say.
 *
 *   node infra/dev/lint.mjs [eslint|imports|unused|console|widget|format ...]
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name) => [process.execPath, `node_modules/${name}`];
const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];

/** Slowest first: the queue then ends sooner. */
const CHECKS = {
  eslint: [...bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.'],
  console: [...npm, 'run', '--silent', 'check', '-w', 'admin'],
  widget: [...npm, 'run', '--silent', 'check', '-w', 'widget'],
  imports: [
    ...bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--output-type',
    'err-long',
    'workflows',
    'activities',
    'api',
    'client',
    'infra',
    'admin/src',
    'widget',
  ],
  unused: bin('knip/bin/knip.js'),
  format: [...bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
};
/** eslint alone holds 1 GB: two checks at once suit a small machine, and more would not be faster there. */
const AT_ONCE = 2;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  process.stderr.write(`No such check: ${unknown.join(', ')}. Checks: ${Object.keys(CHECKS).join(', ')}\n`);
  process.exit(2);
}

const queue = asked.length > 0 ? asked : Object.keys(CHECKS);
const total = queue.length;
const failed = [];
// Types of the console that kit generates and every `npm install` prunes: eslint and knip read them too.
await run([...npm, 'run', '--silent', 'prepare', '-w', 'admin']);
await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(failed.length === 0 ? `\n${total} checks clean\n` : `\n${failed.length} of ${total} checks failed: ${failed.join(', ')}\n`);
process.exit(failed.length === 0 ? 0 : 1);

async function work() {
  for (let name = queue.shift(); name; name = queue.shift()) {
    const started = performance.now();
    const { code, output } = await run(CHECKS[name]);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(
      `${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(8)} ${seconds.padStart(5)} s\n${code === 0 ? '' : `${output.trimEnd()}\n\n`}`,
    );
    if (code !== 0) failed.push(name);
  }
}

function run([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (fault) => resolve({ code: 1, output: fault.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
