/**
 * The embedded `VectorIndex`: one SQLite file an encoder. The first encoder has the file as it was named, each further one a file
 * beside it, so that what is built anew neither slows nor bloats what is searched meanwhile.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type EncoderName, WORDS_ONLY } from '../../../workflows/domain/encoder.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import { encoderOfFile } from './database.ts';
import { IndexFault, IndexMismatch } from './fault.ts';
import { lastingFile, type LastingFile } from './lasting.ts';
import { openIndexFile, type IndexFile } from './open-file.ts';

export type SqliteIndexOptions = {
  /** Of the first encoder, such as `vectors.db`; `:memory:` keeps nothing. */
  file: string;
  /** Opened at once: a visitor should not wait for it. Nothing else depends on it. */
  first?: EncoderName;
  /** Told why a file could not be opened; of one that deletions pass over, once. */
  failed?: (error: Error) => void;
};

/** @returns an index whose calls throw {IndexFault} while its file cannot be opened */
export function openSqliteIndex({ file, first, failed = () => {} }: SqliteIndexOptions): VectorIndex {
  const files = new Map<EncoderName, LastingFile>();
  let closed = false;
  const inMemory = file === ':memory:';
  const passedOver = new Set<string>();
  const passOver = (path: string, error: Error): void => {
    if (!passedOver.has(path)) failed(error);
    passedOver.add(path);
  };

  const openFor = async (encoder: EncoderName): Promise<IndexFile> => {
    if (closed) throw new IndexFault('The search index is closed.');
    if (inMemory) return openIndexFile(file, encoder);
    try {
      return await openIndexFile(fileOf(file, encoder), encoder);
    } catch (error) {
      if (!(error instanceof IndexMismatch)) throw error;
      // Another process was first to take the file for its encoder.
      return openIndexFile(fileOf(file, encoder), encoder);
    }
  };
  const of = (encoder: EncoderName): LastingFile => {
    const known = files.get(encoder) ?? lastingFile(() => openFor(encoder), failed);
    files.set(encoder, known);
    return known;
  };
  const use = <T>({ tenantId, encoder }: { tenantId: string; encoder: EncoderName }, work: (index: IndexFile) => Promise<T>): Promise<T> =>
    // Without a tenant nothing is asked: the type says so, and a caller that was cast must not reach a file.
    tenantId ? of(encoder).use(work) : Promise.reject(new IndexFault('A search needs a tenant.'));
  /**
   * From the files of all encoders that ever had one here. One beside the first that cannot be read keeps nobody from deleting: no search
   * reads it, and whoever runs the installation is told.
   */
  const removeFrom = async (but: readonly EncoderName[], work: (index: IndexFile) => Promise<number | void>): Promise<number> => {
    let removed = 0;
    if (!inMemory)
      for (const { path, encoder, fault } of filesOf(file)) {
        if (encoder) of(encoder);
        else if (path !== file && isUnreadable(fault)) passOver(path, fault);
        else throw fault;
      }
    for (const [encoder, one] of files) {
      if (but.includes(encoder)) continue;
      try {
        removed += (await one.use(work)) ?? 0;
      } catch (error) {
        const own = ownFile(file, encoder);
        if (inMemory || !existsSync(own) || !isUnreadable(error as Error)) throw error;
        passOver(own, error as Error);
      }
    }
    return removed;
  };

  if (first)
    of(first)
      .use(async () => {})
      .catch(() => {});
  return {
    put: (scope, chunks) => use(scope, (index) => index.put(scope, chunks)),
    stored: (scope, versionId) => use(scope, (index) => index.stored(scope, versionId)),
    vectorsOf: (scope, chunkIds) => use(scope, (index) => index.vectorsOf(scope, chunkIds)),
    search: (scope, query) => use(scope, (index) => index.search(scope, query)),
    suggest: (scope, words) => use(scope, (index) => index.suggest(scope, words)),
    count: (scope) => use(scope, (index) => index.count(scope)),
    removeVersion: async (scope, versionId) => void (await removeFrom([], (index) => index.removeVersion(scope, versionId))),
    removeTenant: (scope, but = []) => removeFrom(but, (index) => index.removeTenant(scope)),
    async close() {
      closed = true;
      await Promise.all([...files.values()].map((one) => one.close()));
    },
  };
}

/** @returns files of the index, the first and those beside it, that cannot be read, by path */
export const unreadableFiles = (file: string): { path: string; fault: Error }[] =>
  filesOf(file).flatMap(({ path, fault }) => (fault && isUnreadable(fault) ? { path, fault } : []));

/** Its own file where there is one; else the first, unless another encoder has it. */
function fileOf(file: string, encoder: EncoderName): string {
  const own = ownFile(file, encoder);
  if (existsSync(own)) return own;
  const holder = existsSync(file) ? encoderOfFile(file) : null;
  return holder === null || holder === encoder ? file : own;
}

const ownFile = (file: string, encoder: EncoderName): string => `${stemOf(file)}.${encoder.replace(/[^\w.-]/g, '_')}${extname(file)}`;

type Found = { path: string; encoder: EncoderName; fault: null } | { path: string; encoder: null; fault: Error };

/** What lies there, the first file among it. */
function filesOf(file: string): Found[] {
  const folder = dirname(file);
  if (!existsSync(folder)) return [];
  const [stem, end] = [basename(stemOf(file)), extname(file)];
  const names = readdirSync(folder).filter((name) => name.startsWith(`${stem}.`) && name.endsWith(end));
  return names.map((name) => {
    const path = join(folder, name);
    try {
      // A file of before files said so was made without an encoder.
      return { path, encoder: encoderOfFile(path) ?? WORDS_ONLY, fault: null };
    } catch (error) {
      return { path, encoder: null, fault: error as Error };
    }
  });
}

/** Not of one that is locked at the moment: that will be read by the next try. */
const isUnreadable = ({ message }: Error): boolean => /malformed|not a database|unable to open/i.test(message);

const stemOf = (file: string): string => file.slice(0, file.length - extname(file).length);
