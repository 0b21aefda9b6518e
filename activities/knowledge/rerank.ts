/**
 * Lets a reranker, where there is one, put the best finds in order. How likely the first of them answers stays what the search says:
 * the floor was fitted on that, and scores of rerankers are of many kinds.
 */
import type { Hit, Chunk } from '../../workflows/domain/document.ts';
import type { Deps } from '../deps.ts';
import { headingOf } from './chunk-document.ts';
import type { Features } from './rank.ts';

type Ranked = { hit: Hit; chunk: Chunk; features: Features };

/** Finds that it reads; those behind them keep their place. */
const MOST = 20;

/** @returns the finds as they were when there is no reranker or it fails */
export async function reranked<F extends Ranked>(
  { reranker, log }: Pick<Deps, 'reranker' | 'log'>,
  question: string,
  finds: readonly F[],
): Promise<F[]> {
  if (!reranker || finds.length < 2) return [...finds];
  const [read, rest] = [finds.slice(0, MOST), finds.slice(MOST)];
  try {
    const relevance = await reranker.rerank(
      question,
      read.map(({ chunk }) => `${headingOf(chunk)}\n${chunk.text}`),
    );
    const order = read.map((_, place) => place).sort((a, b) => relevance[b]! - relevance[a]! || a - b);
    const ordered = order.map((from, to) => ({
      ...read[from]!,
      hit: { ...read[from]!.hit, score: read[to]!.hit.score },
      features: read[to]!.features,
    }));
    return [...ordered, ...rest];
  } catch (error) {
    log.warn({ reason: (error as Error).name }, 'the reranker failed; the order of the search stands');
    return [...finds];
  }
}
