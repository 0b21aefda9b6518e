/**
 * Ranks what the index found, and says how likely it is that the best of it answers the question.
 *
 * The order comes from meaning and words together; the score is a probability, fitted by `infra/bench/answer-quality/fit.ts` on
 * labelled questions, from how the best passage stands out and how much of the question nothing speaks of.
 */
import type { Chunk, Hit } from '../../workflows/domain/document.ts';
import { headingOf } from './chunk-document.ts';
import { heldBy, identifiersOf, match, termsOf } from './terms.ts';

export type Find = { hit: Hit; chunk: Chunk };

/** What is known of the question besides its words. */
export type Asked = {
  /** As it was searched for. */
  text: string;
  /** What it says itself, where it was searched for with what was said before. */
  own: string;
  /** Cosine to the nearest question that no help centre answers; null without an encoder. */
  beyond: number | null;
  /** Cosines to the headings of chunks, by chunk id; empty without an encoder. */
  headings: ReadonlyMap<string, number>;
};

/** What the score is made of. */
export type Features = {
  /** Meaning and words in one number: by this the order is made. */
  fit: number;
  /** Of the question's words, by rarity: the share that nothing found speaks of. */
  foreign: number;
  /** Identifiers of the question that the passage lacks. */
  otherIdentifiers: number;
  /** Mean cosine of everything found: how near the help centre is to the subject. */
  nearness: number;
  /** How far the passage is ahead of the sixth. */
  lead: number;
  /** Logarithm of the number of words. */
  length: number;
  beyond: number;
};
export type Weights = Record<keyof Features | 'bias', number>;

/** Passages whose headings are compared too; those behind them keep their place. */
export const HEADINGS = 12;

/** A word of the heading counts as so many of the text, one that only means the same as so much of the very word. */
const IN_HEADING = 1.5;
const SAME_MEANING = 0.7;
/** Parts of `fit`, beside the cosine. */
const WORDS = 0.1;
const KEYWORD = 0.1;
const HEADING = 0.3;
const IDENTIFIERS = 0.2;
/** The passage that `lead` looks at. */
const SIXTH = 5;
/** A help centre of few chunks is judged as if it had so many, the rest of them about other things: by cosine, and by cosine and heading. */
const FEWEST = 12;
const UNRELATED = 0.45;
const UNRELATED_FIT = UNRELATED * (1 + HEADING);

/** Printed by `fit.ts`: with an encoder, and by words alone. The bias puts the chosen operating point at the default floor. */
const WEIGHTS: Weights = {
  bias: -6.572,
  fit: 4.107,
  foreign: -3.851,
  otherIdentifiers: -4.898,
  nearness: 13.458,
  lead: 11.193,
  length: 0.464,
  beyond: -9.484,
};
const WEIGHTS_OF_WORDS: Weights = {
  bias: -2.928,
  fit: 10.454,
  foreign: -2.697,
  otherIdentifiers: -3.59,
  nearness: 0,
  lead: 12.958,
  length: 1.692,
  beyond: 0,
};

/** Best first, each with its score and what it is made of. */
export function ranked(asked: Asked, finds: readonly Find[]): (Find & { features: Features })[] {
  if (finds.length === 0) return [];
  const own = new Set(termsOf(asked.own).map(({ stem }) => stem));
  const held = finds.map(({ chunk }) => ({ all: heldBy(`${headingOf(chunk)}\n${chunk.text}`), heading: heldBy(headingOf(chunk)) }));
  const all = Math.max(FEWEST, finds.length);
  const terms = termsOf(asked.text).map((term) => {
    const holding = held.filter((one) => match(term, one.all) === 'word').length;
    return { ...term, isOwn: own.has(term.stem), isHeld: holding > 0, rarity: Math.log(1 + (all - holding + 0.5) / (holding + 0.5)) };
  });
  const rarities = sum(terms.map(({ rarity }) => rarity)) || 1;
  const ownRarities = sum(terms.map(({ isOwn, rarity }) => (isOwn ? rarity : 0))) || 1;
  const identifiers = [...identifiersOf(asked.text)];
  const ownIdentifiers = [...identifiersOf(asked.own)];

  const fits = finds.map(({ hit, chunk }, i) => {
    const { all: text, heading } = held[i]!;
    const words = sum(terms.map((term) => term.rarity * worth(match(term, heading), match(term, text)))) / rarities;
    const foreign = sum(terms.map((term) => (term.isOwn && !term.isHeld && !match(term, text) ? term.rarity : 0))) / ownRarities;
    const named = identifiers.length === 0 ? 0 : identifiers.filter((one) => text.identifiers.has(one)).length / identifiers.length;
    const near = asked.headings.get(chunk._id);
    const fit = (hit.dense ?? 0) + WORDS * words + KEYWORD * (hit.keyword ?? 0) + HEADING * (near ?? 0) + IDENTIFIERS * named;
    return {
      hit,
      chunk,
      fit,
      foreign,
      otherIdentifiers: ownIdentifiers.filter((one) => !text.identifiers.has(one)).length,
      hasHeading: near !== undefined,
    };
  });
  fits.sort((a, b) => Number(b.hasHeading) - Number(a.hasHeading) || b.fit - a.fit || (a.chunk._id < b.chunk._id ? -1 : 1));
  const cosines = finds.flatMap(({ hit }) => hit.dense ?? []);
  const shared = {
    nearness: cosines.length === 0 ? 0 : (sum(cosines) + UNRELATED * (all - finds.length)) / Math.max(FEWEST, cosines.length),
    length: Math.log(1 + terms.length),
    beyond: asked.beyond ?? 0,
  };
  const sixth = fits[SIXTH]?.fit ?? (cosines.length === 0 ? 0 : UNRELATED_FIT);
  const weights = cosines.length === 0 ? WEIGHTS_OF_WORDS : WEIGHTS;
  return fits
    .map(({ hit, chunk, fit, foreign, otherIdentifiers }) => {
      const features = { ...shared, fit, foreign, otherIdentifiers, lead: fit - sixth };
      return { chunk, features, hit: { ...hit, score: probability(features, weights) } };
    })
    .sort((a, b) => b.hit.score - a.hit.score);
}

const worth = (inHeading: ReturnType<typeof match>, inText: ReturnType<typeof match>): number => {
  if (inHeading === 'word') return IN_HEADING;
  if (inText === 'word') return 1;
  if (inHeading === 'meaning') return IN_HEADING * SAME_MEANING;
  return inText === 'meaning' ? SAME_MEANING : 0;
};

function probability(features: Features, { bias, ...weights }: Weights): number {
  const logit = bias + sum(Object.entries(weights).map(([name, weight]) => weight * features[name as keyof Features]));
  return 1 / (1 + Math.exp(-logit));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
