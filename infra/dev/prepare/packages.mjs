/** The packages of package-lock.json. What is installed already and agrees with the lockfile is taken as it is. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, run } from './run.mjs';
import { sourceHash } from './source-hash.mjs';

export async function preparePackages(context, doing) {
  const stamp = join(context.tools, 'stamps', 'packages');
  const hash = sourceHash(context.root, ['package-lock.json', 'package.json', 'admin/package.json', 'widget/package.json']);
  // npm writes this file last: without it an install has not come to its end.
  const complete = existsSync(join(context.root, 'node_modules', '.package-lock.json'));
  if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (!complete || !agrees(context.root)) {
    doing(`npm ci (${complete ? 'the lockfile changed' : 'nothing is installed, or only half'})`);
    rmSync(stamp, { force: true });
    await install(context);
  }
  mkdirSync(join(context.tools, 'stamps'), { recursive: true });
  writeFileSync(stamp, hash);
}

async function install(context) {
  const [command, ...args] = npm(context, context.node);
  const quiet = ['--no-audit', '--no-fund'];
  const about = { name: 'packages', what: 'The packages could not be installed', mend: 'npm ci' };
  try {
    await run(context, about, command, [...args, 'ci', ...quiet]);
  } catch (failure) {
    // A registry that carries this platform only leaves the parts of other platforms out of the lockfile, and `npm ci` calls that
    // a fault. `install --no-save` takes the same versions from it.
    if (!failure.log?.includes('EUSAGE')) throw failure;
    await run(context, { ...about, mend: 'npm install' }, command, [...args, 'install', '--no-save', ...quiet]);
  }
}

/** Whether node_modules holds what the lockfile says; parts of other platforms may be absent. */
function agrees(root) {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const installed = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([path, { version, optional, link, peer }]) => {
      if (!path.includes('node_modules/')) return true;
      const found = installed[path];
      if (!found) return Boolean(optional || peer);
      return link ? Boolean(found.link) : found.version === version && existsSync(join(root, path));
    });
  } catch {
    return false;
  }
}
