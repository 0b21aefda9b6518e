/** A reranker behind an address: the `/rerank` that Cohere, Jina, Voyage, vLLM and others speak alike. */
import { z } from 'zod';
import type { Egress } from '../egress/egress.ts';
import { EgressFault } from '../egress/fault.ts';
import type { Reranker } from '../ports/reranker.ts';
import { RerankFault } from './fault.ts';

export type EndpointOptions = {
  /** Whole, such as `https://api.example.com/v2/rerank`. */
  url: string;
  apiKey?: string | undefined;
  /** Some endpoints serve one model and want no name. */
  model?: string | undefined;
  egress: Egress;
  totalMs: number;
};

/** No answer is longer, bytes: it holds numbers, and passages only where a server repeats them. */
const MAX_BYTES = 1_000_000;

const Scored = z.array(z.object({ index: z.number().int().min(0), relevance_score: z.number() }));
/** One of them calls its list `data`. */
const Answer = z.union([z.object({ results: Scored }).transform(({ results }) => results), z.object({ data: Scored }).transform(({ data }) => data)]);

export function rerankEndpoint({ url, apiKey, model, egress, totalMs }: EndpointOptions): Reranker {
  const send = egress.fetch({ maxBytes: MAX_BYTES, totalMs });
  return {
    name: model ?? new URL(url).host,
    async rerank(question, texts) {
      const response = await ask(send, url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) },
        body: JSON.stringify({ ...(model === undefined ? {} : { model }), query: question, documents: texts }),
      });
      const parsed = Answer.safeParse(response);
      if (!parsed.success) throw new RerankFault('garbled');
      const relevance = new Map(parsed.data.map(({ index, relevance_score }) => [index, relevance_score]));
      return texts.map((_, i) => {
        const own = relevance.get(i);
        // Half an order is none: what was left out would fall behind for no reason.
        if (own === undefined) throw new RerankFault('garbled');
        return own;
      });
    },
  };
}

async function ask(send: typeof fetch, url: string, init: RequestInit): Promise<unknown> {
  try {
    const response = await send(url, init);
    if (!response.ok) {
      await response.body?.cancel();
      throw new RerankFault(response.status === 429 ? 'rateLimited' : response.status < 500 ? 'refused' : 'unavailable');
    }
    return await response.json();
  } catch (error) {
    if (error instanceof RerankFault) throw error;
    if (error instanceof EgressFault && error.kind !== 'tooLarge') throw new RerankFault(error.kind);
    throw new RerankFault('garbled');
  }
}
