/**
 * A file of the index through bad days: one that cannot be opened does not keep a process from starting, and one that breaks later is
 * opened anew by a later call, so that a file that was put back is used without a restart.
 */
import { IndexFault } from './fault.ts';
import type { IndexFile } from './open-file.ts';

/** What SQLite says of a file that will not get better by asking again over the same handle. */
const BROKEN = /malformed|not a database|disk I\/O|readonly/i;

export type LastingFile = {
  /** @throws {IndexFault} when the file cannot be opened, or what the work throws */
  use<T>(work: (file: IndexFile) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** @param failed told why the file could not be opened */
export function lastingFile(openFile: () => Promise<IndexFile>, failed: (error: Error) => void): LastingFile {
  let closed = false;
  let opening: Promise<IndexFile> | null = null;

  const open = (): Promise<IndexFile> => {
    if (closed) return Promise.reject(new IndexFault('The search index is closed.'));
    opening ??= openFile().catch((error: Error) => {
      opening = null;
      failed(error);
      throw error;
    });
    return opening;
  };
  return {
    async use(work) {
      const file = await open();
      try {
        return await work(file);
      } catch (error) {
        if (!file.isOpen() || BROKEN.test((error as Error).message)) {
          opening = null;
          void file.close();
        }
        throw error;
      }
    },
    async close() {
      closed = true;
      await (await opening?.catch(() => null))?.close();
    },
  };
}
