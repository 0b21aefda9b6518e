/**
 * Words as sparse vectors. A number of the vector is a term, its value how strongly a chunk holds it; a question's vector holds how
 * rare each of its terms is among what is published. So their product is the share of the question's words that a chunk holds.
 */
import { createHash } from 'node:crypto';
import { isCommon, stem } from '../../../workflows/domain/words.ts';
import { HEADING_WEIGHT, worthOf } from '../score.ts';
import { termsOf } from '../terms.ts';

export type Sparse = { indices: number[]; values: number[] };

/** BM25's own: how fast repetition stops counting, and how much a long chunk must hold more. */
const K1 = 1.2;
const B = 0.75;
/** Words of a middling chunk. A constant, so that a chunk's vector does not depend on what else is stored. */
const MIDDLING = 150;

/** The terms of a question, each once; a compound with digits, such as `ERR-4012`, is one. */
export const termsOfQuestion = (question: string): number[] => [
  ...new Set(
    termsOf(question)
      .map(({ word }) => partsOf(word))
      .filter((parts) => parts.length > 0)
      .map(numberOf),
  ),
];

/** A single word's term: two words of one stem have the same. */
export const termOfWord = (word: string): number => numberOf(partsOf(word).slice(0, 1));

export function wordsVector({ heading, text }: { heading: string; text: string }): Sparse {
  const times = new Map<number, number>();
  let length = 0;
  for (const [part, weight] of [
    [heading, HEADING_WEIGHT],
    [text, 1],
  ] as const) {
    const words = partsOf(part);
    length += words.length * weight;
    for (const term of termsOfText(words)) times.set(term, (times.get(term) ?? 0) + weight);
  }
  const norm = K1 * (1 - B + (B * length) / MIDDLING);
  return { indices: [...times.keys()], values: [...times.values()].map((n) => worthOf(n / (n + norm))) };
}

/** @param rarities by term; their shares of `total` are what the terms weigh */
export const questionVector = (rarities: ReadonlyMap<number, number>, total: number): Sparse => ({
  indices: [...rarities.keys()],
  values: [...rarities.values()].map((rarity) => rarity / total),
});

/** Words that say something, and beside them neighbours of which one has digits: `ERR-4012` is found as `ERR 4012` too. */
function termsOfText(words: readonly string[]): number[] {
  const single = words.filter((word) => !isCommon(word)).map((word) => numberOf([word]));
  const pairs: number[] = [];
  // Of a longer compound, such as `RX-100-B`, all that begins with one of its words.
  for (let from = 0; from < words.length; from++)
    for (let to = from + 2; to <= Math.min(words.length, from + LONGEST); to++) {
      const compound = words.slice(from, to);
      if (compound.some((word) => /\p{N}/u.test(word))) pairs.push(numberOf(compound));
    }
  return [...single, ...pairs];
}

/** Parts of a compound that is found in one piece. */
const LONGEST = 4;

const partsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’](?:s|re|ve|ll|d|m|t)(?![\p{L}\p{N}])/gu, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** 32 bits: two terms of one tenant's knowledge hardly ever share a number, and then a search finds a little too much. */
function numberOf(words: readonly string[]): number {
  const [word = '', ...more] = words.slice(0, LONGEST);
  const term = more.length === 0 ? stem(word) : [word, ...more].join('-');
  return createHash('sha256').update(term).digest().readUInt32BE(0);
}
