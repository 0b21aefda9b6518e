/**
 * Prints how well help centres are searched and answered without a key: the reporting half of the four that we tune on, beside it those
 * whose questions only the weights of the score were fitted on, and the blind ones. `--half tuning|reporting|seen|blind` (the last three
 * unless said), `--centre NAME`, `--show` lists what went wrong (of the tuning half only), `--vectors F` keeps vectors between runs, `--out F` writes JSON,
 * `--index qdrant` searches the Qdrant of QDRANT_URL, or our stand-in without one.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../config/config.ts';
import { findEmbedder, openOnnxEmbedder } from '../../embeddings/onnx/embedder.ts';
import { startQdrantStandIn } from '../../testing/qdrant/stand-in.ts';
import { openQdrantIndex } from '../../vectors/qdrant/index.ts';
import { alone, finish, type Gate, type Metric } from '../measure.ts';
import { keptVectors } from './kept-vectors.ts';
import { articlesOf, BLIND, CENTRES, labelled, SEEN, type BlindCentre, type Centre, type Half, type Labelled } from './labelled.ts';
import { findNpmDocs, LABELLED_NPM } from './npm-docs.ts';
import { FIGURES, figuresOf, meanOf, type FigureName, type Figures } from './score.ts';
import { openShelf, type OpenIndex } from './shelf.ts';
import { WAYS, waysOver, type Way } from './ways.ts';

const { values } = parseArgs({
  strict: false,
  options: {
    half: { type: 'string' },
    centre: { type: 'string' },
    show: { type: 'boolean' },
    vectors: { type: 'string' },
    index: { type: 'string' },
  },
});
const wanted = (half: Half): (Centre | BlindCentre)[] =>
  (half === 'blind' ? [...BLIND] : half === 'seen' ? [...SEEN] : (Object.keys(CENTRES) as Centre[])).filter(
    (centre) => !values.centre || centre === values.centre,
  );
const halves = (values.half ? [values.half as Half] : (['reporting', 'seen', 'blind'] as const)).filter((half) => wanted(half).length > 0);
if (halves.length === 0) throw new RangeError(`There is no help centre ${values.centre} in that half.`);

const config = loadConfig();
const dir = findEmbedder([config.PARLEY_EMBEDDER_DIR, join(config.home, 'embedder')]);
const encoder = dir ? await openOnnxEmbedder(dir) : null;
if (!encoder) console.error('No sentence encoder was found: only retrieval by keywords is measured.');
const kept = encoder && values.vectors ? keptVectors(encoder, String(values.vectors)) : null;
const embedder = kept ?? encoder;

const { QDRANT_URL: qdrantUrl, QDRANT_API_KEY: apiKey } = config;
const standIn = values.index === 'qdrant' && !qdrantUrl ? await startQdrantStandIn() : null;
const indexName = values.index !== 'qdrant' ? 'sqlite-vec in memory' : standIn ? 'stand-in of Qdrant' : 'Qdrant';
const address = standIn?.url ?? qdrantUrl;
const openIndex: OpenIndex | undefined =
  values.index === 'qdrant' ? () => openQdrantIndex({ url: address!, apiKey, prefix: 'parley-bench' }) : undefined;

type Row = { question: Labelled; way: Way; figures: Figures };
const rows: Row[] = [];
const times: number[] = [];
const leftOut: string[] = [];
const centres: (Centre | BlindCentre)[] = [];
for (const [half, centre] of halves.flatMap((one) => wanted(one).map((name) => [one, name] as const))) {
  const articles = articlesOf(centre);
  if (!articles) {
    leftOut.push(`${centre}: all of it, because no npm with its documentation was found (npm_execpath, beside Node, PATH)`);
    continue;
  }
  centres.push(centre);
  const shelf = await openShelf(articles, embedder, openIndex);
  const ask = await waysOver(shelf, embedder);
  const all = labelled(centre).filter((one) => one.half === half);
  const known = centre === 'npm-help' ? all.filter(({ answers }) => answers.every((place) => shelf.firstLike(place))) : all;
  const questions = known.map((one) => ({ ...one, answers: [...new Set(one.answers.map((place) => shelf.firstLike(place) ?? place))] }));
  if (questions.length < all.length)
    leftOut.push(
      `${centre}: ${all.length - questions.length} of ${all.length} questions, whose sections npm ${findNpmDocs()?.version} does not have; they were labelled against ${LABELLED_NPM}`,
    );
  for (const question of questions) {
    const from = performance.now();
    const outcomes = await ask(question);
    times.push(performance.now() - from);
    for (const way of WAYS) if (outcomes[way]) rows.push({ question, way, figures: figuresOf(question, outcomes[way]) });
    const { hybrid } = outcomes;
    const fault = half === 'tuning' && values.show && hybrid?.reply ? faultOf(figuresOf(question, hybrid)) : null;
    if (fault)
      console.log(
        `${fault}: ${question.id} ${question.kind}: ${question.question}\n    wanted ${question.answers.join(', ') || 'a person'}; first ${hybrid?.places[0] ?? '-'}; cited ${hybrid?.reply?.cited.join(', ') || '-'}`,
      );
  }
  await shelf.close();
}
kept?.keep();
await standIn?.close();
await encoder?.close();

const percent = (share: number): string => (share * 100).toFixed(1);
const valuesOf = (some: readonly Row[], figure: FigureName): number[] => some.flatMap(({ figures }) => figures[figure] ?? []);
const table = (some: readonly Row[]): Record<string, string> =>
  Object.fromEntries(
    FIGURES.flatMap((figure) => {
      const all = valuesOf(some, figure);
      if (all.length === 0) return [];
      const { mean, from, to } = meanOf(all);
      return [[figure, `${percent(mean)} (${percent(from)}..${percent(to)})`]];
    }),
  );

for (const what of leftOut) console.error(`LEFT OUT: ${what}`);
const of = (half: Half, some: readonly Row[] = rows): Row[] => some.filter((row) => row.question.half === half);
/** One line for each of the names in each half that has any. */
const lines = <T>(names: readonly T[], label: (name: T, half: Half) => string, cells: (name: T, half: Half) => Record<string, string>) =>
  Object.fromEntries(
    names.flatMap((name) =>
      halves.flatMap((half) => {
        const found = cells(name, half);
        return Object.keys(found).length === 0 ? [] : [[label(name, half), found]];
      }),
    ),
  );

console.log(`The halves ${halves.join(' and ')} of ${centres.join(', ')}: per cent, with the 95 % interval of the bootstrap.`);
console.table(
  lines(
    WAYS,
    (way, half) => `${half}: ${way}`,
    (way, half) => table(of(half).filter((row) => row.way === way)),
  ),
);
const kinds = [...new Set(rows.map(({ question }) => question.kind))];
const hybrid = rows.filter(({ way }) => way === 'hybrid');
const ofKind = (kind: string, half: Half, some: readonly Row[] = hybrid): Row[] => of(half, some).filter((row) => row.question.kind === kind);
console.log('The hybrid, by kind:');
console.table(
  lines(
    kinds,
    (kind, half) => `${half}: ${kind} (${ofKind(kind, half).length})`,
    (kind, half) => table(ofKind(kind, half)),
  ),
);
console.log('nDCG@10 and recall@5 of each way, by kind:');
console.table(
  lines(
    kinds,
    (kind, half) => `${half}: ${kind}`,
    (kind, half) =>
      Object.fromEntries(
        WAYS.flatMap((way) => {
          const some = ofKind(kind, half, rows).filter((row) => row.way === way);
          const ndcg = valuesOf(some, 'ndcg10');
          return ndcg.length === 0 ? [] : [[way, `${percent(meanOf(ndcg).mean)} / ${percent(meanOf(valuesOf(some, 'recall5')).mean)}`]];
        }),
      ),
  ),
);
console.log('The hybrid, by help centre:');
console.table(
  lines(
    centres,
    (centre, half) => `${half}: ${centre}`,
    (centre, half) => table(of(half, hybrid).filter((row) => row.question.centre === centre)),
  ),
);

// The gates stand over the half that they were set for; those of other authors are shown, whatever they say.
const [gated] = halves as [Half];
const meanFor = (half: Half, way: Way, figure: FigureName, kind?: string): number =>
  meanOf(
    valuesOf(
      of(half).filter((row) => row.way === way && (!kind || row.question.kind === kind)),
      figure,
    ),
  ).mean;
const metrics: Record<string, Metric> = { 'all ways, one question, ms': alone(times.reduce((sum, ms) => sum + ms, 0) / times.length) };
for (const half of halves)
  for (const figure of FIGURES) {
    const found = valuesOf(of(half, hybrid), figure);
    if (found.length === 0) continue;
    const ours = meanOf(found);
    const best = Math.max(meanFor(half, 'BM25', figure), meanFor(half, 'dense', figure));
    const isCompared =
      valuesOf(
        of(half).filter(({ way }) => way === 'BM25'),
        figure,
      ).length > 0;
    metrics[half === gated ? figure : `${half}: ${figure}`] = {
      parley: ours.mean,
      reference: isCompared ? best : null,
      ratio: isCompared ? ours.mean / best : null,
      min: ours.from,
      max: ours.to,
    };
  }
const gate = (name: string, limit: number, value: number, ok: boolean): Gate => ({ name, limit, value: Number(value.toFixed(3)), ok });
const atLeast = (name: string, limit: number, value: number): Gate => gate(name, limit, value, value >= limit);
const answerable = kinds.filter((kind) => valuesOf(ofKind(kind, gated, rows), 'ndcg10').length > 0);
const worst = Math.min(
  ...answerable.map((kind) => {
    const [ours, words, meaning] = (['hybrid', 'BM25', 'dense'] as const).map((way) => meanFor(gated, way, 'ndcg10', kind)) as [
      number,
      number,
      number,
    ];
    return ours - Math.max(words, meaning);
  }),
);
finish({
  bench: 'answer-quality',
  setup: { temporal: 'none', mongo: 'none', vectors: indexName, bus: 'none', standIns: standIn ? ['Qdrant'] : [] },
  params: {
    halves: halves.join(' '),
    centres: centres.join(' '),
    questions: hybrid.length,
    encoder: embedder?.model ?? 'none',
    leftOut: leftOut.join('; ') || 'nothing',
  },
  blocks: [],
  metrics,
  gates: [
    ...(embedder && gated !== 'seen' && gated !== 'blind'
      ? [
          atLeast('recall@5 of the hybrid over the better half', 1.03, metrics['recall5']!.ratio!),
          atLeast('nDCG@10 of the hybrid over the better half', 1.03, metrics['ndcg10']!.ratio!),
          atLeast('nDCG@10 of the hybrid less the better half, worst kind', 0, worst),
          atLeast('unanswerable escalated', 0.95, metrics['escalatedRightly']!.parley),
          gate('answerable escalated', 0.08, metrics['escalatedWrongly']!.parley, metrics['escalatedWrongly']!.parley <= 0.08),
          atLeast('citation precision, articles', 0.9, metrics['citedPages']!.parley),
        ]
      : []),
  ],
});

function faultOf({ escalatedRightly, escalatedWrongly, citations, facts }: Figures): string | null {
  if (escalatedRightly === 0) return 'answered in vain';
  if (escalatedWrongly === 1) return 'escalated in vain';
  if (citations !== undefined && citations < 1) return 'cited beside';
  return facts !== undefined && facts < 1 ? 'fact missing' : null;
}
