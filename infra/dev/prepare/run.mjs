/** Runs the programs that prepare something: output to a log file, its end shown when one fails. */
import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Failure } from './say.mjs';

const OFFLINE =
  /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ENETUNREACH|NewConnectionError|Name or service not known|Unknown host|Temporary failure|from versions: none/;
const children = new Set();

/** Ends whatever is still being prepared; what is half done is done again by the next start. */
export function stopAll(signal) {
  for (const child of children) child.kill(signal);
}

/**
 * @param {object} context the bootstrap's context (root, home of tools, env)
 * @param {{ name: string, what: string, mend: string, cwd?: string, env?: object }} about for the log file and the failure
 */
export function run(context, about, command, args) {
  const logs = join(context.tools, 'logs');
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `prepare-${about.name}.log`);
  const log = openSync(file, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: about.cwd ?? context.root, env: { ...context.env, ...about.env }, stdio: ['ignore', log, log] });
    closeSync(log);
    children.add(child);
    child.once('error', (error) => {
      children.delete(child);
      reject(new Failure(`${about.what}: ${command} cannot be run (${error.code}).`, about.mend));
    });
    child.once('exit', (code, signal) => {
      children.delete(child);
      if (code === 0) return resolve();
      const output = readFileSync(file, 'utf8').trim();
      const offline = OFFLINE.test(output) ? ' The network cannot be reached; with it, run the command again.' : '';
      const end = output.split('\n').slice(-8).join('\n    ');
      const failure = new Failure(`${about.what} (${signal ?? `exit code ${code}`}).${offline}\n    ${end}\n    all of it: ${file}`, about.mend);
      reject(Object.assign(failure, { log: output }));
    });
  });
}

/** The first executable of these names on the context's PATH. */
export function find(context, ...names) {
  for (const name of names) {
    for (const folder of (context.env.PATH ?? '').split(delimiter)) {
      const file = join(folder || '.', name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not in this folder
      }
    }
  }
  return null;
}

/**
 * npm as a command: its script under the given Node when we can find it, since npm picks versions by the Node that runs it.
 * @returns {[command: string, ...args: string[]]}
 */
export function npm(context, node) {
  const given = context.env.npm_execpath;
  if (given && /npm-cli\.c?js$/.test(given) && existsSync(given)) return [node, given];
  const onPath = find(context, 'npm') ?? beside(process.execPath);
  if (!onPath) throw new Failure('npm is not there.', 'install Node with npm (any version from 18 on), then run the command again');
  const script = realpathSync(onPath);
  return /\.c?js$/.test(script) ? [node, script] : [onPath];
}

function beside(node) {
  const file = join(dirname(node), 'npm');
  return existsSync(file) ? file : null;
}
