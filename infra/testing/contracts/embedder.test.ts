/** What every embedder promises. The local encoder takes part where its files are; `parley doctor` says where they are looked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mannerOf } from '../../../activities/knowledge/manner.ts';
import { loadConfig } from '../../config/config.ts';
import { egress } from '../../egress/egress.ts';
import { embeddingsEndpoint } from '../../embeddings/endpoint.ts';
import { findEmbedder, openOnnxEmbedder } from '../../embeddings/onnx/embedder.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { anEmbeddingsEndpoint, type EmbeddingsEndpoint } from '../embeddings-endpoint.ts';
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

describe('embedder: an endpoint', () => {
  let server: EmbeddingsEndpoint;
  beforeAll(async () => {
    server = await anEmbeddingsEndpoint(DIM);
  });
  afterAll(() => server.close());
  const DIM = 48;
  const open = (dim = DIM, totalMs = 20_000): Embedder =>
    embeddingsEndpoint({ url: server.url, apiKey: 'a key', model: 'a-model', dim, egress: egress({ trusted: [server.url] }), totalMs });
  keepsThePromises(async () => open());

  test('is sent model and key, thirty-two texts at a time, and short ones once', async () => {
    const embedder = open();
    const before = server.asked.length;
    const texts = Array.from({ length: 40 }, (_, i) => `Text ${i}`);
    await embedder.embed(texts, 'passage');
    await embedder.embed(texts.slice(3, 7), 'query');
    expect(server.asked.slice(before)).toEqual([
      { authorization: 'Bearer a key', model: 'a-model' },
      { authorization: 'Bearer a key', model: 'a-model' },
    ]);
  });

  test.each([
    ['an error', 500, '{}', 'unavailable'],
    ['too many calls', 429, '{}', 'rateLimited'],
    ['a refusal', 400, '{"error":"What the visitor wrote"}', 'refused'],
    ['no JSON', 200, 'Hello', 'garbled'],
    ['half of the vectors', 200, '{"data":[]}', 'garbled'],
    ['no direction', 200, JSON.stringify({ data: [{ index: 0, embedding: Array.from({ length: DIM }, () => 0) }] }), 'garbled'],
  ])('%s is a fault of a kind, without a word of what was said', async (_, status, body, kind) => {
    server.say({ status, body });
    const fault = await open()
      .embed(['What the visitor wrote'], 'query')
      .catch((error: unknown) => error);
    server.say(null);
    expect(fault).toMatchObject({ name: 'EmbedderFault', kind });
    expect(String(fault)).not.toContain('visitor');
  });

  test('vectors of another dimension are refused, and one that is silent is not waited for', async () => {
    await expect(open(DIM + 1).embed(['A text'], 'query')).rejects.toMatchObject({ kind: 'garbled' });
    server.hold(() => true);
    await expect(open(DIM, 50).embed(['A text'], 'query')).rejects.toMatchObject({ kind: 'timeout' });
    server.release('drop');
  });
});

withModel('embedder: bge-small on onnxruntime', () => {
  keepsThePromises(() => openOnnxEmbedder(dir!));

  test('puts a question nearer to its answer than to anything else', async () => {
    const embedder = await openOnnxEmbedder(dir!);
    const [question] = await embedder.embed(['How do I get my money back?'], 'query');
    const [refund, hours] = await embedder.embed(['Refunds are paid within five days.', 'The store is open on Sundays.'], 'passage');
    expect(cosine(question!, refund!)).toBeGreaterThan(cosine(question!, hours!) + 0.1);
    await embedder.close();
  });

  test('questions that help centres answer are of another manner than those that they leave open', async () => {
    const embedder = await openOnnxEmbedder(dir!);
    const folder = new URL('../corpora/near-misses/', import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    const lines = files.flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split('\n'));
    const middleOf = async (sign: string): Promise<number> => {
      // One in twenty of six thousand.
      const questions = lines.filter((line) => line.startsWith(sign)).filter((_, i) => i % 20 === 0);
      const vectors = await embedder.embed(
        questions.map((line) => line.slice(sign.length)),
        'passage',
      );
      return vectors.reduce((sum, vector) => sum + mannerOf(vector, embedder.model)!, 0) / vectors.length;
    };
    expect((await middleOf('+ ')) - (await middleOf('- '))).toBeGreaterThan(0.02);
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

  test('the same short text is embedded once, whether it is asked for together or later', async () => {
    const embedder = await openOnnxEmbedder(dir!);
    const [first, second] = await embedder.embed(['a heading', 'a heading'], 'passage');
    expect(second).toBe(first);
    expect((await embedder.embed(['a heading'], 'passage'))[0]).toBe(first);
    expect((await embedder.embed(['a heading'], 'query'))[0]).not.toEqual(first);
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
    const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `x${i}`);
    await expect(embedder.embed(many(5000), 'passage')).rejects.toMatchObject({ kind: 'busy' });
    const cut = embedder.embed(many(500), 'passage');
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
