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
  /** Told why a file could not be opened. */
  failed?: (error: Error) => void;
};

/** @returns an index whose calls throw {IndexFault} while its file cannot be opened */
export function openSqliteIndex({ file, first, failed = () => {} }: SqliteIndexOptions): VectorIndex {
  const files = new Map<EncoderName, LastingFile>();
  let closed = false;
  const inMemory = file === ':memory:';

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
  /** Of all encoders that ever had a file here. */
  const all = (): [EncoderName, LastingFile][] => {
    if (!inMemory) for (const encoder of encodersBeside(file)) of(encoder);
    return [...files];
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
    async removeVersion(scope, versionId) {
      for (const [, one] of all()) await one.use((index) => index.removeVersion(scope, versionId));
    },
    async removeTenant(scope, but = []) {
      let removed = 0;
      for (const [encoder, one] of all()) if (!but.includes(encoder)) removed += await one.use((index) => index.removeTenant(scope));
      return removed;
    },
    async close() {
      closed = true;
      await Promise.all([...files.values()].map((one) => one.close()));
    },
  };
}

/** Its own file where there is one; else the first, unless another encoder has it. */
function fileOf(file: string, encoder: EncoderName): string {
  const own = `${stemOf(file)}.${encoder.replace(/[^\w.-]/g, '_')}${extname(file)}`;
  if (existsSync(own)) return own;
  const holder = existsSync(file) ? encoderOfFile(file) : null;
  return holder === null || holder === encoder ? file : own;
}

function encodersBeside(file: string): EncoderName[] {
  const folder = dirname(file);
  if (!existsSync(folder)) return [];
  const [stem, end] = [basename(stemOf(file)), extname(file)];
  const names = readdirSync(folder).filter((name) => name.startsWith(`${stem}.`) && name.endsWith(end));
  // A file of before files said so was made without an encoder.
  return names.map((name) => encoderOfFile(join(folder, name)) ?? WORDS_ONLY);
}

const stemOf = (file: string): string => file.slice(0, file.length - extname(file).length);
