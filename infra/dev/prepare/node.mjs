/** Node 24: the running one, else the npm package `node` under `.parley/toolchain`. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npm, run } from './run.mjs';

export const NODE_VERSION = '24.21.0';

/** The Node to use, or null when it must be fetched first. */
export function presentNode(context) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major === 24 && minor >= 4) return process.execPath;
  const stamp = join(context.tools, 'toolchain', 'version');
  const node = join(context.tools, 'toolchain', 'node_modules', 'node', 'bin', 'node');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === NODE_VERSION && existsSync(node) ? node : null;
}

export async function prepareNode(context, doing) {
  const present = presentNode(context);
  if (present) return use(context, present);
  doing(`fetching ${NODE_VERSION} by npm (this is Node ${process.versions.node})`);
  const folder = join(context.tools, 'tmp', `toolchain-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Its install script brings the program of this platform; npm asks for that to be said.
  const manifest = { private: true, dependencies: { node: NODE_VERSION }, allowScripts: { node: true } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const [command, ...args] = npm(context, process.execPath);
  const about = { name: 'node', what: 'Node 24 could not be fetched', mend: 'install Node 24 and run the command again', cwd: folder };
  await run(context, about, command, [...args, 'install', '--ignore-scripts=false', '--no-audit', '--no-fund', '--no-package-lock']);
  await run(context, about, join(folder, 'node_modules', 'node', 'bin', 'node'), ['--version']);
  writeFileSync(join(folder, 'version'), NODE_VERSION);
  const target = join(context.tools, 'toolchain');
  rmSync(target, { recursive: true, force: true });
  renameSync(folder, target);
  use(context, presentNode(context));
}

function use(context, node) {
  context.node = node;
  context.env.PATH = `${dirname(node)}:${context.env.PATH ?? ''}`;
}
