/** Textbook BM25, the reference for the keyword half: one field, every word of the question, no list of common words. */
import { stem } from '../../../workflows/domain/words.ts';

const K1 = 1.2;
const B = 0.75;

const termsOf = (text: string): string[] =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).map(stem);

/** @returns of a question the score of each text, in the order of `texts`; see Robertson and Zaragoza, 2009, with Lucene's idf */
export function bm25(texts: readonly string[]): (question: string) => number[] {
  const documents = texts.map((text) => {
    const counts = new Map<string, number>();
    const terms = termsOf(text);
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    return { counts, length: terms.length };
  });
  const mean = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length);
  return (question) => {
    const terms = [...new Set(termsOf(question))].map((term) => {
      const holding = documents.filter(({ counts }) => counts.has(term)).length;
      return { term, rarity: Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5)) };
    });
    return documents.map(({ counts, length }) =>
      terms.reduce((score, { term, rarity }) => {
        const times = counts.get(term) ?? 0;
        return score + (rarity * times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / mean));
      }, 0),
    );
  };
}
