/** A draft is paid for once, a cancel reaches the provider, and faults say how they may be tried again. */
import { expect, test } from '@jest/globals';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { BusEvent } from '../../infra/ports/event-bus.ts';
import { extractiveAnswerer } from '../../infra/extractive/answerer.ts';
import { egress } from '../../infra/egress/egress.ts';
import { ModelFault } from '../../infra/openai/fault.ts';
import { openAiModel } from '../../infra/openai/model.ts';
import { callsTool, fails, says, saysAndCalls, scriptedModel, type ScriptedModel, type Step } from '../../infra/testing/scripted-model.ts';
import type { Model } from '../../infra/ports/model.ts';
import { runActivity } from '../../infra/testing/corpora/run-activity.ts';
import { effectKey } from '../../workflows/domain/effects.ts';
import { NOTICES } from '../../workflows/domain/notices.ts';
import { PLAIN_SETTINGS } from '../../workflows/testing/memory-stores.ts';
import type { Entry } from '../../workflows/domain/entry.ts';
import { aTurn, memoryDeps, says as visitorSays, type MemoryDeps } from '../../workflows/testing/memory-deps.ts';
import { appendMove } from '../conversation/append-move.ts';
import { draftReply, type DraftRequest } from './draft-reply.ts';
import { promptVersionOf } from './prompts/prompt.ts';
import { REPLY_PROMPT } from './prompts/reply-prompt.ts';
import { replyRequest } from './prompts/reply-request.ts';

type Scene = {
  deps: MemoryDeps;
  events: BusEvent[];
  provider: ScriptedModel;
  env: MockActivityEnvironment;
  draft: () => Promise<unknown>;
  turn: DraftRequest;
};

/** A turn that has searched, and a provider that says what the steps say; the provider is closed behind the test. */
async function scene(steps: Step[], play: (scene: Scene) => Promise<void>): Promise<void> {
  const provider = await scriptedModel(steps);
  const model = openAiModel({
    apiKey: 'test',
    baseURL: provider.env.OPENAI_BASE_URL,
    model: 'gpt-test',
    egress: egress({ trusted: [provider.env.OPENAI_BASE_URL] }),
  });
  const deps = memoryDeps({ model });
  const events: BusEvent[] = [];
  deps.bus.subscribe((event) => events.push(event));
  const turn = await aTurn(deps);
  const env = new MockActivityEnvironment({ attempt: 2 }, { logger: new DefaultLogger('ERROR') });
  try {
    await play({ deps, events, provider, env, turn, draft: () => env.run(draftReply(deps), turn) });
  } finally {
    await provider.close();
  }
}

test('pieces go to the bus under turn and attempt, the draft and its citations to the record', () =>
  scene([says('Within 30 days [1]. Enjoy the rest of it.')], async ({ deps, events, draft, provider }) => {
    expect(await draft()).toEqual({ type: 'reply' });
    const deltas = events.filter((event) => event.type === 'turn.delta');
    expect(deltas.map((event) => event.text).join('')).toBe('Within 30 days [1]. Enjoy the rest of it.');
    expect(deltas.map((event) => event.n)).toEqual(deltas.map((_, n) => n));
    expect(new Set(deltas.map((event) => event.attempt))).toEqual(new Set([2]));
    const { turnId } = deltas[0]!;
    expect(await deps.turns.get(deltas[0]!, turnId)).toMatchObject({
      draft: { type: 'reply' },
      citations: [{ n: 1, title: 'Returns' }],
      promptVersion: promptVersionOf(REPLY_PROMPT),
    });

    expect(await draft()).toEqual({ type: 'reply' });
    expect(provider.requests()).toHaveLength(1);
  }));

const shownIn = (events: readonly BusEvent[]): string => {
  const deltas = events.filter((event) => event.type === 'turn.delta');
  const newest = Math.max(...deltas.map(({ attempt }) => attempt));
  return deltas
    .filter(({ attempt }) => attempt === newest)
    .map(({ text }) => text)
    .join('');
};

test('what does not stand is never seen, and what was seen stays when the rest goes to people', () =>
  scene(
    [says('Within 30 days [1]. It costs 9 euros [1]. It takes 77 years [1]. Mars is 5 miles away [1].')],
    async ({ deps, events, draft, turn }) => {
      expect(await draft()).toEqual({ type: 'escalate', reason: 'modelUnsure' });
      expect(shownIn(events)).toBe('Within 30 days [1].');
      expect(await deps.turns.get(turn, turn.turnId)).toMatchObject({
        draft: { type: 'escalate', said: { text: 'Within 30 days [1].', used: [1] } },
      });

      const { turnId, conversationId } = turn;
      const escalate = appendMove(deps);
      const move = { ...turn, move: 'escalate', key: turnId, agentId: null, reason: 'modelUnsure', turnId } as const;
      await runActivity(escalate, move);
      await runActivity(escalate, move);
      const log = await deps.entries.after(turn, conversationId, 0, 10);
      expect(log.map(({ kind, body }) => [kind, body.text])).toEqual([
        ['message', 'Can I return it?'],
        ['message', 'Within 30 days [1].'],
        ['escalated', 'A person will answer.'],
      ]);
      expect(log[1]).toMatchObject({ author: { type: 'assistant' }, body: { turnId, citations: [{ n: 1, title: 'Returns' }] } });
    },
  ));

test('what was said before a tool was called stands before the answer', () =>
  scene(
    [saysAndCalls('Within 30 days [1]. Let me look', 'search_knowledge', { query: 'x' }), says('Within thirty days [1].')],
    async ({ deps, events, draft, turn }) => {
      expect(await draft()).toEqual({ type: 'tools', calls: ['read'] });
      expect(shownIn(events)).toBe('Within 30 days [1].');
      await deps.turns.update(turn, turn.turnId, { timings: { openedAt: new Date() } });
      const next = { ...turn, step: 2, effectKey: effectKey(turn, 'draft-2') };
      expect(await runActivity(draftReply(deps), next)).toEqual({ type: 'reply' });
      const { draft: answer } = (await deps.turns.get(turn, turn.turnId))!;
      expect(answer).toMatchObject({ type: 'reply', text: 'Within 30 days [1].\n\nWithin thirty days [1].', used: [1] });
      expect(shownIn(events)).toBe('Within 30 days [1].\n\nWithin thirty days [1].');
    },
  ));

test('a workspace that offers nobody says that there is no answer, in the language of the visitor; who wants a person gets one', () =>
  scene(
    [says('Everything is possible for you.'), callsTool('escalate', { reason: 'askedForPerson', summary: '' })],
    async ({ deps, draft, turn, provider }) => {
      await deps.settings.save(turn, { ...PLAIN_SETTINGS, persona: { handover: false, locale: 'fr' } });
      await deps.turns.update(turn, turn.turnId, { settingsVersion: 2, question: 'Kann ich es zurückgeben?' });
      expect(await draft()).toEqual({ type: 'reply' });
      expect((await deps.turns.get(turn, turn.turnId))!.draft).toMatchObject({ type: 'reply', text: NOTICES.de.unanswered, used: [] });
      expect(provider.requests()[0]!.tools?.map((tool) => tool.function.name)).toEqual(['search_knowledge']);

      const other = await aTurn(deps, turn);
      await deps.turns.update(other, other.turnId, { settingsVersion: 2 });
      expect(await runActivity(draftReply(deps), other)).toEqual({ type: 'escalate', reason: 'askedForPerson' });
    },
  ));

test('a cancel closes the connection of the provider and takes the draft off the screens', () =>
  scene([says('Within 30 days [1]. '.repeat(30), { latency: 20, chunkSize: 5 })], async ({ deps, events, draft, env, provider }) => {
    const drafting = draft();
    await new Promise<void>((speaks) => deps.bus.subscribe(({ type }) => type === 'turn.delta' && speaks()));
    env.cancel();
    await expect(drafting).rejects.toBeInstanceOf(CancelledFailure);
    await provider.hungUp;
    const [discarded] = events.filter((event) => event.type === 'turn.discarded');
    expect(await deps.turns.get(discarded!, discarded!.turnId)).toMatchObject({ outcome: 'superseded', draft: null });
  }));

test('a newer message closes the connection at once, before the cancel arrives; that it takes longer does not', () =>
  scene([says('Within 30 days [1]. '.repeat(30), { latency: 20, chunkSize: 5 })], async ({ deps, events, draft, env, provider }) => {
    const drafting = draft();
    await new Promise<void>((speaks) => deps.bus.subscribe(({ type }) => type === 'turn.delta' && speaks()));
    const [{ tenantId, conversationId }] = events.filter((event) => event.type === 'turn.delta') as [Extract<BusEvent, { type: 'turn.delta' }>];
    const ref = { tenantId, conversationId };
    const append = async (author: Entry['author'], key: string) => {
      const { entry } = await deps.entries.append(ref, { conversationId, key, kind: 'message', author, body: { text: '' }, dispatch: 'none' });
      deps.bus.publish({ type: 'entry.appended', ...ref, entryId: entry._id, seq: entry.seq });
    };
    let isHungUp = false;
    void provider.hungUp.then(() => (isHungUp = true));
    await append({ type: 'system' }, 'delayed-1');
    const seen = events.length;
    while (events.slice(seen).filter((event) => event.type === 'turn.delta').length < 2) await new Promise((soon) => setTimeout(soon, 5));
    expect(isHungUp).toBe(false);
    await append({ type: 'visitor', id: 'vis_a' }, 'newer');
    await provider.hungUp;
    env.cancel();
    await expect(drafting).rejects.toBeInstanceOf(CancelledFailure);
  }));

test.each<[string, Step, object]>([
  [
    '429 waits as long as the provider asks',
    fails(429, { retryAfter: 17 }),
    { type: 'Model.rateLimited', nonRetryable: false, nextRetryDelay: 17_000 },
  ],
  ['500 is tried again', fails(500), { type: 'Model.unavailable', nonRetryable: false }],
  ['400 is final', fails(400), { type: 'Model.refused', nonRetryable: true }],
  ['401 is final', fails(401), { type: 'Model.refused', nonRetryable: true }],
])('%s', (_name, step, failure) =>
  // A refusal may mean the tools: then it is asked for once more without them.
  scene([step, step], async ({ draft }) => {
    const error: unknown = await draft().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApplicationFailure);
    expect(error).toMatchObject(failure);
    // What a provider says may quote the visitor, and failures are kept in histories.
    expect((error as Error).message).not.toContain('scripted');
  }),
);

test('what was said before the conversation was resolved is kept from the model', async () => {
  const deps = memoryDeps();
  const { turnId, ...ref } = await aTurn(deps);
  const { conversationId } = ref;
  await deps.entries.append(ref, { conversationId, key: 'r', kind: 'resolved', author: { type: 'system' }, body: { text: '' }, dispatch: 'none' });
  await visitorSays(deps, ref, 'Hello');
  await visitorSays(deps, ref, 'Are you there?');
  const turn = { ...(await deps.turns.get(ref, turnId))!, answers: [4], upTo: 4, question: 'Are you there?' };
  const { messages } = await replyRequest(deps, turn);
  expect(messages.slice(1).map(({ content }) => content)).toEqual(['Hello', 'Are you there?']);
});

test('a tenant with a key of its own spends from its budget where the house only quotes, its neighbour does not', async () => {
  const usage = { inputTokens: 30, outputTokens: 10 };
  const spentWith = async (hasKey: boolean): Promise<number> => {
    const deps = memoryDeps({
      model: {
        name: 'extractive',
        generative: false,
        generativeFor: async () => hasKey,
        draft: async () => ({ type: 'reply', text: 'Within 30 days.', used: [], model: 'own', usage }),
      },
    });
    const turn = await aTurn(deps);
    await new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(draftReply(deps), turn);
    return (await deps.usage.get(turn, `turn:${turn.turnId}`)).tokens;
  };
  expect([await spentWith(true), await spentWith(false)]).toEqual([40, 0]);
});

test('the help centre is quoted for a tenant whose own key fails, and not once more where the house has no model', async () => {
  const asked = async (hasKey: boolean): Promise<unknown> => {
    const model = { name: 'extractive', generative: false, draft: () => Promise.reject(new Error('away')) };
    const deps = memoryDeps({ model: { ...model, generativeFor: async () => hasKey }, quotes: extractiveAnswerer() });
    const turn = { ...(await aTurn(deps)), by: 'quotes' } as const;
    return new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(draftReply(deps), turn);
  };
  expect([await asked(true), await asked(false)]).toEqual([{ type: 'reply' }, { type: 'absent' }]);
});

test('a tenant whose own key is refused is told so, and neither the stand-in of the house nor its budget pays', async () => {
  const asks: string[] = [];
  const house: Model = {
    name: 'the stand-in of the house',
    generative: true,
    draft: async () => {
      asks.push('house');
      return { type: 'reply', text: 'Within 30 days.', used: [], model: 'house', usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
  const outcomes = async (ownKey: boolean): Promise<unknown[]> => {
    const model = {
      name: 'gpt',
      generative: true,
      ownKeyOf: async () => ownKey,
      draft: () => Promise.reject(new ModelFault('refused', undefined, ownKey)),
    };
    const deps = memoryDeps({ model, fallback: house });
    const turn = await aTurn(deps);
    const run = (by: 'model' | 'fallback') =>
      new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })
        .run(draftReply(deps), { ...turn, by })
        .catch((error: Error) => error.message);
    return [await run('model'), await run('fallback')];
  };
  expect(await outcomes(true)).toEqual([{ type: 'escalate', reason: 'modelKeyRefused' }, { type: 'absent' }]);
  expect(asks).toEqual([]);
  expect(await outcomes(false)).toEqual(['The model failed: refused.', { type: 'reply' }]);
});
