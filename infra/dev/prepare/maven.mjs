/** Fetches Maven artifacts into a folder that appears only when it is complete. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { find, run } from './run.mjs';
import { Failure } from './say.mjs';

let queue = Promise.resolve();

export function needsJava(context, what) {
  if (find(context, 'mvn') && find(context, 'java') && find(context, 'javac')) return;
  const mend = find(context, 'apt-get')
    ? 'apt-get install -y openjdk-17-jdk-headless maven   (or set MONGODB_URI), then run the command again'
    : 'install a JDK 17 and Maven, or set MONGODB_URI; then run the command again';
  throw new Failure(what, mend);
}

/**
 * @param {[group: string, artifact: string, version: string][]} artifacts
 * @param {'copy-dependencies' | 'unpack-dependencies'} goal jars as they are, or what is inside them
 * @param {{ transitive?: boolean, only?: string }} options `only`: which files to unpack
 */
export function maven(context, about, artifacts, target, goal, { transitive = true, only = '' } = {}) {
  // One Maven at a time: two of them trip over each other in an empty local repository.
  const turn = queue.then(() => fetch(context, about, artifacts, target, goal, transitive, only));
  queue = turn.catch(() => undefined);
  return turn;
}

async function fetch(context, about, artifacts, target, goal, transitive, only) {
  const folder = join(context.tools, 'tmp', `${about.name}-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pom.xml'), pom(artifacts));
  const out = join(folder, 'out');
  const args = ['-B', '-q', '-f', join(folder, 'pom.xml'), `dependency:${goal}`, `-DoutputDirectory=${out}`, `-DexcludeTransitive=${!transitive}`];
  if (only) args.push(`-Dmdep.unpack.includes=${only}`);
  await run(context, { ...about, mend: about.mend ?? 'run the command again; Maven needs its repository to be reachable' }, 'mvn', args);
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(out, target);
  rmSync(folder, { recursive: true, force: true });
}

function pom(artifacts) {
  const dependency = ([group, artifact, version]) =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  return (
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>' +
    '<groupId>parley</groupId><artifactId>tools</artifactId><version>1</version><packaging>pom</packaging>' +
    `<dependencies>${artifacts.map(dependency).join('')}</dependencies></project>`
  );
}
