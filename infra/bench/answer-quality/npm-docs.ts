/** The documentation that comes with an installed npm: a help centre of 80 pages that other hands wrote for other readers. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The npm whose pages the questions of `testing/corpora/npm-help` were labelled against. */
export const LABELLED_NPM = '11.19.1';

/** @property dir `docs/content` of that npm */
type NpmDocs = { dir: string; version: string };

/**
 * The npm that runs us, else the one beside this Node, else the first on the PATH.
 *
 * @returns null when none of them is there or has its documentation
 */
export function findNpmDocs({ npm_execpath: cli = '', PATH: path = '' }: NodeJS.ProcessEnv = process.env, node = process.execPath): NpmDocs | null {
  const beside = dirname(node);
  const roots = [
    packageOf(cli),
    join(beside, '..', 'lib', 'node_modules', 'npm'),
    join(beside, 'node_modules', 'npm'),
    ...path.split(delimiter).flatMap((folder) => [packageOf(join(folder, 'npm')), join(folder, 'node_modules', 'npm')]),
  ];
  for (const root of roots) {
    const dir = join(root, 'docs', 'content');
    const file = join(root, 'package.json');
    if (root && existsSync(dir) && existsSync(file)) return { dir, version: (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version };
  }
  return null;
}

/** The package that `npm/bin/npm-cli.js`, or a link to it, belongs to; empty when there is no such file. */
function packageOf(cli: string): string {
  return cli && existsSync(cli) ? join(dirname(realpathSync(cli)), '..') : '';
}
