/** A reranker behind a breaker: while it is open the order of the search stands, and nobody waits. */
import type { Reranker } from '../ports/reranker.ts';
import type { Breaker } from './breaker.ts';

export const guardedReranker = (reranker: Reranker, circuit: Breaker): Reranker => ({
  ...reranker,
  rerank: (question, texts) => circuit.run(() => reranker.rerank(question, texts)),
});
