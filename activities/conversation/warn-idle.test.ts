import { expect, test } from '@jest/globals';
import { aQuestion, memoryDeps, says, type MemoryDeps } from '../../workflows/testing/memory-deps.ts';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import { appendMove } from './append-move.ts';
import { warnIdle } from './warn-idle.ts';

const author = { type: 'agent', id: 'usr_a', name: 'Kim' } as const;

async function answered(): Promise<{ deps: MemoryDeps; ref: ConversationRef }> {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  await deps.entries.append(ref, { ...ref, key: 'a1', kind: 'message', author, body: { text: 'Yes.' }, dispatch: 'none' });
  return { deps, ref };
}

test('tells the visitor once, however often it is run', async () => {
  const { deps, ref } = await answered();
  const request = { ...ref, key: 'idle-warning-0-2', heard: 2 };
  expect(await warnIdle(deps)(request)).toEqual({ warned: true });
  expect(await warnIdle(deps)(request)).toEqual({ warned: true });
  expect(deps.log(ref.conversationId).map(({ author: { type } }) => type)).toEqual(['visitor', 'agent', 'system']);
});

test('says nothing to who is waiting for us', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  expect(await warnIdle(deps)({ ...ref, key: 'w', heard: 1 })).toEqual({ warned: false });
});

test('says nothing to who has spoken since, though the ring was lost', async () => {
  const { deps, ref } = await answered();
  await says(deps, ref);
  await deps.entries.append(ref, { ...ref, key: 'a2', kind: 'message', author, body: { text: 'And yes.' }, dispatch: 'none' });
  expect(await warnIdle(deps)({ ...ref, key: 'w', heard: 2 })).toEqual({ warned: false });
});

test('says nothing where the conversation is resolved', async () => {
  const { deps, ref } = await answered();
  await appendMove(deps)({ ...ref, move: 'resolve', key: 'r', agentId: null });
  expect(await warnIdle(deps)({ ...ref, key: 'w', heard: 2 })).toEqual({ warned: false });
  expect(deps.log(ref.conversationId)).toHaveLength(3);
});
