/** Figures of one question, and their means with intervals. */
import type { Labelled } from './labelled.ts';

/** What one way of searching found and, where it answers, said. */
export type Outcome = {
  /** `<path>#<section>`, best first, each once, ten at most. */
  places: readonly string[];
  reply?: { escalated: boolean; text: string; cited: readonly string[] };
};

/** Each 0 to 1; a figure that a question does not have is left out. */
export type Figures = Partial<Record<FigureName, number>>;
export const FIGURES = [
  'recall1',
  'recall3',
  'recall5',
  'ndcg10',
  'page5',
  'facts',
  'citations',
  'citedPages',
  'escalatedWrongly',
  'escalatedRightly',
] as const;
export type FigureName = (typeof FIGURES)[number];

/**
 * - `recall1`, `3`, `5`: share of the sections that answer, within the first so many; `ndcg10` likes them early; `page5`: the article
 * - `facts`: share of the expected facts in the text of an answer; of what is escalated, none
 * - `citations`, `citedPages`: share of the sections that an answer cites that answer the question, and of the articles
 * - `escalatedWrongly` of answerable questions, `escalatedRightly` of the others
 */
export function figuresOf({ answers, facts }: Pick<Labelled, 'answers' | 'facts'>, { places, reply }: Outcome): Figures {
  if (answers.length === 0) return reply ? { escalatedRightly: Number(reply.escalated) } : {};
  const relevant = places.map((place) => Number(answers.includes(place)));
  const recall = (most: number): number => sum(relevant.slice(0, most)) / answers.length;
  const ideal = gain(answers.slice(0, 10).map(() => 1));
  const pages = places.map(pageOf);
  const found: Figures = {
    recall1: recall(1),
    recall3: recall(3),
    recall5: recall(5),
    ndcg10: gain(relevant.slice(0, 10)) / ideal,
    page5: Number(answers.some((place) => pages.slice(0, 5).includes(pageOf(place)))),
  };
  if (!reply) return found;
  const holds = (one: readonly string[]): boolean => one.some((fact) => reply.text.toLowerCase().includes(fact.toLowerCase()));
  return {
    ...found,
    escalatedWrongly: Number(reply.escalated),
    ...(facts.length > 0 ? { facts: reply.escalated ? 0 : facts.filter(holds).length / facts.length } : {}),
    ...(reply.escalated || reply.cited.length === 0
      ? {}
      : { citations: precision(reply.cited, answers), citedPages: precision(reply.cited.map(pageOf), answers.map(pageOf)) }),
  };
}

export type Mean = { mean: number; from: number; to: number; n: number };

const RESAMPLES = 1_000;

/** Mean with the 95 % interval of the bootstrap; the same numbers give the same interval. */
export function meanOf(values: readonly number[]): Mean {
  const mean = sum(values) / Math.max(1, values.length);
  let seed = 1;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const means = Array.from(
    { length: RESAMPLES },
    () => sum(values.map(() => values[Math.floor(random() * values.length)]!)) / Math.max(1, values.length),
  );
  means.sort((a, b) => a - b);
  return { mean, from: means[Math.floor(RESAMPLES * 0.025)]!, to: means[Math.floor(RESAMPLES * 0.975)]!, n: values.length };
}

const precision = (cited: readonly string[], right: readonly string[]): number => cited.filter((one) => right.includes(one)).length / cited.length;
const pageOf = (place: string): string => place.replace(/#.*/s, '');
const gain = (relevant: readonly number[]): number => sum(relevant.map((one, i) => one / Math.log2(i + 2)));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
