/** Builds the workflow bundle once, so that every worker and test is handed the same file instead of bundling for itself. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { bundleOptions } from '../temporal/bundle-options.ts';
import { sourceHash, SOURCES } from './prepare/source-hash.mjs';
import { root, tools } from './tools.ts';

/** The path of a bundle made from the sources as they are now; builds it when it is missing or old (about 2 s). */
export async function ensureWorkflowBundle(): Promise<string> {
  const file = tools.workflowBundle;
  const stamp = `${file}.hash`;
  const hash = sourceHash(root, SOURCES.bundle);
  if (existsSync(file) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return file;
  const { code } = await bundleWorkflowCode({ ...bundleOptions(), logger: new DefaultLogger('WARN') });
  mkdirSync(dirname(file), { recursive: true });
  // Renamed into place: a worker that starts meanwhile reads the old file or the new one, never a half.
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  writeFileSync(stamp, hash);
  return file;
}

if (import.meta.main) await ensureWorkflowBundle();
