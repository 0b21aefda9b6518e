/** For `parley doctor`: the embedded vector index and its files. */
import { join } from 'node:path';
import type { Finding } from './examine.ts';

/** @param home the data folder, in which the files lie */
export async function examineEmbeddedVectors(home: string): Promise<Finding> {
  const about = { name: 'Vector index', adapter: 'sqlite-vec + FTS5' } as const;
  const { DatabaseSync } = await import('node:sqlite');
  const { load } = await import('sqlite-vec');
  try {
    const database = new DatabaseSync(':memory:', { allowExtension: true });
    load(database);
    const { version } = database.prepare('select vec_version() as version').get() as { version: string };
    database.close();
    return { ...about, version, ...(await filesOf(home)) };
  } catch (error) {
    return { ...about, version: null, health: 'unhealthy', note: `${(error as Error).message}; run: npm ci` };
  }
}

async function filesOf(home: string): Promise<Pick<Finding, 'health' | 'note'>> {
  const { unreadableFiles } = await import('../../vectors/sqlite/index.ts');
  const first = join(home, 'vectors.db');
  const unreadable = unreadableFiles(first).map(({ path }) => path);
  if (unreadable.length === 0) return { health: 'healthy', note: null };
  const note =
    `cannot be read: ${unreadable.join(', ')}; stop Parley and put it back from a backup, or remove it when no tenant is searched with it ` +
    '(npx parley embeddings status). What is deleted meanwhile is not deleted in it';
  return { health: unreadable.includes(first) ? 'unhealthy' : 'degraded', note };
}
