/** Where is searched and what puts the results in order, by the configuration; each behind its breaker. */
import { join } from 'node:path';
import type { EncoderName } from '../../../workflows/domain/encoder.ts';
import type { Breaker } from '../../circuit/breaker.ts';
import { guardedReranker } from '../../circuit/reranker.ts';
import { guardedVectors } from '../../circuit/vectors.ts';
import type { Config } from '../../config/config.ts';
import type { Egress } from '../../egress/egress.ts';
import type { Logger } from '../../log/logger.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import type { Circuits } from '../../ports/workers.ts';
import { rerankEndpoint } from '../../reranking/endpoint.ts';
import { openQdrantIndex, qdrantVersion } from '../../vectors/qdrant/index.ts';
import { openSqliteIndex } from '../../vectors/sqlite/index.ts';
import { RERANK_MS, VECTORS_MS } from './circuits.ts';
import type { Parts } from './parts.ts';

export type SearchNeeds = {
  /** Calls what the installation has declared. */
  outside: Egress;
  circuits: Circuits<Breaker>;
  /** The encoder whose vectors lie in the first file. */
  first: EncoderName;
  log: Logger;
};

export const chooseSearch = (
  config: Config,
  { outside, circuits, first, log }: SearchNeeds,
): Pick<Parts, 'vectors' | 'pingVectors' | 'reranker'> => ({
  vectors: guardedVectors(indexOf(config, first, log), circuits.vectors),
  pingVectors: serverOf(config),
  reranker: rerankerOf(config, outside, circuits.reranker),
});

function indexOf({ QDRANT_URL: url, QDRANT_API_KEY: apiKey, home }: Config, first: EncoderName, log: Logger): VectorIndex {
  if (url) return openQdrantIndex({ url, apiKey, searchMs: VECTORS_MS });
  const failed = (error: Error): void => log.error({ reason: error.name, message: error.message }, 'the vector index cannot be opened');
  return openSqliteIndex({ file: join(home, 'vectors.db'), first, failed });
}

const serverOf = ({ QDRANT_URL: url, QDRANT_API_KEY: apiKey }: Config): Parts['pingVectors'] =>
  url ? (totalMs) => qdrantVersion({ url, apiKey }, totalMs) : null;

const rerankerOf = (
  { RERANK_URL: url, RERANK_API_KEY: apiKey, RERANK_MODEL: model }: Config,
  outside: Egress,
  circuit: Breaker,
): Parts['reranker'] => (url ? guardedReranker(rerankEndpoint({ url, apiKey, model, egress: outside, totalMs: RERANK_MS }), circuit) : null);
