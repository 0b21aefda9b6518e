/** The labelled questions: what a visitor asks, which sections answer it, and which half it belongs to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_ARTICLES } from '../../dev/demo/settings.ts';
import { readQuestions, type Question } from '../../cli/eval/questions.ts';
import { findNpmDocs } from './npm-docs.ts';

const corpora = fileURLToPath(new URL('../../testing/corpora/', import.meta.url));

/** Folder of the articles of each help centre that we tune on (one half of its questions) and report on (the other). */
export const CENTRES = {
  halden: join(corpora, 'halden', 'articles'),
  tidewater: join(corpora, 'tidewater', 'articles'),
  fernwood: DEMO_ARTICLES,
  ledgerly: join(corpora, 'ledgerly', 'articles'),
} as const;
export type Centre = keyof typeof CENTRES;

/**
 * Help centres of another author, on which search was not tuned; but the weights of the score are fitted on their questions too, and words
 * of the lexicon were added after they had been read: their questions are the half `seen`.
 */
export const SEEN = ['kestrel', 'npm-help'] as const;

/** Help centres that nobody tuned on and nobody may: all of their questions are the half `blind`. */
export const BLIND = ['marlow'] as const;
export type BlindCentre = (typeof SEEN)[number] | (typeof BLIND)[number];

export type Half = 'tuning' | 'reporting' | 'seen' | 'blind';

/** @returns null when the pages are not on this machine: only those of npm may be missing */
export function articlesOf(centre: Centre | BlindCentre): string | null {
  if (centre === 'npm-help') return findNpmDocs()?.dir ?? null;
  return centre in CENTRES ? CENTRES[centre as Centre] : join(corpora, centre, 'articles');
}

/** A line of `gold.jsonl`. */
export type Gold = {
  id: string;
  kind: string;
  /** `<path>#<section>`, `""` as section at the top; none: the help centre does not answer it, and a person should. */
  answers: string[];
  /** What the answer must hold: of each list one. */
  facts: string[][];
};
export type Labelled = Question & Gold & { centre: Centre | BlindCentre; half: Half };

/** Odd numbers tune, even ones report: the questions of one kind stand in a row, so each kind falls into both halves. */
export const halfOf = (id: string): Half => (Number(/\d+$/.exec(id)?.[0]) % 2 === 1 ? 'tuning' : 'reporting');

/** @throws when a question has no gold or gold has no question */
export function labelled(centre: Centre | BlindCentre): Labelled[] {
  const whole = SEEN.some((one) => one === centre) ? 'seen' : centre in CENTRES ? null : 'blind';
  const file = (name: string): string => join(corpora, centre, name);
  const gold = new Map(
    readFileSync(file('gold.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Gold)
      .map((line) => [line.id, line]),
  );
  const questions = readQuestions(readFileSync(file('questions.jsonl'), 'utf8'), file('questions.jsonl'));
  if (questions.length !== gold.size) throw new RangeError(`${centre} has ${questions.length} questions and ${gold.size} lines of gold.`);
  return questions.map((question) => {
    const known = gold.get(String(question.id));
    if (!known) throw new RangeError(`The question ${question.id} has no gold.`);
    return { ...question, ...known, centre, half: whole ?? halfOf(known.id) };
  });
}

/** What the visitor said before, oldest first. */
export const earlierOf = ({ history }: Pick<Question, 'history'>): string[] =>
  history.filter(({ role }) => role === 'user').map(({ content }) => content);
