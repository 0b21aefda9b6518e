/** What is asked of a `/rerank` and made of its answers; and that the search stands by itself when there is none. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { search } from '../../../activities/knowledge/search.ts';
import type { Chunk } from '../../../workflows/domain/document.ts';
import { WORDS_ONLY } from '../../../workflows/domain/encoder.ts';
import { breaker, CircuitOpen } from '../../circuit/breaker.ts';
import { guardedReranker } from '../../circuit/reranker.ts';
import { egress } from '../../egress/egress.ts';
import { mintId } from '../../ids/mint.ts';
import type { Reranker } from '../../ports/reranker.ts';
import { rerankEndpoint } from '../../reranking/endpoint.ts';
import { RerankFault } from '../../reranking/fault.ts';
import { openSqliteIndex } from '../../vectors/sqlite/index.ts';
import { memoryKnowledge } from '../corpora/memory-knowledge.ts';

type Said = { status?: number; body: string } | 'drop' | 'hang';
const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

async function anEndpoint(answer: () => Said) {
  const asked: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ headers: request.headers, body: JSON.parse(body) });
      const said = answer();
      if (said === 'hang') return;
      if (said === 'drop') return void request.socket.destroy();
      response.writeHead(said.status ?? 200, { 'content-type': 'application/json' }).end(said.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  toClose.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/rerank`;
  const open = (totalMs = 20_000) => rerankEndpoint({ url, apiKey: 'a key', model: 'a-cross-encoder', egress: egress({ trusted: [url] }), totalMs });
  return { asked, url, open };
}
const scores = (...all: [number, number][]): string => JSON.stringify(all.map(([index, relevance_score]) => ({ index, relevance_score })));

test('asks once, with question, passages, model and key, and reads the numbers in the order of the passages', async () => {
  const { asked, open } = await anEndpoint(() => ({ body: `{"id": "x", "results": ${scores([1, 0.9], [0, 0.2], [2, -4])}}` }));
  expect(await open().rerank('Gift?', ['one', 'two', 'three'])).toEqual([0.2, 0.9, -4]);
  expect(asked).toEqual([
    {
      headers: expect.objectContaining({ authorization: 'Bearer a key' }),
      body: { model: 'a-cross-encoder', query: 'Gift?', documents: ['one', 'two', 'three'] },
    },
  ]);
});

test('reads the other dialect too', async () => {
  const { open } = await anEndpoint(() => ({ body: `{"object": "list", "data": ${scores([0, 0.2], [1, 0.9])}}` }));
  expect(await open().rerank('Gift?', ['one', 'two'])).toEqual([0.2, 0.9]);
});

test.each<[string, string, Said]>([
  ['429', 'rateLimited', { status: 429, body: 'Gift' }],
  ['401', 'refused', { status: 401, body: 'Gift' }],
  ['500', 'unavailable', { status: 500, body: 'Gift' }],
  ['no JSON', 'garbled', { body: '{"results": [' }],
  ['another shape', 'garbled', { body: '{"results": [{"index": "one"}]}' }],
  ['half of the numbers', 'garbled', { body: `{"results": ${scores([0, 0.2])}}` }],
  ['a broken connection', 'unreachable', 'drop'],
  ['silence', 'timeout', 'hang'],
])('%s is a fault of the kind %s, in no words of the endpoint', async (_, kind, said) => {
  const { open } = await anEndpoint(() => said);
  const fault = await open(said === 'hang' ? 300 : 20_000)
    .rerank('Gift?', ['one', 'two'])
    .catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(RerankFault);
  expect(fault).toMatchObject({ kind, message: expect.not.stringMatching(/gift/i) });
});

test('an address inside the own network is called only when it was declared', async () => {
  const { url, asked } = await anEndpoint(() => ({ body: '{}' }));
  await expect(rerankEndpoint({ url, egress: egress(), totalMs: 20_000 }).rerank('Gift?', ['one', 'two'])).rejects.toMatchObject({
    kind: 'unreachable',
  });
  expect(asked).toEqual([]);
});

test('after failures in a row it is not asked for a while', async () => {
  const { open, asked } = await anEndpoint(() => ({ status: 500, body: '' }));
  const guarded = guardedReranker(open(), breaker({ failures: 2 }));
  for (let i = 0; i < 2; i++) await expect(guarded.rerank('Gift?', ['one', 'two'])).rejects.toBeInstanceOf(RerankFault);
  await expect(guarded.rerank('Gift?', ['one', 'two'])).rejects.toBeInstanceOf(CircuitOpen);
  expect(asked).toHaveLength(2);
});

describe('in a search', () => {
  const scope = { tenantId: mintId('tnt'), encoder: WORDS_ONLY };
  const TEXTS = ['Gift cards: gift cards never end.', 'Gift wrap: a gift is wrapped on request.', 'Gifts: a gift can be returned by whoever got it.'];

  async function found(reranker: Reranker | null) {
    const vectors = openSqliteIndex({ file: ':memory:' });
    toClose.push(() => vectors.close());
    const knowledge = { ...memoryKnowledge(vectors, null), reranker };
    const documentId = mintId('doc');
    const versionId = `${documentId}@0000000000000001` as const;
    const chunks = TEXTS.map((body, ordinal): Chunk => {
      const place = { documentId, versionId, ordinal, title: 'Gifts', section: body.split(':')[0]!, start: 0, end: body.length, tokens: 9 };
      return { _id: `chk_${ordinal}`, tenantId: scope.tenantId, ...place, text: body };
    });
    await knowledge.chunks.put(scope, versionId, chunks);
    await vectors.put(
      scope,
      chunks.map(({ _id, section, text: body }) => ({ chunkId: _id, versionId, heading: section, text: body, vector: null })),
    );
    await knowledge.revisions.publish(scope, { add: versionId });
    const { passages } = await search(knowledge, scope, 'Can I return a gift?', { limit: 3 });
    return { order: passages.map(({ text: body }) => TEXTS.indexOf(body)), scores: passages.map(({ score }) => score), warnings: knowledge.warnings };
  }

  test('it puts the passages in order; how likely the first one answers stays what the search says', async () => {
    const without = await found(null);
    const backwards = [...without.order].reverse();
    const reranker: Reranker = {
      name: 'backwards',
      rerank: async (_, texts) => texts.map((one) => backwards.length - backwards.findIndex((i) => one.endsWith(TEXTS[i]!))),
    };
    const reordered = await found(reranker);
    expect(reordered.order).toEqual(backwards);
    expect(reordered.scores).toEqual(without.scores);
  });

  test('when it fails the order of the search stands, and the log says so', async () => {
    const { warnings, ...rest } = await found({ name: 'broken', rerank: () => Promise.reject(new RerankFault('timeout')) });
    const { warnings: none, ...without } = await found(null);
    expect(rest).toEqual(without);
    expect([warnings, none]).toEqual([[expect.stringContaining('the order of the search stands')], []]);
  });
});
