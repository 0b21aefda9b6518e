/**
 * Fits the weights of the score on the tuning half and prints them as they stand in `activities/knowledge/rank.ts`; beside it what they
 * are worth where they were not fitted: on the reporting half, and on each help centre when fitted on the others.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Features } from '../../../activities/knowledge/rank.ts';
import { loadConfig } from '../../config/config.ts';
import { findEmbedder, openOnnxEmbedder } from '../../embeddings/onnx/embedder.ts';
import { DEFAULT_FLOOR } from '../../extractive/answerer.ts';
import { keptVectors } from './kept-vectors.ts';
import { CENTRES, earlierOf, labelled, type Centre, type Labelled } from './labelled.ts';
import { fitLogistic, logitOf, type Fitted } from './logistic.ts';
import { openShelf } from './shelf.ts';

const NAMES: readonly (keyof Features)[] = ['standing', 'lead', 'nearest', 'foreign', 'otherIdentifiers', 'nearness', 'beyond'];
const NAMES_OF_WORDS: readonly (keyof Features)[] = ['standing', 'lead', 'nearest', 'foreign', 'otherIdentifiers', 'length'];
const RIDGE = 10;

const { values } = parseArgs({ options: { vectors: { type: 'string' }, wrong: { type: 'string', default: '0.1' } } });
/** Share of the answerable questions of the tuning half that are escalated at the default floor: sets the bias. */
const wrong = Number(values.wrong);

type Row = { question: Labelled; features: Features };

const config = loadConfig();
const dir = findEmbedder([config.PARLEY_EMBEDDER_DIR, join(config.home, 'embedder')]);
if (!dir) throw new Error('There is no sentence encoder.');
const encoder = await openOnnxEmbedder(dir);
const kept = values.vectors ? keptVectors(encoder, values.vectors) : null;
const embedder = kept ?? encoder;

for (const [title, reader, names] of [
  ['WEIGHTS', embedder, NAMES],
  ['WEIGHTS_OF_WORDS', null, NAMES_OF_WORDS],
] as const) {
  const rows: Row[] = [];
  for (const centre of Object.keys(CENTRES) as Centre[]) {
    const shelf = await openShelf(CENTRES[centre], reader);
    for (const question of labelled(centre)) {
      const { features } = await shelf.ask(question.question, 10, earlierOf(question));
      if (features) rows.push({ question, features });
    }
    await shelf.close();
  }
  const valuesOf = ({ features }: Row): number[] => names.map((name) => features[name]);
  const isAnswerable = ({ question }: Row): boolean => question.answers.length > 0;
  const fit = (some: readonly Row[]): Fitted => fitLogistic(some.map(valuesOf), some.map(isAnswerable), RIDGE);
  const report = (name: string, model: Fitted, some: readonly Row[]): void => {
    const scored = some.map((row) => ({ logit: logitOf(model, valuesOf(row)), answerable: isAnswerable(row) }));
    const answerable = scored.filter((one) => one.answerable).map(({ logit }) => logit);
    const others = scored.filter((one) => !one.answerable).map(({ logit }) => logit);
    const at = (share: number): string => {
      const floor = answerable.sort((a, b) => a - b)[Math.floor(share * answerable.length)]!;
      return `${((others.filter((logit) => logit < floor).length / others.length) * 100).toFixed(0)} % at ${share * 100} %`;
    };
    console.log(`  ${name}: ${at(0.05)}, ${at(0.08)}, ${at(0.12)}, ${at(0.16)}`);
  };
  const tuning = rows.filter(({ question }) => question.half === 'tuning');
  const model = fit(tuning);
  const logits = tuning
    .filter(isAnswerable)
    .map((row) => logitOf(model, valuesOf(row)))
    .sort((a, b) => a - b);
  const floor = logits[Math.floor(wrong * logits.length)]!;
  const bias = model.bias - floor + Math.log(DEFAULT_FLOOR / (1 - DEFAULT_FLOOR));
  console.log(`${title}: { bias: ${bias.toFixed(3)}, ${names.map((name, i) => `${name}: ${model.weights[i]!.toFixed(3)}`).join(', ')} }`);
  console.log('Unanswerable escalated, at a share of answerable that are too:');
  report('tuning half', model, tuning);
  report(
    'reporting half',
    model,
    rows.filter(({ question }) => question.half === 'reporting'),
  );
  for (const centre of Object.keys(CENTRES))
    report(
      `${centre}, fitted on the others`,
      fit(rows.filter(({ question }) => question.centre !== centre)),
      rows.filter(({ question }) => question.centre === centre),
    );
}
kept?.keep();
await encoder.close();
