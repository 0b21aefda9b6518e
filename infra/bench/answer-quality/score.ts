/** What a help centre's labelled questions say about retrieval and about the floor. */
import { readFileSync } from 'node:fs';
import type { Embedder } from '../../ports/embedder.ts';
import { openShelf } from './shelf.ts';

/** A line of `questions.jsonl`. `answers` are `<file>#<section>`; empty: the help centre does not answer it. */
type Question = { id: string; question: string; kind: string; answers: string[] };
type Asked = Question & { best: number; rank: number; fileRank: number; ms: number };

export type Rates = { floor: number; escalatedRightly: number; escalatedWrongly: number };
export type Quality = {
  answerable: number;
  unanswerable: number;
  /** Share of the answerable questions whose section is first, or within the first five; `file5` asks for the article only. */
  hit1: number;
  hit5: number;
  file5: number;
  /** Chance that an answerable question scores higher than an unanswerable one. */
  auc: number;
  /** Milliseconds of one search, median. */
  searchMs: number;
  rates: Rates[];
};

const FIRST = 5;

/** @param floors at which the shares of escalated questions are counted */
export async function qualityOf(articles: string, questions: string, embedder: Embedder | null, floors: readonly number[]): Promise<Quality> {
  const shelf = await openShelf(articles, embedder);
  const asked: Asked[] = [];
  for (const line of readFileSync(questions, 'utf8').trim().split('\n')) {
    const question = JSON.parse(line) as Question;
    const from = performance.now();
    const { passages } = await shelf.ask(question.question);
    const ms = performance.now() - from;
    const places = passages.map(({ documentId, section }) => `${shelf.fileOf(documentId)}#${section}`);
    const fileOf = (place: string) => place.replace(/#.*/s, '');
    const files = new Set(question.answers.map(fileOf));
    const best = Math.max(0, ...passages.map(({ score }) => score));
    const rank = places.findIndex((place) => question.answers.includes(place));
    asked.push({ ...question, best, rank, fileRank: places.findIndex((place) => files.has(fileOf(place))), ms });
  }
  await shelf.close();
  return measure(asked, floors);
}

function measure(asked: readonly Asked[], floors: readonly number[]): Quality {
  const answerable = asked.filter(({ answers }) => answers.length > 0);
  const unanswerable = asked.filter(({ answers }) => answers.length === 0);
  const share = (all: readonly Asked[], test: (one: Asked) => boolean) => all.filter(test).length / Math.max(1, all.length);
  const within = (rank: number, most: number) => rank >= 0 && rank < most;
  const pairs = answerable.flatMap((one) => unanswerable.map((other) => (one.best > other.best ? 1 : one.best === other.best ? 0.5 : 0)));
  const times = asked.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    hit1: share(answerable, ({ rank }) => within(rank, 1)),
    hit5: share(answerable, ({ rank }) => within(rank, FIRST)),
    file5: share(answerable, ({ fileRank }) => within(fileRank, FIRST)),
    auc: pairs.reduce((sum: number, pair) => sum + pair, 0) / Math.max(1, pairs.length),
    searchMs: times[Math.floor(times.length / 2)] ?? 0,
    rates: floors.map((floor) => ({
      floor,
      escalatedRightly: share(unanswerable, ({ best }) => best < floor),
      escalatedWrongly: share(answerable, ({ best }) => best < floor),
    })),
  };
}
