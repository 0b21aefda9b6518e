/** What all steps share: where things are and the environment of whatever is started. `.env` is read here, once. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './say.mjs';

export function createContext() {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const env = { ...readEnv(join(root, '.env')) };
  for (const [name, value] of Object.entries(process.env)) {
    // npm tells its scripts where *it* works; an npm that we start for another folder must not believe it.
    if (!/^(npm_(package|lifecycle)_|npm_config_local_prefix$|npm_command$|INIT_CWD$)/.test(name)) env[name] = value;
  }
  return { root, tools: join(root, '.parley'), home: resolve(env.PARLEY_HOME || join(root, '.parley')), env, node: process.execPath, forced: false };
}

/** @throws {Failure} when the folder cannot be written */
export function checkWritable(folder, name) {
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new Failure(
      `${name} (${folder}) cannot be written: ${error.code}.`,
      `PARLEY_HOME=<a folder you may write> npm start   (or: chmod u+w ${folder})`,
    );
  }
}

/** Not `recursive`: Node never comes back from that where a file system refuses new folders with ENOENT, as /proc does. */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** NAME=value lines; quotes around a value are taken off, `#` begins a comment line. */
function readEnv(file) {
  if (!existsSync(file)) return {};
  const values = {};
  for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
    const found = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (!found) continue;
    const [, name, value] = found;
    const quoted = /^(["'])(.*)\1$/.exec(value);
    values[name] = quoted ? quoted[2] : value.replace(/\s+#.*$/, '');
  }
  return values;
}
