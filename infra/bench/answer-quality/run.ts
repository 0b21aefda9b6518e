/**
 * Prints how well four help centres are searched and answered without a key. `--half tuning|reporting` (reporting unless said),
 * `--centre NAME`, `--show` lists what went wrong (of the tuning half only), `--vectors F` keeps vectors between runs, `--out F` writes JSON,
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
import { CENTRES, labelled, type Centre, type Half, type Labelled } from './labelled.ts';
import { FIGURES, figuresOf, meanOf, type FigureName, type Figures } from './score.ts';
import { openShelf, type OpenIndex } from './shelf.ts';
import { WAYS, waysOver, type Way } from './ways.ts';

const { values } = parseArgs({
  strict: false,
  options: {
    half: { type: 'string', default: 'reporting' },
    centre: { type: 'string' },
    show: { type: 'boolean' },
    vectors: { type: 'string' },
    index: { type: 'string' },
  },
});
const half = values.half as Half;
const centres = (Object.keys(CENTRES) as Centre[]).filter((centre) => !values.centre || centre === values.centre);

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
  values.index === 'qdrant' ? (of) => openQdrantIndex({ url: address!, apiKey, ...of, prefix: 'parley-bench' }) : undefined;

type Row = { question: Labelled; way: Way; figures: Figures };
const rows: Row[] = [];
const times: number[] = [];
for (const centre of centres) {
  const shelf = await openShelf(CENTRES[centre], embedder, openIndex);
  const ask = await waysOver(shelf, embedder);
  for (const question of labelled(centre).filter((one) => one.half === half)) {
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

console.log(`The ${half} half of ${centres.join(', ')}: per cent, with the 95 % interval of the bootstrap.`);
console.table(Object.fromEntries(WAYS.map((way) => [way, table(rows.filter((row) => row.way === way))])));
const kinds = [...new Set(rows.map(({ question }) => question.kind))];
const hybrid = rows.filter(({ way }) => way === 'hybrid');
console.log('The hybrid, by kind:');
console.table(
  Object.fromEntries(
    kinds.map((kind) => [
      `${kind} (${hybrid.filter((row) => row.question.kind === kind).length})`,
      table(hybrid.filter((row) => row.question.kind === kind)),
    ]),
  ),
);
console.log('nDCG@10 and recall@5 of each way, by kind:');
console.table(
  Object.fromEntries(
    kinds.flatMap((kind) => {
      const cells = WAYS.flatMap((way) => {
        const some = rows.filter((row) => row.way === way && row.question.kind === kind);
        const ndcg = valuesOf(some, 'ndcg10');
        return ndcg.length === 0 ? [] : [[way, `${percent(meanOf(ndcg).mean)} / ${percent(meanOf(valuesOf(some, 'recall5')).mean)}`]];
      });
      return cells.length === 0 ? [] : [[kind, Object.fromEntries(cells) as Record<string, string>]];
    }),
  ),
);
console.log('The hybrid, by help centre:');
console.table(Object.fromEntries(centres.map((centre) => [centre, table(hybrid.filter((row) => row.question.centre === centre))])));

const meanFor = (way: Way, figure: FigureName, kind?: string): number =>
  meanOf(
    valuesOf(
      rows.filter((row) => row.way === way && (!kind || row.question.kind === kind)),
      figure,
    ),
  ).mean;
const metrics: Record<string, Metric> = { 'all ways, one question, ms': alone(times.reduce((sum, ms) => sum + ms, 0) / times.length) };
for (const figure of FIGURES) {
  if (valuesOf(hybrid, figure).length === 0) continue;
  const ours = meanOf(valuesOf(hybrid, figure));
  const best = Math.max(meanFor('BM25', figure), meanFor('dense', figure));
  const isCompared =
    valuesOf(
      rows.filter(({ way }) => way === 'BM25'),
      figure,
    ).length > 0;
  metrics[figure] = {
    parley: ours.mean,
    reference: isCompared ? best : null,
    ratio: isCompared ? ours.mean / best : null,
    min: ours.from,
    max: ours.to,
  };
}
const gate = (name: string, limit: number, value: number, ok: boolean): Gate => ({ name, limit, value: Number(value.toFixed(3)), ok });
const atLeast = (name: string, limit: number, value: number): Gate => gate(name, limit, value, value >= limit);
const answerable = kinds.filter(
  (kind) =>
    valuesOf(
      rows.filter(({ question }) => question.kind === kind),
      'ndcg10',
    ).length > 0,
);
const worst = Math.min(
  ...answerable.map((kind) => meanFor('hybrid', 'ndcg10', kind) - Math.max(meanFor('BM25', 'ndcg10', kind), meanFor('dense', 'ndcg10', kind))),
);
finish({
  bench: 'answer-quality',
  setup: { temporal: 'none', mongo: 'none', vectors: indexName, bus: 'none', standIns: standIn ? ['Qdrant'] : [] },
  params: { half, centres: centres.join(' '), questions: hybrid.length, encoder: embedder?.model ?? 'none' },
  blocks: [],
  metrics,
  gates: [
    ...(embedder
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
