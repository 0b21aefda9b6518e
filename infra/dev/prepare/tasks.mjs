/** What each npm script needs and runs. Paths are relative to the checkout; `bin:` is a program of the packages. */
const JEST = ['node', '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const TS = ['node', '--disable-warning=ExperimentalWarning'];

const EVERYTHING = ['admin', 'widget', 'bundle', 'temporal', 'mongo', 'encoder'];

/** Beside Node and the packages, which every task needs. */
const LAYERS = {
  unit: [],
  contract: ['bundle', 'temporal', 'mongo', 'encoder', 'redis-server', 'moto'],
  replay: [],
  engine: ['bundle', 'temporal', 'mongo'],
  journey: [...EVERYTHING, 'redis-server', 'curl'],
  browser: [...EVERYTHING, 'redis-server', 'chromium'],
};

const CLI_NEEDS = { all: EVERYTHING, serve: ['admin', 'widget'], worker: ['bundle'], eval: EVERYTHING };

/**
 * @returns {{ needs: string[], tests?: boolean, forced?: boolean, commands: string[][], server?: boolean } | null}
 *   null when there is no such task; commands run one after the other, and all of them even if one fails
 */
export function planTask(task, args) {
  switch (task) {
    case 'start':
      return { needs: EVERYTHING, server: true, commands: [[...TS, 'infra/cli/parley.ts', 'all', ...args]] };
    case 'cli':
      return { needs: CLI_NEEDS[args[0]] ?? [], server: true, commands: [[...TS, 'infra/cli/parley.ts', ...args]] };
    case 'eval':
      return { needs: EVERYTHING, commands: [[...TS, 'infra/cli/parley.ts', 'eval', ...args]] };
    case 'test':
      return planTest(args);
    case 'lint':
      return {
        needs: [],
        commands: [[...TS, 'infra/dev/lint.mjs', ...args]],
      };
    case 'typecheck':
      return {
        needs: [],
        commands: [
          ['bin:tsc', '-p', '.'],
          ['npm', 'run', 'check', '-w', 'admin'],
          ['npm', 'run', 'check', '-w', 'widget'],
        ],
      };
    case 'format':
      return { needs: [], commands: [['bin:prettier', '--write', '--log-level', 'warn', '.', ...args]] };
    case 'build':
      return { needs: ['admin', 'widget', 'bundle'], forced: true, commands: [] };
    case 'audit':
      return { needs: [], commands: [[...TS, 'infra/dev/audit.ts']] };
    case 'size':
      return { needs: ['admin', 'widget', 'bundle'], commands: [[...TS, 'widget/size.ts', ...args]] };
    case 'chaos':
      return { needs: [...EVERYTHING, 'redis-server', 'faketime'], commands: [[...TS, 'infra/testing/chaos/run.ts', ...args]] };
    case 'matrix':
      return { needs: ['mongo'], commands: [[...TS, 'infra/testing/matrix/run.ts', ...args]] };
    case 'fuzz':
      return { needs: ['mongo'], commands: [[...TS, 'infra/testing/hostile/run.ts', ...args]] };
    case 'bench':
      return { needs: EVERYTHING, commands: [[...TS, 'infra/bench/run.ts', ...args]] };
    case 'new-step':
      return { needs: [], commands: [[...TS, 'infra/dev/new-step.ts', ...args]] };
    case 'record-histories':
      return { needs: ['bundle', 'temporal', 'mongo', 'encoder'], commands: [[...TS, 'infra/dev/record-histories.ts', ...args]] };
    case 'generate-client':
      return { needs: [], commands: [[...TS, 'infra/dev/generate-client.ts', ...args]] };
    default:
      return null;
  }
}

export const TASKS =
  'start, test [layer] [jest options], lint, typecheck, audit, size, format, build, chaos, matrix, fuzz, bench, eval, cli, new-step, record-histories, generate-client';

function planTest(args) {
  const [layer] = args;
  if (!layer || !(layer in LAYERS)) {
    const needs = [...new Set(Object.values(LAYERS).flat())];
    return { needs, tests: true, commands: [[...JEST, ...args]] };
  }
  // Last: this option takes every word behind it for a project's name.
  return { needs: LAYERS[layer], tests: true, commands: [[...JEST, ...args.slice(1), '--selectProjects', layer]] };
}
