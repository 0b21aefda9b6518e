/** Prints how well two help centres are searched, with the encoder and by keywords alone. `--out F` writes JSON. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../config/config.ts';
import { DEMO_ARTICLES } from '../../dev/demo/settings.ts';
import { findEmbedder, openOnnxEmbedder } from '../../embeddings/onnx/embedder.ts';
import { DEFAULT_FLOOR } from '../../extractive/answerer.ts';
import { type Quality, qualityOf } from './score.ts';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const corpora = fileURLToPath(new URL('../../testing/corpora/', import.meta.url));
const CENTRES = { fernwood: DEMO_ARTICLES, ledgerly: join(corpora, 'ledgerly', 'articles') };
const FLOORS = [0.25, 0.3, DEFAULT_FLOOR, 0.4, 0.45, 0.5];

const config = loadConfig();
const dir = findEmbedder([config.PARLEY_EMBEDDER_DIR, join(config.home, 'embedder')]);
const embedder = dir ? await openOnnxEmbedder(dir) : null;
if (!embedder) console.error('No sentence encoder was found: only retrieval by keywords is measured.');

const results: Record<string, Quality> = {};
for (const [name, articles] of Object.entries(CENTRES)) {
  for (const set of ['questions', 'held-out']) {
    const questions = join(corpora, name, `${set}.jsonl`);
    if (embedder) results[`${name} ${set}, encoder`] = await qualityOf(articles, questions, embedder, FLOORS);
    results[`${name} ${set}, keywords`] = await qualityOf(articles, questions, null, FLOORS);
  }
}
await embedder?.close();

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
console.table(
  Object.fromEntries(
    Object.entries(results).map(([name, { hit1, hit5, file5, auc, searchMs }]) => [
      name,
      { hit1: percent(hit1), hit5: percent(hit5), file5: percent(file5), auc: auc.toFixed(3), searchMs: searchMs.toFixed(1) },
    ]),
  ),
);
for (const [name, { rates }] of Object.entries(results)) {
  console.log(name);
  for (const { floor, escalatedRightly, escalatedWrongly } of rates)
    console.log(
      `  floor ${floor.toFixed(2)}: ${percent(escalatedRightly)} of the unanswerable escalated, ${percent(escalatedWrongly)} of the answerable`,
    );
}
if (values.out) writeFileSync(values.out, JSON.stringify({ bench: 'answer-quality', node: process.version, floor: DEFAULT_FLOOR, results }, null, 2));
