/** One encoder's index: a SQLite file with sqlite-vec and FTS5, worked on by a thread of its own. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type EncoderName, encoderOf } from '../../../workflows/domain/encoder.ts';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import { IndexFault, IndexMismatch } from './fault.ts';
import type { Call, Calls, Opened, Reply, Request, ThreadStart } from './worker.ts';

/** The calls of a `VectorIndex` on the one file; `isOpen` is false once its thread has ended. */
export type IndexFile = Omit<VectorIndex, 'removeTenant'> & { removeTenant(scope: TenantScope): Promise<number>; isOpen(): boolean };

/**
 * Opens the file and makes what it lacks.
 *
 * @param file path of the database; its folder is made
 * @throws {IndexMismatch} when it holds what another encoder made
 * @throws {IndexFault} when it is not such an index or cannot be written
 */
export async function openIndexFile(file: string, name: EncoderName): Promise<IndexFile> {
  const encoder = encoderOf(name);
  const thread = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { file, encoder } satisfies ThreadStart, execArgv: [] });
  const [opened] = (await once(thread, 'message')) as [Opened];
  if (!opened.opened) {
    await thread.terminate();
    if ('mismatch' in opened) throw new IndexMismatch(opened.mismatch, name);
    throw new IndexFault(`The search index ${file} cannot be opened: ${opened.fault}`);
  }

  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  let asked = 0;
  let ended: string | null = null;

  thread.unref();
  thread.on('message', (reply: Reply) => {
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) thread.unref();
    if ('fault' in reply) caller?.reject(new IndexFault(reply.fault));
    else caller?.resolve(reply.answer);
  });
  const end = (reason: string) => {
    ended ??= reason;
    for (const { reject } of waiting.values()) reject(new IndexFault(ended));
    waiting.clear();
  };
  thread.on('error', (error) => end(`The search index failed: ${error.message}`));
  thread.on('exit', () => end('The search index is closed.'));

  const ask = <C extends Call>({ tenantId }: TenantScope, call: C, what: Calls[C]['ask']): Promise<Calls[C]['answer']> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(new IndexFault(ended));
      // Without a tenant nothing is asked: the type says so, and a caller that was cast must not reach the file.
      if (!tenantId && call !== 'close') return reject(new IndexFault('A search needs a tenant.'));
      const id = ++asked;
      waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      thread.ref();
      thread.postMessage({ id, tenantId, call, ask: what } satisfies Request);
    });

  return {
    isOpen: () => ended === null,
    put: (scope, chunks) => ask(scope, 'put', chunks),
    stored: async (scope, versionId) => new Set(await ask(scope, 'stored', versionId)),
    vectorsOf: async (scope, chunkIds) => new Map(await ask(scope, 'vectorsOf', chunkIds)),
    search: (scope, query) => ask(scope, 'search', query),
    suggest: async (scope, words) => new Map(await ask(scope, 'suggest', words)),
    removeVersion: (scope, versionId) => ask(scope, 'removeVersion', versionId),
    removeTenant: (scope) => ask(scope, 'removeTenant', null),
    count: (scope) => ask(scope, 'count', null),
    async close() {
      if (ended) return;
      await ask({ tenantId: 'tnt_' }, 'close', null).catch(() => {});
      end('The search index is closed.');
      await thread.terminate();
    },
  };
}
