/** An encoder behind an address: the `/embeddings` that OpenAI, and most servers of models beside it, speak alike. */
import { z } from 'zod';
import type { Egress } from '../egress/egress.ts';
import { EgressFault } from '../egress/fault.ts';
import type { Embedder } from '../ports/embedder.ts';
import { EmbedderFault } from './fault.ts';
import { memory } from './memory.ts';

export type EmbeddingsOptions = {
  /** Whole, such as `https://api.openai.com/v1/embeddings`. */
  url: string;
  apiKey?: string | undefined;
  model: string;
  /** Numbers of a vector; an answer of another length is refused. */
  dim: number;
  egress: Egress;
  totalMs: number;
};

/** Texts a request: what the smallest of the servers take. */
const AT_ONCE = 32;
/** Letters of a text that are sent: about 2,000 tokens, several times a chunk. */
const LETTERS = 8_000;
/** Of an answer: 32 vectors of 4,096 numbers as text, bytes. */
const MAX_BYTES = 8_000_000;

const Answer = z.object({ data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()) })) });

/** @throws {EmbedderFault} by each call that gives no vectors */
export function embeddingsEndpoint({ url, apiKey, model, dim, egress, totalMs }: EmbeddingsOptions): Embedder {
  const send = egress.fetch({ maxBytes: MAX_BYTES, totalMs });
  const remembered = memory();
  const some = async (texts: readonly string[]): Promise<Float32Array[]> => {
    const answer = await ask(send, url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify({ model, input: texts.map(sendable), encoding_format: 'float' }),
    });
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) throw faulty('garbled');
    const vectors = new Map(parsed.data.data.map(({ index, embedding }) => [index, embedding]));
    return texts.map((_, i) => {
      const vector = vectors.get(i);
      if (vector?.length !== dim) throw faulty('garbled');
      return ofLengthOne(Float32Array.from(vector));
    });
  };
  return {
    model,
    dim,
    embed: (texts) =>
      remembered(texts, async (missing) => {
        const vectors: Float32Array[] = [];
        for (let from = 0; from < missing.length; from += AT_ONCE) vectors.push(...(await some(missing.slice(from, from + AT_ONCE))));
        return vectors;
      }),
    close: async () => {},
  };
}

/** An empty text is refused by some. */
const sendable = (text: string): string => (text.trim() === '' ? '.' : text.slice(0, LETTERS));

function ofLengthOne(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (!(length > 0)) throw faulty('garbled');
  return vector.map((value) => value / length);
}

async function ask(send: typeof fetch, url: string, init: RequestInit): Promise<unknown> {
  try {
    const response = await send(url, init);
    if (!response.ok) {
      await response.body?.cancel();
      throw faulty(response.status === 429 ? 'rateLimited' : response.status < 500 ? 'refused' : 'unavailable');
    }
    return await response.json();
  } catch (error) {
    if (error instanceof EmbedderFault) throw error;
    throw faulty(error instanceof EgressFault && error.kind !== 'tooLarge' ? error.kind : 'garbled');
  }
}

const faulty = (kind: EmbedderFault['kind']): EmbedderFault => new EmbedderFault(kind, `The encoder failed: ${kind}.`);
