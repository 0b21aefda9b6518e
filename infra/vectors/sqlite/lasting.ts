/**
 * The index through bad days: a file that cannot be opened does not keep a process from starting, and one that breaks later is
 * opened anew by a later call, so that a file that was put back is used without a restart.
 */
import type { VectorIndex } from '../../ports/vector-index.ts';
import { IndexFault, IndexMismatch, openSqliteIndex, type SqliteIndex, type SqliteIndexOptions } from './index.ts';

/** What SQLite says of a file that will not get better by asking again over the same handle. */
const BROKEN = /malformed|not a database|disk I\/O|readonly/i;

/**
 * @param options.failed told why the file could not be opened
 * @returns an index whose calls throw {IndexFault} while there is none
 * @throws {IndexMismatch} when the file holds vectors of another encoder: a mistake of the configuration, and not of the day
 */
export async function lastingIndex({ failed, ...options }: SqliteIndexOptions & { failed: (error: Error) => void }): Promise<VectorIndex> {
  let closed = false;
  let opening: Promise<SqliteIndex> | null = null;

  const open = (): Promise<SqliteIndex> => {
    if (closed) return Promise.reject(new IndexFault('The search index is closed.'));
    opening ??= openSqliteIndex(options).catch((error: Error) => {
      opening = null;
      failed(error);
      throw error;
    });
    return opening;
  };
  const use = async <T>(work: (index: VectorIndex) => Promise<T>): Promise<T> => {
    const index = await open();
    try {
      return await work(index);
    } catch (error) {
      if (!index.isOpen() || BROKEN.test((error as Error).message)) {
        opening = null;
        void index.close();
      }
      throw error;
    }
  };

  await open().catch((error: unknown) => {
    if (error instanceof IndexMismatch) throw error;
  });
  return {
    put: (scope, chunks) => use((index) => index.put(scope, chunks)),
    stored: (scope, versionId) => use((index) => index.stored(scope, versionId)),
    vectorsOf: (scope, chunkIds) => use((index) => index.vectorsOf(scope, chunkIds)),
    search: (scope, query) => use((index) => index.search(scope, query)),
    suggest: (scope, words) => use((index) => index.suggest(scope, words)),
    removeVersion: (scope, versionId) => use((index) => index.removeVersion(scope, versionId)),
    removeTenant: (scope) => use((index) => index.removeTenant(scope)),
    count: (scope) => use((index) => index.count(scope)),
    async close() {
      closed = true;
      await (await opening?.catch(() => null))?.close();
    },
  };
}
