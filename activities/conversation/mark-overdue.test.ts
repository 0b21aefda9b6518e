import { expect, test } from '@jest/globals';
import { aQuestion, memoryDeps, says, type MemoryDeps } from '../../workflows/testing/memory-deps.ts';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import { appendMove } from './append-move.ts';
import { markOverdue } from './mark-overdue.ts';

async function escalated(): Promise<{ deps: MemoryDeps; ref: ConversationRef }> {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  await appendMove(deps)({ ...ref, move: 'escalate', key: 'e1', agentId: null, reason: 'modelUnsure' });
  return { deps, ref };
}
const marks = async ({ deps, ref }: Awaited<ReturnType<typeof escalated>>): Promise<string[]> =>
  (await deps.events.ofConversation(ref, ref.conversationId)).map(({ type }) => type).filter((type) => type.endsWith('Overdue'));
const answers = ({ deps, ref }: Awaited<ReturnType<typeof escalated>>) =>
  deps.entries.append(ref, {
    ...ref,
    key: 'a1',
    kind: 'message',
    author: { type: 'agent', id: 'usr_a', name: 'Kim' },
    body: { text: 'Yes?' },
    dispatch: 'none',
  });

test('marks an escalation that no person has answered, once', async () => {
  const scene = await escalated();
  const request = { ...scene.ref, seq: 2 };
  expect(await markOverdue(scene.deps)(request)).toEqual({ overdue: true });
  expect(await markOverdue(scene.deps)(request)).toEqual({ overdue: true });
  expect(await marks(scene)).toEqual(['conversation.firstResponseOverdue']);
});

test('leaves alone what a person has answered, though the ring was lost', async () => {
  const scene = await escalated();
  await answers(scene);
  expect(await markOverdue(scene.deps)({ ...scene.ref, seq: 2 })).toEqual({ overdue: false });
  expect(await marks(scene)).toEqual([]);
});

test('a question behind the answer is not the escalation that was promised', async () => {
  const scene = await escalated();
  await answers(scene);
  await says(scene.deps, scene.ref);
  expect(await markOverdue(scene.deps)({ ...scene.ref, seq: 2 })).toEqual({ overdue: false });
});
