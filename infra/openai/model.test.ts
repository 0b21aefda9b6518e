/** The adapter of OpenAI-compatible endpoints against a scripted one over real HTTP. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ModelRequest } from '../../workflows/domain/turn.ts';
import { breaksOff, callsTool, fails, says, scriptedModel, type ScriptedModel, type Step } from '../testing/scripted-model.ts';
import { egress } from '../egress/egress.ts';
import { openAiModel } from './model.ts';

let provider: ScriptedModel;
afterEach(() => provider.close());

const passage = (n: number, score: number): ModelRequest['passages'][number] => ({
  n,
  score,
  dense: score,
  keyword: null,
  chunkId: `chk_${n}`,
  versionId: 'doc_a@1',
  documentId: 'doc_a',
  title: 'Returns',
  section: '',
  text: 'Within 30 days.',
});
const request = (patch: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [
    { role: 'system', content: 'Answer from the sources.' },
    { role: 'user', content: 'Can I return it?' },
  ],
  question: 'Can I return it?',
  passages: [passage(1, 0.9), passage(2, 0.5)],
  tools: [],
  floor: 0.3,
  ...patch,
});

async function ask(
  steps: Step[],
  asked: ModelRequest = request(),
  signal: AbortSignal = new AbortController().signal,
  onToken = (_: string) => {},
  onWritten = (_: string) => {},
) {
  provider = await scriptedModel(steps);
  const model = openAiModel({
    apiKey: provider.env.OPENAI_API_KEY,
    baseURL: provider.env.OPENAI_BASE_URL,
    model: 'gpt-test',
    egress: egress({ trusted: [provider.env.OPENAI_BASE_URL] }),
  });
  return model.draft(asked, { signal, onToken, onWritten });
}

test('streams the answer and names the sources that it cites, each once', async () => {
  const pieces: string[] = [];
  const said = 'Yes, within 30 days [1], as always [1]. Nothing on [7]. Sure, within thirty days [1].';
  const written: string[] = [];
  const draft = await ask(
    [says(said)],
    request(),
    undefined,
    (piece) => pieces.push(piece),
    (piece) => written.push(piece),
  );
  const text = 'Yes, within 30 days [1], as always [1]. Sure, within thirty days [1].';
  expect(draft).toMatchObject({ type: 'reply', text, used: [1], model: 'gpt-test' });
  // What was seen is what is said, and nothing else was ever seen; all of it is paid for.
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join('')).toBe(text);
  expect(written.join('')).toBe(said);
  expect(provider.requests()).toHaveLength(1);
  expect(provider.requests()[0]).toMatchObject({ model: 'gpt-test', messages: request().messages, stream: true });
});

describe('tools', () => {
  const refund = {
    name: 'refund',
    description: 'Refunds an order.',
    parameters: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'], additionalProperties: false },
  } as const;

  test('are offered as the request has them, and a call comes back as the model wrote it', async () => {
    const draft = await ask([callsTool('refund', '{"order": "A-1"}')], request({ tools: [refund] }));
    expect(draft).toMatchObject({ type: 'tools', calls: [{ name: 'refund', arguments: '{"order": "A-1"}' }] });
    expect(provider.requests()[0]!.tools).toEqual([{ type: 'function', function: refund }]);
  });

  test.each(['{"order": "A', '[]', 'refund it'])('and so do the arguments %s', async (args) => {
    expect(await ask([callsTool('refund', args)])).toMatchObject({ type: 'tools', calls: [{ name: 'refund', arguments: args }] });
  });

  test('what they answered goes back under the id of the call', async () => {
    const messages: ModelRequest['messages'] = [
      { role: 'user', content: 'Refund A-1' },
      { role: 'assistant', content: '', toolCalls: [{ id: 'call_7', name: 'refund', arguments: '{"order": "A-1"}' }] },
      { role: 'tool', content: 'Refunded.', toolCallId: 'call_7' },
    ];
    await ask([says('Done.')], request({ messages, tools: [refund] }));
    expect(provider.requests()[0]!.messages).toEqual([
      { role: 'user', content: 'Refund A-1' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'call_7', type: 'function', function: { name: 'refund', arguments: '{"order": "A-1"}' } }],
      },
      { role: 'tool', tool_call_id: 'call_7', content: 'Refunded.' },
    ]);
  });

  test('none are needed when nothing found reaches the floor', async () => {
    expect(await ask([], request({ passages: [passage(1, 0.1)] }))).toMatchObject({ type: 'escalate', reason: 'nothingFound' });
    expect(provider.requests()).toEqual([]);
  });
});

describe('a fault of the provider is told by its kind, without its words', () => {
  test.each<[string, Step, object]>([
    ['429 with Retry-After', fails(429, { retryAfter: 17 }), { kind: 'rateLimited', retryAfterMs: 17_000 }],
    ['500', fails(500), { kind: 'unavailable' }],
    ['400', fails(400), { kind: 'refused' }],
    ['401', fails(401), { kind: 'refused' }],
    ['a stream that breaks off', breaksOff('Yes, within thirty days, as always.'), {}],
    ['an empty answer', says(''), { kind: 'garbled' }],
  ])('%s', async (_name, step, fault) => {
    const error: unknown = await ask([step]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ModelFault', ...fault });
    expect(['rateLimited', 'unavailable', 'refused', 'garbled']).toContain((error as { kind: string }).kind);
    expect(String(error)).not.toContain('scripted');
    expect(provider.requests()).toHaveLength(1);
  });

  test('nobody there', async () => {
    provider = await scriptedModel([]);
    const baseURL = 'http://127.0.0.1:9/v1';
    const model = openAiModel({ apiKey: 'k', baseURL, model: 'm', egress: egress({ trusted: [baseURL] }) });
    await expect(model.draft(request(), { signal: new AbortController().signal, onToken: () => {} })).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

test('a cancelled turn closes the connection of the provider in the middle of the answer', async () => {
  const stop = new AbortController();
  const answering = ask([says('Within 30 days [1]. '.repeat(30), { latency: 20, chunkSize: 5 })], request(), stop.signal, () => stop.abort());
  await expect(answering).rejects.toMatchObject({ name: 'ModelFault', kind: 'aborted' });
  await provider.hungUp;
});
