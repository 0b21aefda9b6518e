/** The ways of searching that are compared: the product, and its two halves alone, with the question as typed and as understood. */
import { headingOf, textForEmbedding } from '../../../activities/knowledge/chunk-document.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { DEFAULT_FLOOR, extractiveAnswerer } from '../../extractive/answerer.ts';
import { bm25 } from './bm25.ts';
import { earlierOf, type Labelled } from './labelled.ts';
import type { Outcome } from './score.ts';
import type { Shelf } from './shelf.ts';

export const WAYS = ['BM25', 'dense', 'BM25, understood', 'dense, understood', 'hybrid'] as const;
export type Way = (typeof WAYS)[number];

const PLACES = 10;
/** Chunks that may belong to one section: so many more are looked at. */
const SPARE = 3;

/** @param embedder null: the ways that need one are left out */
export async function waysOver(shelf: Shelf, embedder: Embedder | null): Promise<(question: Labelled) => Promise<Partial<Record<Way, Outcome>>>> {
  const { chunks } = shelf;
  const byWords = bm25(chunks.map((chunk) => `${headingOf(chunk)}\n${chunk.text}`));
  const vectors = embedder ? await embedder.embed(chunks.map(textForEmbedding), 'passage') : [];
  const model = extractiveAnswerer();
  const best = (scores: readonly number[]): Outcome => {
    const order = scores.map((score, i) => ({ score, chunk: chunks[i]! })).sort((a, b) => b.score - a.score);
    return { places: distinct(order.slice(0, PLACES * SPARE).map(({ chunk }) => shelf.placeOf(chunk))) };
  };
  const byMeaning = async (text: string): Promise<Outcome> => {
    const [question] = await embedder!.embed([text], 'query');
    return best(vectors.map((vector) => vector.reduce((sum, value, i) => sum + value * question![i]!, 0)));
  };
  return async (question) => {
    const earlier = earlierOf(question);
    const { passages, asked } = await shelf.ask(question.question, PLACES, earlier);
    const understood = asked.join(' ');
    // A turn hands on six; the longer list is for the figures.
    const shown = passages.slice(0, 6);
    const draft = await model.draft(
      { messages: [], tools: [], question: question.question, asked, passages: shown, floor: DEFAULT_FLOOR },
      { signal: new AbortController().signal, onToken: () => {} },
    );
    const cited = draft.type === 'reply' ? shown.filter(({ n }) => draft.used.includes(n)).map((passage) => shelf.placeOf(passage)) : [];
    return {
      BM25: best(byWords(question.question)),
      'BM25, understood': best(byWords(understood)),
      ...(embedder ? { dense: await byMeaning(question.question), 'dense, understood': await byMeaning(understood) } : {}),
      hybrid: {
        places: distinct(passages.map((passage) => shelf.placeOf(passage))),
        reply: { escalated: draft.type !== 'reply', text: draft.type === 'reply' ? draft.text : '', cited },
      },
    };
  };
}

const distinct = (places: readonly string[]): string[] => [...new Set(places)].slice(0, PLACES);
