/**
 * The first thing that every npm script runs: prepares what its task needs under `.parley/`, says what it does, and hands over
 * to the task under Node 24. Plain JavaScript for Node >= 18 without packages; silent and quick when everything is there.
 *
 *   node infra/dev/bootstrap.mjs <task> [arguments]
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { prepareBundle, prepareWorkspace } from './prepare/builds.mjs';
import { checkWritable, createContext } from './prepare/context.mjs';
import { prepareEncoder } from './prepare/encoder.mjs';
import { holdLock } from './prepare/lock.mjs';
import { prepareNode } from './prepare/node.mjs';
import { preparePackages } from './prepare/packages.mjs';
import { npm, stopAll } from './prepare/run.mjs';
import { Failure, say, step } from './prepare/say.mjs';
import { prepareMongo, prepareMoto, prepareTemporal } from './prepare/servers.mjs';
import { prepareSystem } from './prepare/system.mjs';
import { planTask, TASKS } from './prepare/tasks.mjs';

const [task, ...args] = process.argv.slice(2);
const plan = planTask(task, args);
if (!plan) {
  say(`Unknown task ${task ?? ''}. Tasks: ${TASKS}`);
  process.exit(2);
}

const context = createContext();
context.forced = plan.forced ?? false;

let current = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (current) return void current.kill(signal);
    stopAll(signal);
    process.exit(128 + constants.signals[signal]);
  });
}

try {
  checkWritable(context.tools, 'The folder for what Parley prepares');
  if (plan.server) checkWritable(context.home, 'The data folder');
  await prepare();
} catch (error) {
  stopAll('SIGTERM');
  if (!(error instanceof Failure)) throw error;
  say(`\n${error.message}\n  Mend it with: ${error.mend}`);
  process.exit(1);
}
process.exit(await runAll(plan.commands));

/** What does not wait for each other runs side by side. The lock lets a second bootstrap of this checkout wait its turn. */
async function prepare() {
  const needs = new Set(plan.needs);
  const when = (name, work) => (needs.has(name) ? work() : undefined);
  const release = await holdLock(context);
  try {
    const system = step('system', (doing) => prepareSystem(context, doing, plan.needs));
    system.catch(() => undefined); // awaited below; until then its failure must not end us
    await step('node', (doing) => prepareNode(context, doing));
    const packages = step('packages', (doing) => preparePackages(context, doing));
    const forTests = plan.tests ?? false;
    const all = [
      system,
      packages,
      when('temporal', () => step('temporal', (doing) => prepareTemporal(context, doing, { forTests, packages }))),
      when('moto', () => step('moto', (doing) => prepareMoto(context, doing))),
      when('encoder', () => step('sentence encoder', (doing) => prepareEncoder(context, doing))),
      packages.then(() => when('mongo', () => step('mongo', (doing) => prepareMongo(context, doing)))),
      packages.then(() => when('admin', () => step('console', (doing) => prepareWorkspace(context, doing, 'admin')))),
      packages.then(() => when('widget', () => step('widget', (doing) => prepareWorkspace(context, doing, 'widget')))),
      packages.then(() => when('bundle', () => step('workflow bundle', (doing) => prepareBundle(context, doing)))),
    ];
    await Promise.all(all);
  } finally {
    release();
  }
}

/** @returns the exit code of the first command that failed, or 0 */
async function runAll(commands) {
  let result = 0;
  for (const command of commands) {
    const code = await runOne(command);
    if (commands.length > 1 && code !== 0) say(`failed: ${command.join(' ')}`);
    result ||= code;
  }
  return result;
}

function runOne([name, ...rest]) {
  const [command, ...first] = program(name);
  const script = rest.find((arg) => !arg.startsWith('-'));
  if (name === 'node' && !existsSync(join(context.root, script))) {
    say(`${script} is not in this checkout.`);
    return Promise.resolve(1);
  }
  return new Promise((resolve) => {
    // A server learns by the channel that we are gone, a killed bootstrap included, and stops in order.
    const stdio = ['inherit', 'inherit', 'inherit', ...(plan.server ? ['ipc'] : [])];
    const env = plan.server ? { ...context.env, PARLEY_STARTED_BY: 'bootstrap' } : context.env;
    current = spawn(command, [...first, ...rest], { cwd: context.root, env, stdio });
    current.once('error', (error) => {
      say(`${command} cannot be run: ${error.message}`);
      resolve(1);
    });
    current.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

function program(name) {
  if (name === 'node') return [context.node];
  if (name === 'npm') return npm(context, context.node);
  return [join(context.root, 'node_modules', '.bin', name.slice('bin:'.length))];
}
