/** The visitor is told once for each wait, and never while they can see the answer grow or a person has taken over. */
import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { NOTICES } from '../../workflows/domain/notices.ts';
import { aTurn, memoryDeps, says } from '../../workflows/testing/memory-deps.ts';
import { violations } from '../../workflows/testing/violations.ts';
import { commitReply } from './commit-reply.ts';
import { tellDelay } from './tell-delay.ts';

async function scene() {
  const deps = memoryDeps();
  const turn = await aTurn(deps);
  const story = () => deps.log(turn.conversationId).map(({ kind, author }) => (kind === 'message' ? author.type : kind));
  return { deps, turn, story, told: () => new MockActivityEnvironment().run(tellDelay(deps), turn) };
}

test('once, however often it is told, and once for all that waits', async () => {
  const { deps, turn, story, told } = await scene();
  expect(await told()).toEqual({ told: true });
  expect(await told()).toEqual({ told: true });
  await says(deps, turn);
  expect(await told()).toEqual({ told: true });
  expect(story()).toEqual(['visitor', 'system', 'visitor']);
  expect(deps.log(turn.conversationId)[1]!.body).toEqual({ text: expect.stringContaining('longer than usual') });
});

test('the answer comes behind it and answers what it did', async () => {
  const { deps, turn, story, told } = await scene();
  await told();
  await deps.turns.update(turn, turn.turnId, {
    draft: { type: 'reply', text: 'Yes.', used: [], model: 'm', usage: { inputTokens: 1, outputTokens: 1 } },
  });
  const commit = () => new MockActivityEnvironment().run(commitReply(deps), { ...turn, upTo: 1, mayPassVisitor: false });
  expect(await commit()).toEqual({ committed: true, seq: 3 });
  expect(await commit()).toEqual({ committed: true, seq: 3 });
  expect(story()).toEqual(['visitor', 'system', 'assistant']);
  expect(violations(deps.log(turn.conversationId))).toEqual([]);
  await told();
  expect(story()).toHaveLength(3);
});

test('not while the answer is being written in front of their eyes', async () => {
  const { deps, turn, story, told } = await scene();
  await deps.turns.update(turn, turn.turnId, { timings: { lastTokenAt: new Date() } });
  expect(await told()).toEqual({ told: false });
  expect(story()).toEqual(['visitor']);
  await deps.turns.update(turn, turn.turnId, { timings: { lastTokenAt: new Date(Date.now() - 60_000) } });
  expect(await told()).toEqual({ told: true });
});

test('not behind a person', async () => {
  const { deps, turn, story, told } = await scene();
  await deps.entries.append(turn, {
    conversationId: turn.conversationId,
    key: 'agent-1',
    kind: 'message',
    author: { type: 'agent', id: 'usr_a', name: 'Kim' },
    body: { text: 'Hello.' },
    dispatch: 'none',
  });
  expect(await told()).toEqual({ told: true });
  expect(story()).toEqual(['visitor', 'agent']);
});

test('in the language of the visitor', async () => {
  const { deps, turn, told } = await scene();
  await deps.turns.update(turn, turn.turnId, { question: '¿Puedo devolver la chaqueta que compré?' });
  await told();
  expect(deps.log(turn.conversationId)[1]!.body).toEqual({ text: NOTICES.es.delayed });
});
