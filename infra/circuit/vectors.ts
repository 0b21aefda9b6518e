/** A vector index behind a breaker, with a deadline on every call: a waiting visitor's within seconds, a document's within a minute. */
import type { VectorIndex } from '../ports/vector-index.ts';
import { within, type Breaker } from './breaker.ts';

/** ms */
const WRITE_MS = 60_000;

export const guardedVectors = (index: VectorIndex, circuit: Breaker): VectorIndex => ({
  put: (scope, chunks) => within(WRITE_MS, () => index.put(scope, chunks)),
  stored: (scope, versionId) => within(WRITE_MS, () => index.stored(scope, versionId)),
  vectorsOf: (scope, chunkIds) => within(WRITE_MS, () => index.vectorsOf(scope, chunkIds)),
  search: (scope, query) => circuit.run(() => index.search(scope, query)),
  suggest: (scope, words) => circuit.run(() => index.suggest(scope, words)),
  removeVersion: (scope, versionId) => within(WRITE_MS, () => index.removeVersion(scope, versionId)),
  removeTenant: (scope, but) => within(WRITE_MS, () => index.removeTenant(scope, but)),
  count: (scope) => circuit.run(() => index.count(scope)),
  close: () => index.close(),
});
