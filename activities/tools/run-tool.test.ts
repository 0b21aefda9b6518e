/** A tool call has its effect once: whatever dies between the intent, the send and the outcome. */
import { describe, expect, jest, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { effectKey, type ToolKind } from '../../workflows/domain/effects.ts';
import { modelStep, passagesOf, requestOf, toolStep } from '../../workflows/domain/turn.ts';
import { aTurn, memoryDeps, type MemoryDeps } from '../../workflows/testing/memory-deps.ts';
import { PLAIN_SETTINGS } from '../../workflows/testing/memory-stores.ts';
import type { Deps } from '../deps.ts';
import { resolveEffect } from './resolve-effect.ts';
import { runTool, type ToolRequest } from './run-tool.ts';
import { ToolRefused, type Resolution, type Tool, type ToolContext } from './tool.ts';

type Scene = {
  deps: MemoryDeps;
  request: ToolRequest;
  sent: ToolContext[];
  run: () => Promise<unknown>;
  resolve: (attempt?: number) => Promise<unknown>;
};
const usage = { inputTokens: 1, outputTokens: 1 };

/** A turn whose first step asked for one call of a tool that notes what it sends. */
async function scene(
  kind: ToolKind,
  { ends = async () => 'Refunded.', resolve }: { ends?: () => Promise<string>; resolve?: () => Promise<Resolution> } = {},
): Promise<Scene> {
  const sent: ToolContext[] = [];
  const refund: Tool = {
    name: 'refund',
    description: 'Refunds an order.',
    policy: { reaches: 'conversation' },
    parameters: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'], additionalProperties: false },
    kind,
    async run(_args, context) {
      sent.push(context);
      return { text: await ends() };
    },
    ...(resolve ? { resolve } : {}),
  };
  const deps = memoryDeps({ tools: [refund], now: () => new Date(5_000) });
  const { effectKey: key, ...turn } = await aTurn(deps);
  const calls = [{ id: 'c1', name: 'refund', arguments: '{"order":"A-1"}' }];
  await deps.turns.addStep(turn, turn.turnId, {
    type: 'model',
    key,
    step: 1,
    by: 'model',
    draft: { type: 'tools', text: '', calls, model: 'm', usage },
    calls: [kind],
  });
  const request = { ...turn, step: 1, call: 1, effectKey: effectKey(turn, 'tool-1-1') };
  const all = deps as unknown as Deps; // of a search, nothing is needed here
  const env = (attempt: number) => new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') });
  return {
    deps,
    request,
    sent,
    run: () => env(1).run(runTool(all), request),
    resolve: (attempt = 1) => env(attempt).run(resolveEffect(all), request),
  };
}
const recordOf = async ({ deps, request }: Scene) => (await deps.turns.get(request, request.turnId))!;
const lost = () => Promise.reject(new Error('the answer got lost'));

test('twice is one send, and the result stands with the turn', async () => {
  const its = await scene('once');
  expect([await its.run(), await its.run()]).toEqual([{ type: 'ran' }, { type: 'ran' }]);
  expect(its.sent).toHaveLength(1);
  expect(its.sent[0]).toMatchObject({ tenantId: its.request.tenantId, conversationId: its.request.conversationId, effectKey: its.request.effectKey });
  expect(toolStep(await recordOf(its), 1, 1)).toMatchObject({ ok: true, result: 'Refunded.' });
  expect(await its.deps.effects.get(its.request, its.request.effectKey)).toMatchObject({ state: 'done', result: 'Refunded.' });
});

test('a refusal is an outcome: the model is told', async () => {
  const its = await scene('once', { ends: () => Promise.reject(new ToolRefused('Already refunded.')) });
  expect(await its.run()).toEqual({ type: 'ran' });
  expect(toolStep(await recordOf(its), 1, 1)).toMatchObject({ ok: false, result: 'Already refunded.' });
});

describe('whose outcome was not written', () => {
  test('is not sent again, becomes unknown and is listed for people', async () => {
    const its = await scene('once', { ends: lost });
    await expect(its.run()).rejects.toThrow('lost');
    expect(await its.run()).toEqual({ type: 'unsettled' });
    expect([await its.resolve(), await its.resolve()]).toEqual([{ type: 'unknown' }, { type: 'unknown' }]);
    expect(its.sent).toHaveLength(1);
    expect(await its.deps.effects.get(its.request, its.request.effectKey)).toMatchObject({ state: 'unknown' });
    expect(await its.deps.events.ofConversation(its.request, its.request.conversationId)).toMatchObject([{ type: 'conversation.effectUnknown' }]);
    expect((await recordOf(its)).draft).toMatchObject({ type: 'escalate', reason: 'effectUnknown' });
  });

  test('because the store was gone behind the send, is not sent again', async () => {
    const its = await scene('once');
    const finish = jest.spyOn(its.deps.effects, 'finish').mockRejectedValueOnce(new Error('gone'));
    await expect(its.run()).rejects.toThrow('gone');
    finish.mockRestore();
    expect(await its.run()).toEqual({ type: 'unsettled' });
    expect(its.sent).toHaveLength(1);
  });

  test('is finished when its system knows that it was done', async () => {
    const its = await scene('once', { ends: lost, resolve: async () => ({ type: 'done', text: 'Refunded at noon.' }) });
    await expect(its.run()).rejects.toThrow();
    expect(await its.resolve()).toEqual({ type: 'ran' });
    expect(toolStep(await recordOf(its), 1, 1)).toMatchObject({ ok: true, result: 'Refunded at noon.' });
    expect(its.sent).toHaveLength(1);
  });

  test('may run when its system knows that nothing happened', async () => {
    let fails = true;
    const its = await scene('once', { ends: () => (fails ? lost() : Promise.resolve('Refunded.')), resolve: async () => ({ type: 'notDone' }) });
    await expect(its.run()).rejects.toThrow();
    expect(await its.resolve()).toEqual({ type: 'mayRun' });
    fails = false;
    expect(await its.run()).toEqual({ type: 'ran' });
    expect(its.sent).toHaveLength(2);
  });

  test('is unknown when its system cannot be asked either', async () => {
    const its = await scene('once', { ends: lost, resolve: () => Promise.reject(new Error('away')) });
    await expect(its.run()).rejects.toThrow();
    await expect(its.resolve(2)).rejects.toThrow('away');
    expect(await its.resolve(3)).toEqual({ type: 'unknown' });
  });

  test('is sent again under the same key where the provider does a thing once a key', async () => {
    let fails = true;
    const its = await scene('keyed', { ends: () => (fails ? lost() : Promise.resolve('Refunded.')) });
    await expect(its.run()).rejects.toThrow();
    fails = false;
    expect(await its.run()).toEqual({ type: 'ran' });
    expect(its.sent.map((context) => context.effectKey)).toEqual([its.request.effectKey, its.request.effectKey]);
  });

  test('may run when it ended before its intent was written', async () => {
    const its = await scene('once');
    expect(await its.resolve()).toEqual({ type: 'mayRun' });
  });
});

test('over budget nothing is sent', async () => {
  const its = await scene('once');
  await its.deps.settings.save(its.request, { ...PLAIN_SETTINGS, budget: { turn: { toolCalls: 0 } } });
  expect(await its.run()).toEqual({ type: 'overBudget' });
  expect(its.sent).toEqual([]);
});

test('of two results under one key the first counts, in the record and in the request made of it', async () => {
  const its = await scene('read');
  await its.run();
  const { turnId, effectKey: key } = its.request;
  await its.deps.turns.addStep(its.request, turnId, { type: 'tool', key, step: 1, call: 1, ok: true, result: 'late', found: [] });
  const turn = await recordOf(its);
  const request = { messages: [], tools: [], question: '', passages: [], floor: 0 };
  expect(requestOf({ ...turn, request }, 2).messages).toEqual([
    { role: 'assistant', content: '', toolCalls: (modelStep(turn, 1)!.draft as { calls: unknown }).calls },
    { role: 'tool', content: 'Refunded.', toolCallId: 'c1' },
  ]);
  expect(passagesOf(turn)).toHaveLength(1);
});

describe.each([
  [false, 'ada@people.example pays by [card number].'],
  [true, '[e-mail address] pays by [card number].'],
])('what a tool says of people, where masking is %s', (redact, kept) => {
  const SAID = 'ada@people.example pays by 4242 4242 4242 4242.';
  const discreetScene = async (...how: Parameters<typeof scene>): Promise<Scene> => {
    const made = await scene(...how);
    await made.deps.settings.save(made.request, { ...PLAIN_SETTINGS, privacy: { redact } });
    await made.deps.turns.update(made.request, made.request.turnId, { settingsVersion: 2 });
    return made;
  };
  const resultOf = async ({ deps, request }: Scene) => toolStep((await deps.turns.get(request, request.turnId))!, 1, 1)?.result;

  test('its answer and its refusal', async () => {
    const answers = await discreetScene('read', { ends: async () => SAID });
    await answers.run();
    expect(await resultOf(answers)).toBe(kept);
    const refuses = await discreetScene('read', { ends: () => Promise.reject(new ToolRefused(SAID)) });
    await refuses.run();
    expect(await resultOf(refuses)).toBe(kept);
  });

  test('and what is found out behind it, in the turn and in the record of the effect', async () => {
    const asked = await discreetScene('once', {
      ends: () => Promise.reject(new Error('cut off')),
      resolve: async () => ({ type: 'done', text: SAID }),
    });
    await expect(asked.run()).rejects.toThrow('cut off');
    await asked.resolve();
    expect(await resultOf(asked)).toBe(kept);
    expect((await asked.deps.effects.get(asked.request, asked.request.effectKey))!.result).toBe(kept);
  });
});
