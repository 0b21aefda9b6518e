/** How words and meaning become one score, the same in every index: a floor that was fitted on one must hold for the other. */

/** Shares of the two scores. Measured on help-centre questions: 96 % found within five, vectors alone 94 %, keywords alone 74 %. */
export const KEYWORD_SHARE = 0.35;
/** Cosines of the encoder live in a narrow band: this is "unrelated" and this is "says the same". */
const COSINE_FROM = 0.5;
const COSINE_TO = 0.85;
/** A word in a heading counts as so many in the text. */
export const HEADING_WEIGHT = 3;
/** Rows taken from each list before they are scored together. */
export const CANDIDATES = 60;
/** What a matched word is worth at least; the rest depends on how often and where it stands. */
const MATCHED = 0.7;

/**
 * The weighted sum; without a vector the words decide alone.
 *
 * @param keyword share of the question's words that a chunk holds, 0 to 1; null when it holds none
 * @param dense cosine, -1 to 1; null when one side has no vector
 * @returns 0 to 1
 */
export function fused(keyword: number | null, dense: number | null): number {
  if (dense === null) return keyword ?? 0;
  const meaning = Math.min(1, Math.max(0, (dense - COSINE_FROM) / (COSINE_TO - COSINE_FROM)));
  return KEYWORD_SHARE * (keyword ?? 0) + (1 - KEYWORD_SHARE) * meaning;
}

/**
 * What a word weighs that `holding` of `all` chunks hold: Lucene's idf, which is never negative, also for a word that most hold.
 *
 * @param holding 0 makes it the rarest of all: that is how a question about something else stays low
 */
export const rarityOf = (holding: number, all: number): number => Math.log(1 + (all - holding + 0.5) / (holding + 0.5));

/** @param strength how strongly a chunk holds a word, 0 to 1: BM25 of the one word without its rarity */
export const worthOf = (strength: number): number => MATCHED + (1 - MATCHED) * strength;
