/** Workflow bundles of the run: the product's own, and the same with something planted between workflow and engine. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { ensureWorkflowBundle } from '../../dev/build-bundle.ts';
import { bundleOptions } from '../../temporal/bundle-options.ts';

/** Planted in the workflow by an interceptor of its own. */
export const WORKFLOW_PLANTS = {
  PB7: { what: 'the command ids are lost at continue-as-new', module: 'forgotten-commands' },
  'lost-timer': { what: 'a timer is lost when one run follows another', module: 'lost-timer' },
} as const;
export type WorkflowPlant = keyof typeof WORKFLOW_PLANTS;

export type Bundles = { own: string; badRelease(): Promise<string>; planted(bug: WorkflowPlant): Promise<string> };

export async function openBundles(folder: string): Promise<Bundles> {
  const made = new Map<string, Promise<string>>();
  const withModule = (name: string): Promise<string> => {
    const known = made.get(name) ?? build(folder, name);
    made.set(name, known);
    return known;
  };
  return {
    own: await ensureWorkflowBundle(),
    badRelease: () => withModule('bad-release'),
    planted: (bug) => withModule(WORKFLOW_PLANTS[bug].module),
  };
}

async function build(folder: string, name: string): Promise<string> {
  const options = bundleOptions();
  const planted = fileURLToPath(new URL(`./workflow-plants/${name}.ts`, import.meta.url));
  const { code } = await bundleWorkflowCode({
    ...options,
    workflowInterceptorModules: [...(options.workflowInterceptorModules ?? []), planted],
    logger: new DefaultLogger('WARN'),
  });
  const file = join(folder, `${name}.bundle.js`);
  writeFileSync(file, code);
  return file;
}
