/** Ways in which endpoints speak the protocol: strict about tools, deaf to them, or refusing every request that offers any. */
import { afterEach, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokensOf } from '../../workflows/domain/budget.ts';
import { sentText } from '../../workflows/domain/sent-request.ts';
import type { ModelRequest, Passage, ToolSpec } from '../../workflows/domain/turn.ts';
import { egress } from '../egress/egress.ts';
import type { Outgoing } from '../ports/model.ts';
import { openAiModel } from './model.ts';
import { toolDialects } from './tool-dialects.ts';

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

/** Refuses whoever offers tools, or says what a tool said. */
const refusing: Dialect = ({ tools, messages }) =>
  tools || messages.some(({ role, tool_calls: calls }) => role === 'tool' || calls)
    ? null
    : [choice({ content: 'Within 30 days [1].' }), choice({}, 'stop')];

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function aModel(dialect: Dialect) {
  const asked: Asked[] = [];
  const bodies: string[] = [];
  const warned: object[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      bodies.push(body);
      asked.push(JSON.parse(body) as Asked);
      const chunks = dialect(asked.at(-1)!);
      if (!chunks) return response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":{"message":"strict"}}');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return response.end([...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), 'data: [DONE]\n\n'].join(''));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const log = { warn: (fields: object) => void warned.push(fields) };
  const model = openAiModel({ apiKey: 'test', baseURL, model: 'm', egress: egress({ trusted: [baseURL] }), log });
  let sent: Outgoing | null = null;
  const ask = (request: ModelRequest) =>
    model.draft(request, { signal: new AbortController().signal, onToken: () => undefined, onSent: (outgoing) => (sent = outgoing) });
  return { ask, asked, bodies, warned, sent: () => sent! };
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
  const { ask } = await aModel(strict);
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
  const draft = await (await aModel(plain)).ask(REQUEST);
  expect(draft).toMatchObject({ type: 'reply', text: 'Within 30 days [1].', used: [1] });
  expect(draft.usage.estimated).toBe(true);
  expect(draft.usage.inputTokens).toBe(tokensOf(JSON.stringify(REQUEST.messages)));
  expect(draft.usage.outputTokens).toBeGreaterThanOrEqual(tokensOf('Within 30 days [1].'));
});

test('one that refuses tools is asked once more without them, and from then on without them at once', async () => {
  const { ask, asked, bodies, warned, sent } = await aModel(refusing);
  const request = { ...REQUEST, messages: [{ role: 'system' as const, content: 'Sources: …' }, ...REQUEST.messages], withoutTools: 'No tools here.' };
  expect(await ask(request)).toMatchObject({ type: 'reply', text: 'Within 30 days [1].', used: [1] });
  expect(asked.map(({ tools = [] }) => tools.length)).toEqual([1, 0]);
  expect(asked[1]!.messages).toEqual([
    { role: 'system', content: 'Sources: …\n\nNo tools here.' },
    { role: 'user', content: 'Can I return A-1?' },
  ]);
  expect(warned).toEqual([{ reason: 'toolsRefused', model: 'm' }]);

  // Steps behind a call, as of another model before it, carry what was found as text.
  const calls = [{ id: 'c', name: 'order_status', arguments: '{}' }];
  const next = [
    ...request.messages,
    { role: 'assistant' as const, content: '', toolCalls: calls },
    { role: 'tool' as const, content: 'A-1 was sent.', toolCallId: 'c' },
  ];
  await ask({ ...request, messages: next });
  expect(asked).toHaveLength(3);
  expect(asked[2]!.messages.at(-1)).toEqual({ role: 'user', content: 'Can I return A-1?\n\nA-1 was sent.' });
  expect(warned).toHaveLength(1);
  expect(bodies.at(-1)).toBe(sentText({ steps: [], request: { ...request, messages: next } }, 1, sent()));

  // Other tools are another question.
  await ask({ ...request, tools: [{ ...STATUS, name: 'other' }] });
  expect(asked).toHaveLength(5);
});

test('what is refused with and without tools is refused for something else, and nothing is remembered', async () => {
  const { ask, asked, warned } = await aModel(() => null);
  for (let i = 0; i < 2; i++) await expect(ask(REQUEST)).rejects.toMatchObject({ name: 'ModelFault', kind: 'refused' });
  expect(asked.map(({ tools = [] }) => tools.length)).toEqual([1, 0, 1, 0]);
  expect(warned).toEqual([]);
});

test('that tools are refused is forgotten after an hour, and of a thousand other lists of tools', () => {
  let now = 0;
  const dialects = toolDialects(() => now);
  dialects.refused([STATUS]);
  expect([dialects.takes([STATUS]), dialects.takes([])]).toEqual([false, true]);
  now = 3_600_000;
  expect(dialects.takes([STATUS])).toBe(true);
  dialects.refused([STATUS]);
  for (let i = 0; i < 1_000; i++) dialects.refused([{ ...STATUS, name: `t${i}` }]);
  expect(dialects.takes([STATUS])).toBe(true);
});

test.each([
  ['a call in prose', 'escalate({"reason":"modelUnsure","summary":"They want their order."})'],
  ['a call as JSON', '{"name":"order_status","arguments":{"order":"A-1"}}'],
  ['a call in the marks of some models', '<tool_call>{"name":"order_status","arguments":{"order":"A-1"}}</tool_call>'],
  ['thoughts', '<think>The visitor wants to know about order A-1, so I should call order_status.</think>'],
])('%s is none, and no visitor sees it', async (_what, content) => {
  const { ask } = await aModel(() => [choice({ content }), choice({}, 'stop')]);
  expect(await ask(REQUEST)).toMatchObject({ type: 'escalate', reason: 'modelUnsure' });
});
