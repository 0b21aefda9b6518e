/**
 * Fits the weights of the score on all questions of six help centres and prints them as they stand in `activities/knowledge/rank.ts`;
 * beside it what they are worth where they were not fitted: on each help centre when fitted on the other five.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Features } from '../../../activities/knowledge/rank.ts';
import { loadConfig } from '../../config/config.ts';
import { findEmbedder, openOnnxEmbedder } from '../../embeddings/onnx/embedder.ts';
import { DEFAULT_FLOOR } from '../../extractive/answerer.ts';
import { keptVectors } from './kept-vectors.ts';
import { articlesOf, CENTRES, earlierOf, labelled, SEEN, type Centre, type Labelled } from './labelled.ts';
import { fitLogistic, logitOf, type Fitted } from './logistic.ts';
import { openShelf } from './shelf.ts';

const NAMES: readonly (keyof Features)[] = ['standing', 'lead', 'nearest', 'foreign', 'otherIdentifiers', 'beyond', 'manner', 'yesNo', 'named'];
const NAMES_OF_WORDS: readonly (keyof Features)[] = ['lead', 'nearest', 'foreign', 'otherIdentifiers', 'length', 'yesNo', 'named'];
const RIDGE = 10;

const { values } = parseArgs({ options: { vectors: { type: 'string' }, wrong: { type: 'string', default: '0.1' } } });
/** Share of the answerable questions that are escalated at the default floor, each by weights fitted without its help centre: sets the bias. */
const wrong = Number(values.wrong);

type Row = { question: Labelled; features: Features };
/** What the weights make of a question of a help centre that they were not fitted on. */
type Judged = { logit: number; answerable: boolean };

const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);
const logitsOf = (some: readonly Judged[], answerable: boolean): number[] =>
  some.filter((one) => one.answerable === answerable).map(({ logit }) => logit);
/** Under which the share of the answerable lies. */
const floorAt = (share: number, some: readonly Judged[]): number => {
  const logits = sorted(logitsOf(some, true));
  return logits[Math.floor(share * logits.length)]!;
};
const shareUnder = (floor: number, logits: readonly number[]): number => logits.filter((logit) => logit < floor).length / logits.length;
/** Chance that a question that is answered stands above one that is not. */
const areaOf = (some: readonly Judged[]): number => {
  const others = logitsOf(some, false);
  const above = logitsOf(some, true).map((logit) => shareUnder(logit, others));
  return above.reduce((sum, one) => sum + one, 0) / above.length;
};
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

const config = loadConfig();
const dir = findEmbedder([config.PARLEY_EMBEDDER_DIR, join(config.home, 'embedder')]);
if (!dir) throw new Error('There is no sentence encoder.');
const encoder = await openOnnxEmbedder(dir);
const kept = values.vectors ? keptVectors(encoder, values.vectors) : null;
const embedder = kept ?? encoder;

const centres = [...(Object.keys(CENTRES) as Centre[]), ...SEEN];
for (const [title, reader, names] of [
  ['WEIGHTS', embedder, NAMES],
  ['WEIGHTS_OF_WORDS', null, NAMES_OF_WORDS],
] as const) {
  const rows: Row[] = [];
  for (const centre of centres) {
    const articles = articlesOf(centre);
    if (!articles) throw new Error(`The pages of ${centre} are not on this machine.`);
    const shelf = await openShelf(articles, reader);
    for (const question of labelled(centre)) {
      const { features } = await shelf.ask(question.question, 10, earlierOf(question));
      if (features) rows.push({ question, features });
    }
    await shelf.close();
  }
  const valuesOf = ({ features }: Row): number[] => names.map((name) => features[name]);
  const isAnswerable = ({ question }: Row): boolean => question.answers.length > 0;
  const fit = (some: readonly Row[]): Fitted => fitLogistic(some.map(valuesOf), some.map(isAnswerable), RIDGE);
  const judgedOf = centres.map((centre) => {
    const model = fit(rows.filter(({ question }) => question.centre !== centre));
    const own = rows.filter(({ question }) => question.centre === centre);
    return own.map((row): Judged => ({ logit: logitOf(model, valuesOf(row)), answerable: isAnswerable(row) }));
  });
  const floor = floorAt(wrong, judgedOf.flat());
  const model = fit(rows);
  const bias = model.bias - floor + Math.log(DEFAULT_FLOOR / (1 - DEFAULT_FLOOR));
  console.log(`${title}: { bias: ${bias.toFixed(3)}, ${names.map((name, i) => `${name}: ${model.weights[i]!.toFixed(3)}`).join(', ')} }`);
  console.log('Fitted on the other five: area under the curve; unanswerable escalated, at a share of answerable that are too; and at the floor.');
  for (const [name, judged] of [...centres.map((centre, i) => [centre, judgedOf[i]!] as const), ['all', judgedOf.flat()] as const]) {
    const others = logitsOf(judged, false);
    const at = [0.05, 0.08, 0.12, 0.16].map((share) => `${percent(shareUnder(floorAt(share, judged), others))} at ${percent(share)}`);
    const atFloor = `${percent(shareUnder(floor, others))} at ${percent(shareUnder(floor, logitsOf(judged, true)))}`;
    console.log(`  ${name}: ${areaOf(judged).toFixed(3)}; ${at.join(', ')}; ${atFloor}`);
  }
}
kept?.keep();
await encoder.close();
