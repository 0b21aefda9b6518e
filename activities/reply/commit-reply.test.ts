/** A reply lands right behind what it answers, or not at all. */
import { expect, test } from '@jest/globals';
import { mintId } from '../../infra/ids/mint.ts';
import { aTurn, memoryDeps, says, suspended } from '../../workflows/testing/memory-deps.ts';
import { violations } from '../../workflows/testing/violations.ts';
import { commitReply } from './commit-reply.ts';

async function drafted(options: Parameters<typeof memoryDeps>[0] = {}) {
  const deps = memoryDeps(options);
  const turn = await aTurn(deps);
  const draft = { type: 'reply', text: 'Yes [1].', used: [1], model: 'scripted', usage: { inputTokens: 1, outputTokens: 1 } } as const;
  await deps.turns.update(turn, turn.turnId, { draft: { ...draft, used: [1] } });
  const commit = (patch: { mayPassVisitor?: boolean } = {}) => commitReply(deps)({ ...turn, upTo: 1, mayPassVisitor: false, ...patch });
  const log = () => deps.log(turn.conversationId);
  const takeOver = () =>
    deps.entries.append(turn, {
      conversationId: turn.conversationId,
      key: 'c',
      kind: 'takenOver',
      author: { type: 'agent', id: mintId('usr'), name: 'Kim' },
      body: { text: '' },
      dispatch: 'none',
    });
  return { deps, turn, commit, log, takeOver };
}

test('twice, also at once, is one reply and the same answer', async () => {
  const { deps, turn, commit, log } = await drafted();
  expect(await Promise.all([commit(), commit()])).toEqual([
    { committed: true, seq: 2 },
    { committed: true, seq: 2 },
  ]);
  expect(await commit()).toEqual({ committed: true, seq: 2 });
  expect(log()).toHaveLength(2);
  expect(await deps.turns.get(turn, turn.turnId)).toMatchObject({ outcome: 'replied' });
});

test('a repeat finds its reply though the visitor went on', async () => {
  const { deps, turn, commit } = await drafted();
  await commit();
  await says(deps, turn);
  expect(await commit()).toEqual({ committed: true, seq: 2 });
});

test('a newer message drops it, unless it may pass the visitor', async () => {
  const { deps, turn, commit, log } = await drafted();
  await says(deps, turn);
  expect(await commit()).toEqual({ committed: false, seq: 2 });
  expect(await deps.turns.get(turn, turn.turnId)).toMatchObject({ outcome: 'superseded' });
  expect(await commit({ mayPassVisitor: true })).toEqual({ committed: true, seq: 3 });
  expect(violations(log())).toEqual([]);
});

test('a person drops it in any case', async () => {
  const { deps, turn, commit, takeOver, log } = await drafted();
  await says(deps, turn);
  await takeOver();
  expect(await commit({ mayPassVisitor: true })).toEqual({ committed: false, seq: 3 });
  expect(log()).toHaveLength(3);
});

test('with append planted for compare-and-append the checker sees it behind the person', async () => {
  const { commit, takeOver, log } = await drafted({ plantAppend: true });
  await takeOver();
  await commit();
  expect(violations(log())).toEqual(['3: the assistant speaks while a person answers', '3: the reply stands behind 2, which it did not know']);
});

test('a turn without a draft is no reply', async () => {
  const deps = memoryDeps();
  const turn = await aTurn(deps);
  await expect(commitReply(deps)({ ...turn, upTo: 1, mayPassVisitor: false })).rejects.toThrow('no draft');
});

test('for a tenant that was suspended meanwhile nothing is sent, and what was sent before stays sent', async () => {
  const { deps, turn, commit, log } = await drafted();
  const { tenants } = deps;
  deps.tenants = suspended(deps);
  expect(await commit()).toEqual({ committed: false, seq: 1 });
  expect(log()).toHaveLength(1);
  expect(await deps.turns.get(turn, turn.turnId)).toMatchObject({ outcome: 'superseded' });
  deps.tenants = tenants;
  expect(await commit()).toEqual({ committed: true, seq: 2 });
  deps.tenants = suspended(deps);
  expect(await commit()).toEqual({ committed: true, seq: 2 });
});
