/** An encoder behind a breaker: a question that waits for it is searched by keywords instead. Passages wait as long as they need. */
import type { Embedder } from '../ports/embedder.ts';
import type { Breaker } from './breaker.ts';

export const guardedEmbedder = (embedder: Embedder, circuit: Breaker): Embedder => ({
  ...embedder,
  embed: (texts, kind) => (kind === 'query' ? circuit.run(() => embedder.embed(texts, kind)) : embedder.embed(texts, kind)),
});
