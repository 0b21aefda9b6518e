/** Chunks and questions made of chance: words as frequent as words are, vectors of length 1. The same seed gives the same. */
import type { VersionId } from '../../../workflows/domain/document.ts';
import type { IndexedChunk } from '../../ports/vector-index.ts';

export const VERSION: VersionId = 'doc_1@0000000000000001';
export const DIM = 384;
const WORDS_A_CHUNK = 120;
const WORDS_A_QUESTION = 8;
const VOCABULARY = 20_000;
/** What a question loses when words like "the" are left out of it, as a share of the logarithm of ranks. */
const SMALL_WORDS = 0.4;

export type Chance = () => number;

/** Numbers of 0 to 1 (Park and Miller). @param seed 1 to 2^31 - 2 */
export function chance(seed: number): Chance {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Zipf: the k-th word comes about 1/k as often as the first. @param from 0 to 1: leaves out so much of the most frequent */
const word = (random: Chance, from: number): string => {
  let rank = Math.floor(VOCABULARY ** (from + (1 - from) * random()));
  let letters = '';
  for (let i = 0; i < 6; i++) {
    letters += 'bdfgklmnprstvz'[rank % 14]! + 'aeiou'[rank % 5]!;
    rank = Math.floor(rank / 5);
  }
  return letters;
};
const text = (random: Chance, words: number, from = 0): string => Array.from({ length: words }, () => word(random, from)).join(' ');

/** Added to each number: texts of one language lie in one corner, with cosines of about 0.6. */
const CORNER = 0.6;

function vector(random: Chance): Float32Array {
  const raw = Float32Array.from({ length: DIM }, () => random() + random() + random() - 1.5 + CORNER);
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
}

export const aChunk = (random: Chance, n: number): IndexedChunk & { vector: Float32Array } => ({
  chunkId: `chk_${n}`,
  versionId: VERSION,
  heading: text(random, 4),
  text: text(random, WORDS_A_CHUNK),
  vector: vector(random),
});
export const aQuestion = (random: Chance) => ({ text: text(random, WORDS_A_QUESTION, SMALL_WORDS), vector: vector(random) });
