/** Two ways in which endpoints speak the protocol: one that is strict about tools, and one that knows none and reports no usage. */
import { afterEach, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokensOf } from '../../workflows/domain/budget.ts';
import type { ModelRequest, Passage, ToolSpec } from '../../workflows/domain/turn.ts';
import { egress } from '../egress/egress.ts';
import { openAiModel } from './model.ts';

type Asked = { tools?: { type: string; function: ToolSpec }[]; messages: { role: string; tool_call_id?: string; tool_calls?: { id: string }[] }[] };
type Dialect = (asked: Asked) => object[] | null;

const choice = (delta: object, finish: string | null = null) => ({ choices: [{ index: 0, delta, finish_reason: finish }] });
const call = (part: object) => choice({ tool_calls: [{ index: 0, ...part }] });

/** Refuses a schema that leaves anything open and a result that no call stands before; hands arguments out in pieces. */
const strict: Dialect = ({ tools = [], messages }) => {
  const closed = tools.every(({ function: { parameters } }) => parameters.additionalProperties === false && Array.isArray(parameters.required));
  const known = messages.flatMap(({ tool_calls: calls = [] }) => calls.map(({ id }) => id));
  if (!closed || messages.some(({ role, tool_call_id: id }) => role === 'tool' && !known.includes(id ?? ''))) return null;
  const usage = { choices: [], usage: { prompt_tokens: 812, completion_tokens: 17, total_tokens: 829 } };
  if (messages.at(-1)!.role === 'tool') return [choice({ content: 'Within 30 days [1].' }), choice({}, 'stop'), usage];
  return [
    call({ id: 'call_abc', type: 'function', function: { name: 'order_status', arguments: '' } }),
    call({ function: { arguments: '{"order":' } }),
    call({ function: { arguments: '"A-1"}' } }),
    choice({}, 'tool_calls'),
    usage,
  ];
};

/** Takes no notice of tools, sends its role alone first, and never says what it cost. */
const plain: Dialect = () => [choice({ role: 'assistant', content: null }), choice({ content: 'Within 30 days [1].' }), choice({}, 'stop')];

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function aModel(dialect: Dialect) {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const chunks = dialect(JSON.parse(body) as Asked);
      if (!chunks) return response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":{"message":"strict"}}');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return response.end([...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), 'data: [DONE]\n\n'].join(''));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const model = openAiModel({ apiKey: 'test', baseURL, model: 'm', egress: egress({ trusted: [baseURL] }) });
  return (request: ModelRequest) => model.draft(request, { signal: new AbortController().signal, onToken: () => undefined });
}

const STATUS: ToolSpec = {
  name: 'order_status',
  description: 'Where an order is.',
  parameters: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'], additionalProperties: false },
};
const REQUEST: ModelRequest = {
  messages: [{ role: 'user', content: 'Can I return A-1?' }],
  question: 'Can I return A-1?',
  passages: [{ n: 1, score: 0.9, title: 'Returns', section: '', text: 'Within 30 days.' } as Passage],
  tools: [STATUS],
  floor: 0.3,
};

test('a strict one is handed closed schemas and results behind their calls; its usage is taken as it says', async () => {
  const ask = await aModel(strict);
  const usage = { inputTokens: 812, outputTokens: 17 };
  const calls = [{ id: 'call_abc', name: 'order_status', arguments: '{"order":"A-1"}' }];
  expect(await ask(REQUEST)).toEqual({ type: 'tools', text: '', calls, model: 'm', usage });
  const { messages } = REQUEST;
  const next: ModelRequest['messages'] = [
    ...messages,
    { role: 'assistant', content: '', toolCalls: calls },
    { role: 'tool', content: 'sent', toolCallId: 'call_abc' },
  ];
  expect(await ask({ ...REQUEST, messages: next })).toEqual({ type: 'reply', text: 'Within 30 days [1].', used: [1], model: 'm', usage });
});

test('one that knows no tools answers all the same, and what it does not say it cost is counted by its words', async () => {
  const draft = await (await aModel(plain))(REQUEST);
  expect(draft).toMatchObject({ type: 'reply', text: 'Within 30 days [1].', used: [1] });
  expect(draft.usage.inputTokens).toBe(tokensOf(JSON.stringify(REQUEST.messages)));
  expect(draft.usage.outputTokens).toBeGreaterThanOrEqual(tokensOf('Within 30 days [1].'));
});
