/** Whatever a provider does, a call ends within its limits, tells its fault by kind, and lets go of the connection. */
import { expect, test } from '@jest/globals';
import type { ModelRequest } from '../../workflows/domain/turn.ts';
import {
  brokenModel,
  endless,
  endlessLine,
  garbage,
  half,
  silence,
  stalls,
  status,
  whole,
  type Answer,
  type BrokenModel,
} from '../testing/broken-model.ts';
import { egress } from '../egress/egress.ts';
import { openAiModel } from './model.ts';

/** Of a provider that would never end; whoever says something has a slow machine's time to say it, ms. */
const HASTY = { idleMs: 700, totalMs: 1_600 };
const PATIENT = { idleMs: 60_000, totalMs: 120_000 };
const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Can I return it?' }],
  question: 'Can I return it?',
  passages: [
    {
      n: 1,
      score: 0.9,
      dense: 0.9,
      keyword: null,
      chunkId: 'chk_a',
      versionId: 'doc_a@1',
      documentId: 'doc_a',
      title: 'Returns',
      section: '',
      text: 'Within 30 days.',
    },
  ],
  tools: [],
  floor: 0.3,
};

const ask = ({ env }: BrokenModel, { signal = new AbortController().signal, limits = PATIENT } = {}) =>
  openAiModel({
    apiKey: env.OPENAI_API_KEY,
    baseURL: env.OPENAI_BASE_URL,
    model: 'gpt-test',
    egress: egress({ trusted: [env.OPENAI_BASE_URL] }),
    limits,
  }).draft(request, {
    signal,
    onToken: () => {},
  });

const page = '<html><body>502 Bad Gateway</body></html>';
test.each<[string, Answer, object]>([
  ['silence', silence, { kind: 'timeout' }],
  ['a stream that stalls', stalls, { kind: 'timeout' }],
  ['a stream without an end', endless(50), { kind: 'timeout' }],
  ['a stream without an end that is fast', endless(1, 'word '.repeat(500)), { kind: 'garbled' }],
  ['a line without an end', endlessLine, {}],
  ['half a stream', half, {}],
  ['503 with Retry-After', status(503, { 'retry-after': '7' }), { kind: 'unavailable', retryAfterMs: 7_000 }],
  ['a page instead of an answer', garbage(page), { kind: 'garbled' }],
  ['JSON that is cut', garbage('data: {"choices": [{"del\n\n'), { kind: 'garbled' }],
  ['JSON of another shape', garbage('data: {"hello": 1}\n\ndata: [DONE]\n\n'), { kind: 'garbled' }],
  ['nothing at all', garbage(''), { kind: 'garbled' }],
])('%s', async (_name, answer, fault) => {
  const provider = await brokenModel([answer]);
  try {
    const limits = 'kind' in fault && fault.kind === 'timeout' ? HASTY : PATIENT;
    const error: unknown = await ask(provider, { limits }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ModelFault', ...fault });
    expect(['rateLimited', 'unavailable', 'timeout', 'garbled']).toContain((error as { kind: string }).kind);
    while (provider.open() > 0) await new Promise((soon) => setTimeout(soon, 5));
    expect(provider.calls()).toBe(1);
  } finally {
    await provider.close();
  }
});

test('a slow answer is no fault as long as it goes on', async () => {
  const words = ['Within', ' thirty', ' days', ' [1].'];
  // All of it takes longer than the idle time, each piece far less, also on a busy machine.
  const limits = { idleMs: 3_000, totalMs: 120_000 };
  const provider = await brokenModel([
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const next = (): void => {
        const content = words.shift();
        const choice = content === undefined ? { delta: {}, finish_reason: 'stop' } : { delta: { content } };
        response.write(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`);
        if (content === undefined) response.end('data: [DONE]\n\n');
        else setTimeout(next, 900);
      };
      next();
    },
  ]);
  expect(await ask(provider, { limits })).toMatchObject({ type: 'reply', text: 'Within thirty days [1].', used: [1] });
  await provider.close();
});

test('the turn that gives up ends the wait at once', async () => {
  const provider = await brokenModel([silence, whole('unheard')]);
  const stop = new AbortController();
  const asking = ask(provider, { signal: stop.signal });
  while (provider.calls() === 0) await new Promise((soon) => setTimeout(soon, 5));
  stop.abort();
  await expect(asking).rejects.toMatchObject({ kind: 'aborted' });
  while (provider.open() > 0) await new Promise((soon) => setTimeout(soon, 5));
  await provider.close();
});
