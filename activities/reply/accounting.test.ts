/** What turns, conversations and tenants have spent is what the providers said, call by call; what one does not say is counted and marked. */
import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { egress } from '../../infra/egress/egress.ts';
import { openAiModel } from '../../infra/openai/model.ts';
import { brokenModel, half, whole } from '../../infra/testing/broken-model.ts';
import { callsTool, costing, fails, says, scriptedModel, type Step } from '../../infra/testing/scripted-model.ts';
import { AMOUNTS, NOTHING, type Amounts } from '../../workflows/domain/budget.ts';
import { effectKey } from '../../workflows/domain/effects.ts';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import { modelStep, type Answerer } from '../../workflows/domain/turn.ts';
import { aQuestion, aTurn, memoryDeps, type MemoryDeps } from '../../workflows/testing/memory-deps.ts';
import { draftReply } from './draft-reply.ts';

const NOW = new Date('2026-05-04T10:00:00Z');
/** Millionths of a dollar a token: whole ones, so that no sum is rounded. */
const PRICES = { model: { input: 2, output: 5 }, fallback: { input: 3, output: 7 } };
const ANSWER = 'Within 30 days [1].';

type Env = { OPENAI_BASE_URL: string; OPENAI_API_KEY: string };
const at = ({ OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey }: Env, model: string) =>
  openAiModel({ apiKey, baseURL, model, egress: egress({ trusted: [baseURL] }) });

/** One turn: each ask is an attempt of one answerer at one step. */
async function drafts(deps: MemoryDeps, ref: ConversationRef, asks: [by: Answerer, step: number, attempt: number][]) {
  const turn = await aTurn(deps, ref);
  await deps.turns.update(turn, turn.turnId, { timings: { openedAt: NOW } });
  for (const [by, step, attempt] of asks) {
    const env = new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') });
    const request = { ...turn, step, by, effectKey: effectKey(turn, `draft-${step}`) };
    await env.run(draftReply(deps), request).catch(() => undefined);
  }
  return (await deps.turns.get(turn, turn.turnId))!;
}

const total = (all: readonly Amounts[]): Amounts =>
  all.reduce((sum, one) => Object.fromEntries(AMOUNTS.map((name) => [name, sum[name] + one[name]])) as Amounts, NOTHING);
/** Of calls by what the provider said of each: tokens read and written. */
const reported = (price: { input: number; output: number }, calls: readonly [number, number][]): Amounts =>
  total(calls.map(([read, wrote]) => ({ modelCalls: 1, toolCalls: 0, tokens: read + wrote, costMicros: read * price.input + wrote * price.output })));

test('answers, tools, retries, refusals and the stand-in: the sums are the providers’ own', async () => {
  const first: Step[] = [
    costing(says(ANSWER), 700, 20),
    // A turn of two steps.
    costing(callsTool('no_such_tool', {}), 710, 9),
    costing(says(ANSWER), 790, 21),
    // Refused twice, then answered.
    fails(429, { retryAfter: 1 }),
    fails(500),
    costing(says(ANSWER), 730, 23),
    // What does not stand is paid for as well, and so is an answer of nothing.
    costing(says('Everything is possible on Mars within 99 years.'), 740, 31),
    costing(says('  '), 750, 2),
    costing(says(ANSWER), 750, 22),
    fails(503),
  ];
  const provider = await scriptedModel(first);
  const standIn = await scriptedModel([costing(says(ANSWER), 650, 19)]);
  const deps = memoryDeps({ model: at(provider.env, 'first'), fallback: at(standIn.env, 'second'), prices: PRICES, now: () => NOW });
  const [one, two] = [await aQuestion(deps), await aQuestion(deps)];
  try {
    const turns = [
      await drafts(deps, one, [['model', 1, 1]]),
      await drafts(deps, one, [
        ['model', 1, 1],
        ['model', 2, 1],
      ]),
      await drafts(deps, one, [
        ['model', 1, 1],
        ['model', 1, 2],
        ['model', 1, 3],
      ]),
      await drafts(deps, two, [['model', 1, 1]]),
      await drafts(deps, two, [
        ['model', 1, 1],
        ['model', 1, 2],
      ]),
      await drafts(deps, two, [
        ['model', 1, 1],
        ['fallback', 1, 1],
      ]),
    ];
    const refused = (calls: number): Amounts => ({ ...NOTHING, modelCalls: calls });
    const ofOne = total([
      reported(PRICES.model, [
        [700, 20],
        [710, 9],
        [790, 21],
        [730, 23],
      ]),
      refused(2),
    ]);
    const ofTwo = total([
      reported(PRICES.model, [
        [740, 31],
        [750, 2],
        [750, 22],
      ]),
      refused(1),
      reported(PRICES.fallback, [[650, 19]]),
    ]);

    for (const [ref, expected] of [
      [one, ofOne],
      [two, ofTwo],
    ] as const) {
      const own = turns.filter(({ conversationId }) => conversationId === ref.conversationId);
      expect(total(await Promise.all(own.map((turn) => deps.usage.get(ref, `turn:${turn._id}`))))).toEqual(expected);
      expect(await deps.usage.get(ref, `conversation:${ref.conversationId}`)).toEqual(expected);
      // Each tenant has one conversation here.
      expect(await deps.usage.get(ref, 'day:2026-05-04')).toEqual(expected);
    }
    expect(modelStep(turns.at(-1)!, 1)).toMatchObject({ by: 'fallback', costMicros: 650 * 3 + 19 * 7 });
    expect(turns.flatMap(({ steps }) => steps).filter((step) => step.type === 'model' && step.draft.usage.estimated)).toEqual([]);
  } finally {
    await provider.close();
    await standIn.close();
  }
});

test('a provider that does not say what it took is counted by our own measure, and marked', async () => {
  const provider = await brokenModel([whole(ANSWER), half, whole(ANSWER)]);
  const deps = memoryDeps({ model: at(provider.env, 'silent'), prices: PRICES, now: () => NOW });
  const ref = await aQuestion(deps);
  try {
    const turn = await drafts(deps, ref, [['model', 1, 1]]);
    const { usage } = modelStep(turn, 1)!.draft;
    expect(usage).toMatchObject({ estimated: true });
    expect(usage.inputTokens).toBeGreaterThan(100);
    expect(await deps.usage.get(ref, `turn:${turn._id}`)).toEqual(reported(PRICES.model, [[usage.inputTokens, usage.outputTokens]]));

    // Half an answer was written, so it is counted: at least what was read, and what came.
    const broken = await drafts(deps, ref, [
      ['model', 1, 1],
      ['model', 1, 2],
    ]);
    const spent = await deps.usage.get(ref, `turn:${broken._id}`);
    expect(spent.modelCalls).toBe(2);
    expect(spent.tokens).toBeGreaterThan(2 * usage.inputTokens);
    const parts = await Promise.all([turn, broken].map(({ _id }) => deps.usage.get(ref, `turn:${_id}`)));
    expect(await deps.usage.get(ref, 'day:2026-05-04')).toEqual(total(parts));
  } finally {
    await provider.close();
  }
});
