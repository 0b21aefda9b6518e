/** How long a search takes as a help centre grows, beside an exact scan of the same vectors; and how fast a folder is ingested. `--sizes 1000,10000`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../config/config.ts';
import { findEmbedder, openOnnxEmbedder } from '../../embeddings/onnx/embedder.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import { openSqliteIndex } from '../../vectors/sqlite/index.ts';
import { CENTRES } from '../answer-quality/labelled.ts';
import { openShelf } from '../answer-quality/shelf.ts';
import { alone, finish, median, quantile, sideBySide, type Metric } from '../measure.ts';
import { aChunk, aQuestion, chance, DIM, VERSION } from './made-up.ts';

const { values } = parseArgs({ strict: false, options: { sizes: { type: 'string', default: '1000,3000,10000,30000,100000' } } });
const sizes = String(values.sizes).split(',').map(Number);
const SEED = 7;
const SCOPE = { tenantId: 'tnt_speed', encoder: `made-up@${DIM}` } as const;
const BATCH = 500;
const QUESTIONS = 40;
const BEST = 10;

const folder = mkdtempSync(join(tmpdir(), 'parley-retrieval-'));
const metrics: Record<string, Metric> = {};
const searched: number[] = [];
const scanned: number[] = [];
const recalls: number[] = [];
for (const size of sizes) {
  const random = chance(SEED);
  const index = openSqliteIndex({ file: join(folder, `${size}.db`) });
  const matrix = new Float32Array(size * DIM);
  const puts: number[] = [];
  for (let at = 0; at < size; at += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, size - at) }, (_, i) => aChunk(random, at + i));
    for (const [i, { vector }] of batch.entries()) matrix.set(vector, (at + i) * DIM);
    puts.push(await timed(() => index.put(SCOPE, batch)));
  }
  const both = await compared(index, matrix, size, random);
  metrics[`${size} chunks: search (words and meaning) beside an exact scan, ms`] = sideBySide(both.search, both.scan);
  metrics[`${size} chunks: search p95, ms`] = alone(quantile(both.search, 0.95));
  metrics[`${size} chunks: written, chunks a second`] = alone((size / puts.reduce((sum, ms) => sum + ms, 0)) * 1_000);
  searched.push(median(both.search));
  scanned.push(median(both.scan));
  recalls.push(both.recall);
  await index.close();
}
rmSync(folder, { recursive: true });

const config = loadConfig();
const dir = findEmbedder([config.PARLEY_EMBEDDER_DIR, join(config.home, 'embedder')]);
if (dir) {
  const encoder = await openOnnxEmbedder(dir);
  let chunks = 0;
  const ms = await timed(async () => {
    const shelf = await openShelf(CENTRES.tidewater, encoder);
    chunks = shelf.chunks.length;
    await shelf.close();
  });
  await encoder.close();
  metrics['ingestion with the encoder, chunks a second'] = alone((chunks / ms) * 1_000);
}
metrics['memory of the process at its end, MB'] = alone(process.memoryUsage().rss / 1e6);

finish({
  bench: 'retrieval-speed',
  seed: SEED,
  setup: { temporal: 'none', mongo: 'none', vectors: 'sqlite-vec and FTS5, one file', bus: 'none', standIns: [] },
  params: { sizes: sizes.join(' '), dim: DIM, questions: QUESTIONS },
  blocks: [],
  metrics,
  exponents: { search: exponent(searched), scan: exponent(scanned) },
  gates: [{ name: `recall@${BEST} against the exact scan`, limit: 1, value: Math.min(...recalls), ok: Math.min(...recalls) >= 1 }],
});

/** Question by question, the two sides one after the other; the first few warm up. */
async function compared(index: VectorIndex, matrix: Float32Array, size: number, random: () => number) {
  const search: number[] = [];
  const scan: number[] = [];
  let found = 0;
  const warm = 5;
  for (let i = 0; i < QUESTIONS + warm; i++) {
    const { text, vector } = aQuestion(random);
    let exact: string[] = [];
    const scanMs = await timed(async () => {
      exact = nearest(matrix, size, vector);
    });
    const searchMs = await timed(() => index.search(SCOPE, { versions: [VERSION], text, vector, limit: 40 }));
    if (i < warm) continue;
    scan.push(scanMs);
    search.push(searchMs);
    const byMeaning = await index.search(SCOPE, { versions: [VERSION], text: '', vector, limit: BEST });
    found += byMeaning.filter(({ chunkId }) => exact.includes(chunkId)).length / BEST;
  }
  return { search, scan, recall: found / QUESTIONS };
}

function nearest(matrix: Float32Array, size: number, vector: Float32Array): string[] {
  const scores = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let i = 0; i < DIM; i++) sum += matrix[row * DIM + i]! * vector[i]!;
    scores[row] = sum;
  }
  return [...scores.keys()]
    .sort((a, b) => scores[b]! - scores[a]!)
    .slice(0, BEST)
    .map((row) => `chk_${row}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Slope of log cost over log size: 0 is flat, 1 linear. */
function exponent(costs: readonly number[]): number {
  const xs = sizes.map(Math.log);
  const ys = costs.map(Math.log);
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [mx, my] = [mean(xs), mean(ys)];
  return xs.reduce((sum, x, i) => sum + (x - mx) * (ys[i]! - my), 0) / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}
