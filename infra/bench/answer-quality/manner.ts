/**
 * Finds the direction in the encoder's space that leads from the questions which a help centre leaves open to those which it answers, and
 * prints it as it stands in `activities/knowledge/manner.ts`. Learned from thirty help centres on which nothing else is fitted.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../config/config.ts';
import { findEmbedder, openOnnxEmbedder } from '../../embeddings/onnx/embedder.ts';

const folder = fileURLToPath(new URL('../../testing/corpora/near-misses/', import.meta.url));
/** Questions in one call of the encoder. */
const BATCH = 256;

const config = loadConfig();
const dir = findEmbedder([config.PARLEY_EMBEDDER_DIR, join(config.home, 'embedder')]);
if (!dir) throw new Error('There is no sentence encoder.');
const encoder = await openOnnxEmbedder(dir);

const lines = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));

/** The mean of all questions with this sign. */
async function meanOf(sign: '+ ' | '- '): Promise<Float64Array> {
  const questions = lines.flatMap((line) => (line.startsWith(sign) ? [line.slice(sign.length).trim()] : []));
  const total = new Float64Array(encoder.dim);
  for (let from = 0; from < questions.length; from += BATCH) {
    for (const vector of await encoder.embed(questions.slice(from, from + BATCH), 'passage'))
      for (const [i, value] of vector.entries()) total[i]! += value / questions.length;
  }
  console.log(`${sign}${questions.length} questions`);
  return total;
}

const answered = await meanOf('+ ');
const open = await meanOf('- ');
const direction = answered.map((value, i) => value - open[i]!);
const largest = Math.max(...direction.map(Math.abs));
const bytes = Int8Array.from(direction, (value) => Math.round((value / largest) * 127));
console.log(
  Buffer.from(bytes.buffer)
    .toString('base64')
    .replace(/.{120}/g, '$&\n'),
);
await encoder.close();
