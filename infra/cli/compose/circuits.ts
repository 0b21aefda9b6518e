/** The breakers of a process, one for each dependency that is called while a visitor waits. */
import { breaker, type Breaker } from '../../circuit/breaker.ts';
import { saysNothingOfTheProvider } from '../../circuit/model.ts';
import type { CircuitReport } from '../../ports/circuit.ts';
import type { Circuits } from '../../ports/workers.ts';

/** A search, or the encoding of a question, that takes longer has failed, ms; the activity has five seconds. */
export const VECTORS_MS = 3_000;

/** Behind the search, within the same five seconds, ms. */
export const RERANK_MS = 1_000;

export const openCircuits = (): Circuits<Breaker> => ({
  model: breaker({ isFailure: (error) => !saysNothingOfTheProvider(error) }),
  fallback: breaker({ isFailure: (error) => !saysNothingOfTheProvider(error) }),
  vectors: breaker({ timeoutMs: VECTORS_MS }),
  embedder: breaker({ timeoutMs: VECTORS_MS }),
  reranker: breaker({ timeoutMs: RERANK_MS }),
});

/** How each of them stands now. */
export const reportCircuits = ({ model, fallback, vectors, embedder, reranker }: Circuits<Breaker>): Circuits<CircuitReport> => ({
  model: model.report(),
  fallback: fallback.report(),
  vectors: vectors.report(),
  embedder: embedder.report(),
  reranker: reranker.report(),
});
