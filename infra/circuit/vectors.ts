/** A vector index behind a breaker: what is asked of it by a waiting visitor fails within seconds. Writes wait as long as they need. */
import type { VectorIndex } from '../ports/vector-index.ts';
import type { Breaker } from './breaker.ts';

export const guardedVectors = (index: VectorIndex, circuit: Breaker): VectorIndex => ({
  put: (scope, chunks) => index.put(scope, chunks),
  stored: (scope, versionId) => index.stored(scope, versionId),
  search: (scope, query) => circuit.run(() => index.search(scope, query)),
  suggest: (scope, words) => circuit.run(() => index.suggest(scope, words)),
  removeVersion: (scope, versionId) => index.removeVersion(scope, versionId),
  removeTenant: (scope) => index.removeTenant(scope),
  count: (scope) => index.count(scope),
  close: () => index.close(),
});
