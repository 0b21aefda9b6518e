/** A turn waits for who is typing and for nobody else, and reads everything that is owed. */
import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { mintId } from '../../infra/ids/mint.ts';
import type { ConversationRef, TurnId } from '../../workflows/domain/ids.ts';
import { aQuestion, memoryDeps, says, suspended, type MemoryDeps } from '../../workflows/testing/memory-deps.ts';
import { openTurn, type OpenedTurn } from './open-turn.ts';

const quietly = () => new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR', () => {}) });
async function run(deps: MemoryDeps, ref: ConversationRef, env = quietly()): Promise<{ turnId: TurnId; opened: OpenedTurn }> {
  const turnId = mintId('trn');
  const open = openTurn(deps);
  return { turnId, opened: await env.run<Parameters<typeof open>, OpenedTurn, typeof open>(open, { ...ref, turnId }) };
}

test('nobody types: it opens without a heartbeat of waiting, with all that is owed', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps, 'one');
  await says(deps, ref, 'two');
  const env = quietly();
  let beats = 0;
  env.on('heartbeat', () => beats++);
  const { opened, turnId } = await run(deps, ref, env);
  expect(opened).toMatchObject({ upTo: 2, answers: [1, 2], needsReply: true, settingsVersion: 1, escalate: null });
  expect(await deps.turns.get(ref, turnId)).toMatchObject({ question: 'one\ntwo', outcome: 'open' });
  expect(beats).toBe(0);
});

test('it holds while the visitor types, and takes what comes meanwhile into the same turn', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps, 'one');
  deps.bus.setTyping(ref.conversationId, 60_000);
  const env = quietly();
  let beats = 0;
  env.on('heartbeat', async () => {
    if (++beats !== 2) return;
    await says(deps, ref, 'two');
    deps.bus.setTyping(ref.conversationId, 0);
  });
  const { opened } = await run(deps, ref, env);
  expect(opened).toMatchObject({ upTo: 2, answers: [1, 2] });
  expect(beats).toBeGreaterThan(2);
});

test('a second run keeps the first record, and answers no more than that', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps, 'one');
  const turnId = mintId('trn');
  const env = quietly();
  await env.run(openTurn(deps), { ...ref, turnId });
  await says(deps, ref, 'two');
  const again = await env.run(openTurn(deps), { ...ref, turnId });
  expect(await deps.turns.get(ref, turnId)).toMatchObject({ question: 'one' });
  expect(again).toMatchObject({ upTo: 1, answers: [1] });
});

test('a person was asked for, or has taken over: no draft is needed', async () => {
  const deps = memoryDeps();
  const asks = await aQuestion(deps, 'A human, please');
  expect((await run(deps, asks)).opened).toMatchObject({ escalate: 'askedForPerson' });

  const taken = await aQuestion(deps);
  const agent = { type: 'agent', id: mintId('usr'), name: 'Kim' } as const;
  await deps.entries.append(taken, {
    conversationId: taken.conversationId,
    key: 'c',
    kind: 'takenOver',
    author: agent,
    body: { text: '' },
    dispatch: 'none',
  });
  const { opened, turnId } = await run(deps, taken);
  expect(opened).toMatchObject({ needsReply: false, mode: 'human', takenBy: agent.id, upTo: 2 });
  expect(await deps.turns.get(taken, turnId)).toBeNull();
});

test('a log that is not there yet is waited for', async () => {
  const ref = { tenantId: mintId('tnt'), conversationId: mintId('cnv') };
  await expect(run(memoryDeps(), ref)).rejects.toMatchObject({ type: 'MissingLog', nonRetryable: false });
});

test('who types for ever is held back by a bounded number of looks', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  let looks = 0;
  const bus = { ...deps.bus, isTyping: async () => Boolean(++looks) };
  const { opened } = await run({ ...deps, bus }, ref);
  expect(opened.needsReply).toBe(true);
  // One look to begin with, and one each 200 ms of the six seconds.
  expect(looks).toBe(31);
});

test('of a suspended tenant no turn is opened, until its doors are', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  const { opened, turnId } = await run({ ...deps, tenants: suspended(deps) }, ref);
  expect(opened).toMatchObject({ needsReply: false, upTo: 1, escalate: null });
  expect(await deps.turns.get(ref, turnId)).toBeNull();
  expect((await run(deps, ref)).opened).toMatchObject({ needsReply: true });
});
