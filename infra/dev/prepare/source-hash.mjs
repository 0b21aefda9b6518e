/** One hash over the contents of files and folders, to tell whether something was built from just these sources. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

// What builds write beside their sources, and what never gets into a build.
const SKIPPED = /^(node_modules|build|dist|coverage|\.svelte-kit|paraglide|testing|histories|.*\.test\.ts)$/;

/** @param {string} root @param {readonly string[]} paths relative to root; a missing one counts as such */
export function sourceHash(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) add(hash, root, path);
  return hash.digest('hex').slice(0, 32);
}

function add(hash, root, path) {
  const file = join(root, path);
  hash.update(`${path}\0`);
  if (!existsSync(file)) return;
  if (!statSync(file).isDirectory()) {
    hash.update(readFileSync(file));
    return;
  }
  for (const name of readdirSync(file).sort()) if (!SKIPPED.test(name)) add(hash, root, join(path, name));
}

/** What each build is made of. */
export const SOURCES = {
  bundle: ['workflows', 'infra/temporal', 'infra/dev/build-bundle.ts', 'package-lock.json'],
  admin: ['admin', 'client', 'api/protocol', 'workflows/domain', 'package-lock.json'],
  widget: ['widget', 'api/protocol', 'package-lock.json'],
};
