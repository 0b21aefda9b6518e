/** An OpenAI-compatible `/embeddings` of its own dimension, which counts what it is asked and can be made to wait or to hang up. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { hashedEmbedder } from './contracts/hashed-embedder.ts';

export type EmbeddingsEndpoint = {
  url: string;
  /** Texts that were answered, in order. */
  texts: string[];
  /** What came with each call, in order. */
  asked: { authorization: string | undefined; model: string }[];
  /** From now on calls with such a text wait. @returns how many wait */
  hold(isHeld: (text: string) => boolean): () => number;
  /** Answers what waits, or hangs up on it, and holds nothing any more. */
  release(how: 'answer' | 'drop'): void;
  /** Instead of vectors. Null answers again. */
  say(instead: { status: number; body: string } | null): void;
  close(): Promise<void>;
};

export async function anEmbeddingsEndpoint(dim: number): Promise<EmbeddingsEndpoint> {
  const encoder = hashedEmbedder(dim);
  const texts: string[] = [];
  const asked: EmbeddingsEndpoint['asked'] = [];
  let held: (text: string) => boolean = () => false;
  let instead: { status: number; body: string } | null = null;
  const waiting: { input: string[]; response: ServerResponse }[] = [];
  const answer = async (input: string[], response: ServerResponse): Promise<void> => {
    const vectors = await encoder.embed(input, 'passage');
    // Twice as long as a vector of ours, and the last first: neither is promised by anybody.
    const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: Array.from(vector, (value) => value * 2) })).reverse();
    texts.push(...input);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ object: 'list', data }));
  };
  const server = createServer((request, response) => {
    void (json(request) as Promise<{ model: string; input: string[] }>).then(async ({ model, input }) => {
      asked.push({ authorization: request.headers.authorization, model });
      if (instead) return void response.writeHead(instead.status, { 'content-type': 'application/json' }).end(instead.body);
      if (input.some((text) => held(text))) return void waiting.push({ input, response });
      await answer(input, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/embeddings`,
    texts,
    asked,
    hold(isHeld) {
      held = isHeld;
      return () => waiting.length;
    },
    release(how) {
      held = () => false;
      for (const { input, response } of waiting.splice(0)) {
        if (how === 'drop') response.socket?.destroy();
        else void answer(input, response);
      }
    },
    say: (what) => void (instead = what),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
