/**
 * Does a passage speak of each word of the question? Leave a word out: a passage that holds its meaning becomes less near, one
 * that the word is foreign to becomes nearer. So "vegan hiking boots" scores low at the fit of hiking boots, while "coworkers"
 * costs nothing where colleagues are invited.
 */
import type { Chunk, Hit } from '../../workflows/domain/document.ts';
import type { ChunkId } from '../../workflows/domain/ids.ts';
import { contentWords, stem, stemsOf } from '../../workflows/domain/words.ts';

/** `cosines`: of the question without the word, for the chunks that it is nearest to. */
export type WordCheck = { word: string; cosines: ReadonlyMap<ChunkId, number> };

const MOST_WORDS = 8;
/** Score that a gain of 1 in the cosine costs. Calibrated in `infra/bench/answer-quality`. */
const COST = 1.5;
/** A single word neither saves nor sinks a passage. */
const MOST_LOSS = 0.03;
const MOST_GAIN = 0.1;

/** `ERR-4012`: another one of the kind is another thing, however near. */
const IDENTIFIER = /(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}]*[-_][\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*/gu;
const OTHER_IDENTIFIER = 0.2;

export const wordsToCheck = (question: string): string[] => contentWords(question).slice(0, MOST_WORDS);

export function withoutWord(question: string, word: string): string {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${word}(?:['’]\\p{L}+)?(?![\\p{L}\\p{N}])`, 'giu');
  return question.normalize('NFKC').replace(pattern, ' ').replace(/\s+/g, ' ').trim();
}

/** The score, less what the question's foreign words cost; 0 to 1. Words that the passage holds are not looked at. */
export function checkedScore(
  question: string,
  { chunkId, score, dense }: Hit,
  { title, section, text }: Chunk,
  checks: readonly WordCheck[],
): number {
  if (dense === null) return score;
  const held = stemsOf(`${title} ${section} ${text}`);
  const lower = text.toLowerCase();
  const others = (question.toLowerCase().match(IDENTIFIER) ?? []).filter((identifier) => !lower.includes(identifier));
  let foreign = others.length * OTHER_IDENTIFIER;
  for (const { word, cosines } of checks) {
    if (held.has(stem(word))) continue;
    const gain = (cosines.get(chunkId) ?? -1) - dense;
    foreign += Math.min(MOST_GAIN, Math.max(-MOST_LOSS, gain));
  }
  return Math.min(1, Math.max(0, score - COST * foreign));
}
