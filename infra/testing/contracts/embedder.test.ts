/** What every embedder promises. The local encoder takes part where its files are; `parley doctor` says where they are looked for. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../config/config.ts';
import { findEmbedder, openOnnxEmbedder } from '../../embeddings/onnx/embedder.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { hashedEmbedder } from './hashed-embedder.ts';

const { PARLEY_EMBEDDER_DIR, home } = loadConfig();
const dir = findEmbedder([PARLEY_EMBEDDER_DIR, join(home, 'embedder')]);
const withModel = dir ? describe : describe.skip;
if (!dir) {
  const advice = 'the sentence encoder is not here, so its contract is not tested: `parley doctor` says where it is looked for';
  if (process.env.CI) test('the sentence encoder is there', () => expect(advice).toBe(''));
  else process.stderr.write(`\n  SKIPPED: ${advice}\n\n`);
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function keepsThePromises(open: () => Promise<Embedder>): void {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await open();
  });
  afterAll(() => embedder.close());

  test('gives one vector of length 1 a text, in order', async () => {
    const texts = ['Returns are free.', 'Parcels leave each morning.', 'Returns are free.'];
    for (const kind of ['query', 'passage'] as const) {
      const vectors = await embedder.embed(texts, kind);
      expect(vectors).toHaveLength(3);
      for (const vector of vectors) {
        expect(vector).toHaveLength(embedder.dim);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
      }
      expect(vectors[0]).toEqual(vectors[2]);
      expect(vectors[0]).not.toEqual(vectors[1]);
    }
    expect(await embedder.embed([], 'query')).toEqual([]);
  });

  test('gives the same vector again, alone or beside others', async () => {
    const [alone] = await embedder.embed(['Gift cards never expire.'], 'passage');
    const beside = await embedder.embed(['Something much longer that stands before it in the same call.', 'Gift cards never expire.'], 'passage');
    expect(beside[1]).toEqual(alone);
  });

  test('takes any text: empty, long, of signs only', async () => {
    const vectors = await embedder.embed(['', 'word '.repeat(20_000), '💡🚚', '\u0000\n\t'], 'passage');
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  });
}

describe('embedder: hashed triples', () => keepsThePromises(async () => hashedEmbedder()));

withModel('embedder: bge-small on onnxruntime', () => {
  keepsThePromises(() => openOnnxEmbedder(dir!));

  test('puts a question nearer to its answer than to anything else', async () => {
    const embedder = await openOnnxEmbedder(dir!);
    const [question] = await embedder.embed(['How do I get my money back?'], 'query');
    const [refund, hours] = await embedder.embed(['Refunds are paid within five days.', 'The store is open on Sundays.'], 'passage');
    expect(cosine(question!, refund!)).toBeGreaterThan(cosine(question!, hours!) + 0.1);
    await embedder.close();
  });

  test('answers a question while a long ingestion runs', async () => {
    const embedder = await openOnnxEmbedder(dir!);
    let ingested = false;
    const long = embedder
      .embed(
        Array.from({ length: 80 }, (_, i) => `Passage ${i} about returns.`),
        'passage',
      )
      .then(() => (ingested = true));
    await embedder.embed(['Where is my parcel?'], 'query');
    expect(ingested).toBe(false);
    await long;
    await embedder.close();
  });

  test('ends in the middle of a text, again and again, and the process lives on', async () => {
    for (let i = 0; i < 5; i++) {
      const embedder = await openOnnxEmbedder(dir!);
      // Seconds of work, so that it is cut short however late the timer is.
      const long = Array.from({ length: 100 }, (_, text) => `${text} ` + 'word '.repeat(300));
      const cut = expect(embedder.embed(long, 'passage')).rejects.toMatchObject({ kind: 'closed' });
      await new Promise((soon) => setTimeout(soon, 5 * i));
      await embedder.close();
      await cut;
    }
  });

  test('refuses more than may wait, and any call after its end', async () => {
    const embedder = await openOnnxEmbedder(dir!);
    await expect(embedder.embed(Array<string>(5000).fill('x'), 'passage')).rejects.toMatchObject({ kind: 'busy' });
    const cut = embedder.embed(Array<string>(500).fill('x'), 'passage');
    const ended = expect(cut).rejects.toMatchObject({ kind: 'closed' });
    await embedder.close();
    await ended;
    await expect(embedder.embed(['x'], 'query')).rejects.toMatchObject({ kind: 'closed' });
  });
});

test('without the files there is no encoder, and a broken one says so', async () => {
  expect(findEmbedder([undefined, null, '/nowhere'])).toBeNull();
  await expect(openOnnxEmbedder('/nowhere')).rejects.toMatchObject({ name: 'EmbedderFault', kind: 'broken' });
});
