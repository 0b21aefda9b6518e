/** The index's thread: the calls are synchronous, and a scan would stop the event loop of everybody. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Hit, VersionId } from '../../../workflows/domain/document.ts';
import type { Encoder, EncoderName } from '../../../workflows/domain/encoder.ts';
import type { ChunkId } from '../../../workflows/domain/ids.ts';
import type { IndexedChunk, VectorQuery } from '../../ports/vector-index.ts';
import { openDatabase, tenantNumber } from './database.ts';
import { IndexMismatch } from './fault.ts';
import { searchIndex, suggestWords } from './search.ts';
import { countChunks, putChunks, removeTenant, removeVersion, storedChunks, storedVectors } from './write.ts';

export type ThreadStart = { file: string; encoder: Encoder | null };
export type Calls = {
  put: { ask: readonly IndexedChunk[]; answer: void };
  stored: { ask: VersionId; answer: ChunkId[] };
  vectorsOf: { ask: readonly ChunkId[]; answer: [ChunkId, Float32Array][] };
  search: { ask: VectorQuery; answer: Hit[] };
  suggest: { ask: readonly string[]; answer: [string, string][] };
  removeVersion: { ask: VersionId; answer: void };
  removeTenant: { ask: null; answer: number };
  count: { ask: null; answer: number };
  close: { ask: null; answer: void };
};
export type Call = keyof Calls;
export type Request = { id: number; tenantId: string; call: Call; ask: unknown };
export type Reply = { id: number; answer: unknown } | { id: number; fault: string };
export type Opened = { opened: true } | { opened: false; mismatch: EncoderName } | { opened: false; fault: string };

const { file, encoder } = workerData as ThreadStart;
const port = parentPort!;

function open(): void {
  const index = openDatabase(file, encoder);
  const read = <T>(tenantId: string, none: T, work: (tenant: number) => T): T => {
    const tenant = tenantNumber(index, tenantId);
    return tenant === null ? none : work(tenant);
  };
  const calls: { [C in Call]: (tenantId: string, ask: Calls[C]['ask']) => Calls[C]['answer'] } = {
    put: (tenantId, chunks) => putChunks(index, tenantId, chunks),
    stored: (tenantId, versionId) => read(tenantId, [], (tenant) => storedChunks(index, tenant, versionId)),
    vectorsOf: (tenantId, chunkIds) => read(tenantId, [], (tenant) => storedVectors(index, tenant, chunkIds)),
    search: (tenantId, query) => read(tenantId, [], (tenant) => searchIndex(index, tenant, query)),
    suggest: (tenantId, words) => read(tenantId, [], (tenant) => suggestWords(index, tenant, words)),
    removeVersion: (tenantId, versionId) => removeVersion(index, tenantId, versionId),
    removeTenant: (tenantId) => removeTenant(index, tenantId),
    count: (tenantId) => read(tenantId, 0, (tenant) => countChunks(index, tenant)),
    close: () => index.db.close(),
  };
  port.on('message', ({ id, tenantId, call, ask }: Request) => {
    try {
      const answer = (calls[call] as (tenantId: string, ask: unknown) => unknown)(tenantId, ask);
      port.postMessage({ id, answer } satisfies Reply);
    } catch (error) {
      port.postMessage({ id, fault: (error as Error).message } satisfies Reply);
    }
  });
  port.postMessage({ opened: true } satisfies Opened);
}

try {
  open();
} catch (error) {
  const opened: Opened =
    error instanceof IndexMismatch ? { opened: false, mismatch: error.stored } : { opened: false, fault: (error as Error).message };
  port.postMessage(opened);
}
