/** Builds console, widget and workflow bundle when their sources are not those of the last build. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, run } from './run.mjs';
import { sourceHash, SOURCES } from './source-hash.mjs';

const WORKSPACES = { admin: { name: 'console', output: 'admin/build/index.html' }, widget: { name: 'widget', output: 'widget/dist' } };

/** @param {'admin' | 'widget'} workspace */
export async function prepareWorkspace(context, doing, workspace) {
  const { name, output } = WORKSPACES[workspace];
  const stamp = join(context.tools, 'stamps', `build-${workspace}`);
  const hash = sourceHash(context.root, SOURCES[workspace]);
  if (!context.forced && isFresh(stamp, hash) && existsSync(join(context.root, output))) return;
  doing('building');
  rmSync(stamp, { force: true });
  const [command, ...args] = npm(context, context.node);
  const script = ['run', 'build', '-w', workspace];
  await run(context, { name, what: `The ${name} could not be built`, mend: `npm ${script.join(' ')}` }, command, [...args, ...script]);
  mkdirSync(join(context.tools, 'stamps'), { recursive: true });
  writeFileSync(stamp, hash);
}

/** The file beside the bundle is written by `build-bundle.ts` itself; this is only the quick look that spares starting it. */
export async function prepareBundle(context, doing) {
  const file = join(context.tools, 'build', 'workflow-bundle.js');
  if (!context.forced && existsSync(file) && isFresh(`${file}.hash`, sourceHash(context.root, SOURCES.bundle))) return;
  doing('building');
  if (context.forced) rmSync(`${file}.hash`, { force: true });
  const about = { name: 'workflow-bundle', what: 'The workflow bundle could not be built', mend: 'npm run typecheck' };
  await run(context, about, context.node, ['infra/dev/build-bundle.ts']);
}

function isFresh(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}
