/**
 * Ranks what the index found, and says how likely it is that the best of it answers the question.
 *
 * The order comes from meaning and words together; the score is a probability, fitted by `infra/bench/answer-quality/fit.ts` on
 * labelled questions, from how the best passage stands out and how much of the question nothing speaks of.
 */
import type { Chunk, Hit } from '../../workflows/domain/document.ts';
import { type Form, formOf } from './asking.ts';
import { headingOf } from './chunk-document.ts';
import { heldBy, identifiersOf, match, termsOf } from './terms.ts';

export type Find = { hit: Hit; chunk: Chunk };

/** What is known of the question besides its words. */
export type Asked = {
  /** As it was searched for. */
  text: string;
  /** What it says itself, where it was searched for with what was said before. */
  own: string;
  /** Cosines to the headings of chunks, by chunk id; empty without an encoder. */
  headings: ReadonlyMap<string, number>;
};

/** A find with what it has in common with the question. */
export type Fitted = Find & {
  /** Meaning and words in one number. */
  fit: number;
  foreign: number;
  otherIdentifiers: number;
  length: number;
  form: Form;
};

/** What the score is made of. */
export type Features = Form & {
  /** How far the passage stands above the twenty best, in their standard deviations. */
  standing: number;
  /** How far it is ahead of the next best; negative for all but the best. */
  lead: number;
  /** Cosine of the nearest statement of the best passages; without an encoder what words make of the best passage. */
  nearest: number;
  /** Of the question's words, by rarity: the share that nothing found speaks of. */
  foreign: number;
  /** Identifiers of the question that the passage lacks. */
  otherIdentifiers: number;
  /** Cosine of the question to the nearest that no help centre answers. */
  beyond: number;
  /** How much the question is like those that help centres answer, rather than leave open. */
  manner: number;
  /** Logarithm of the number of the question's words. */
  length: number;
};
export type Weights = { bias: number } & Partial<Features>;

/** Passages whose headings are compared too; those behind them keep their place. */
export const HEADINGS = 12;
/** Passages whose statements are compared too. */
export const STATED = 3;

/** A word of the heading counts as so many of the text, one that only means the same as so much of the very word. */
const IN_HEADING = 1.5;
const SAME_MEANING = 0.7;
/** Parts of `fit`, beside the cosine. */
const WORDS = 0.1;
const KEYWORD = 0.1;
const HEADING = 0.3;
const IDENTIFIERS = 0.2;
/** What the nearest statement adds to `fit`. */
const STATEMENT = 0.3;
/** Passages that a passage is held against: as many in a small help centre as in a large one. */
const AMONG = 20;
/** A help centre of few chunks is judged as if it had so many, the rest of them about other things: by cosine, and by cosine and heading. */
const FEWEST = 12;
const UNRELATED = 0.45;
const UNRELATED_FIT = UNRELATED * (1 + HEADING);
/** Cosine to what no help centre answers where it is not known, as while the encoder is busy: rather too high, so that a person is asked. */
const UNKNOWN = 0.7;
/** What is taken for the manner of a question where it is not known: the usual one. */
const USUAL_MANNER = 0.12;

/** Printed by `fit.ts`: with an encoder, and by words alone. The bias puts the chosen operating point at the default floor. */
const WEIGHTS: Weights = {
  bias: -1.899,
  standing: 0.337,
  lead: 5.774,
  nearest: 10.936,
  foreign: -2.908,
  otherIdentifiers: -2.056,
  beyond: -9.763,
  manner: 5.622,
  yesNo: -0.827,
  named: -1.564,
};
const WEIGHTS_OF_WORDS: Weights = {
  bias: -1.092,
  lead: 4.39,
  nearest: 12.89,
  foreign: -2.103,
  otherIdentifiers: -1.277,
  length: 0.706,
  yesNo: -0.92,
  named: -1.528,
};

/** Best first. */
export function fitted(asked: Asked, finds: readonly Find[]): Fitted[] {
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
  const form = formOf(asked.own);

  return finds
    .map(({ hit, chunk }, i) => {
      const { all: text, heading } = held[i]!;
      const words = sum(terms.map((term) => term.rarity * worth(match(term, heading), match(term, text)))) / rarities;
      const foreign = sum(terms.map((term) => (term.isOwn && !term.isHeld && !match(term, text) ? term.rarity : 0))) / ownRarities;
      const named = identifiers.length === 0 ? 0 : identifiers.filter((one) => text.identifiers.has(one)).length / identifiers.length;
      const near = asked.headings.get(chunk._id);
      const fit = (hit.dense ?? 0) + WORDS * words + KEYWORD * (hit.keyword ?? 0) + HEADING * (near ?? 0) + IDENTIFIERS * named;
      const otherIdentifiers = ownIdentifiers.filter((one) => !text.identifiers.has(one)).length;
      return { hit, chunk, fit, foreign, otherIdentifiers, length: Math.log(1 + terms.length), form, hasHeading: near !== undefined };
    })
    .sort((a, b) => Number(b.hasHeading) - Number(a.hasHeading) || byFit(a, b));
}

/** What the question alone says of whether it is answered; null where it is not known, as without an encoder. */
export type Outlook = { beyond: number | null; manner: number | null };

/**
 * @param outlook cosine of the question to the nearest that no help centre answers, and its manner
 * @param statements cosines of the nearest statement of the first finds, by chunk id; empty without an encoder
 * @returns best first, each with its score and what it is made of
 */
export function ranked(
  finds: readonly Fitted[],
  { beyond, manner }: Outlook,
  statements: ReadonlyMap<string, number>,
): (Find & { features: Features })[] {
  if (finds.length === 0) return [];
  const cosines = finds.flatMap(({ hit }) => hit.dense ?? []).sort((a, b) => b - a);
  const withEncoder = cosines.length > 0;
  const stated = [...statements.values()];
  // What was not compared is taken for no nearer than the farthest of what was.
  const farthest = stated.length === 0 ? 0 : Math.min(...stated);
  const order = finds
    .map((find) => ({ ...find, fit: find.fit + STATEMENT * (statements.get(find.chunk._id) ?? farthest) }))
    .sort((a, b) => Number(statements.has(b.chunk._id)) - Number(statements.has(a.chunk._id)) || byFit(a, b));
  const among = filled(
    order.map(({ fit }) => fit).sort((a, b) => b - a),
    withEncoder ? UNRELATED_FIT + STATEMENT * farthest : 0,
  );
  const middle = mean(among);
  const spread = Math.sqrt(mean(among.map((fit) => (fit - middle) ** 2))) || 1;
  const [first, second] = among as [number, number];
  const shared = {
    nearest: stated.length > 0 ? Math.max(...stated) : (cosines[0] ?? first),
    beyond: beyond ?? UNKNOWN,
    manner: manner ?? USUAL_MANNER,
    ...order[0]!.form,
  };
  return order
    .map(({ hit, chunk, fit, foreign, otherIdentifiers, length }) => {
      const lead = fit - (fit === first ? second : first);
      const features = { standing: (fit - middle) / spread, lead, ...shared, foreign, otherIdentifiers, length };
      return { chunk, features, hit: { ...hit, score: probability(features, withEncoder ? WEIGHTS : WEIGHTS_OF_WORDS) } };
    })
    .sort((a, b) => b.hit.score - a.hit.score);
}

const byFit = (a: Fitted, b: Fitted): number => b.fit - a.fit || (a.chunk._id < b.chunk._id ? -1 : 1);

/** The first of the values, and for a small help centre as many others as it lacks. */
function filled(values: readonly number[], other: number): number[] {
  const first = values.slice(0, AMONG);
  return [...first, ...new Array<number>(Math.max(0, FEWEST - first.length)).fill(other)];
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
const mean = (numbers: readonly number[]): number => sum(numbers) / Math.max(1, numbers.length);
