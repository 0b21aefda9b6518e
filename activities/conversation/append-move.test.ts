/** The log decides between two who move at once; a repeat gets the stored verdict. */
import { expect, test } from '@jest/globals';
import { mintId } from '../../infra/ids/mint.ts';
import type { BusEvent } from '../../infra/ports/event-bus.ts';
import { NOTICES } from '../../workflows/domain/notices.ts';
import { PLAIN_SETTINGS } from '../../workflows/testing/memory-stores.ts';
import { aQuestion, aTurn, memoryDeps, says } from '../../workflows/testing/memory-deps.ts';
import { appendMove } from './append-move.ts';

test('of twenty agents who take over together one wins, and all are told the same name', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  const move = appendMove(deps);
  const verdicts = await Promise.all(Array.from({ length: 20 }, (_, i) => move({ ...ref, move: 'takeOver', key: `c${i}`, agentId: mintId('usr') })));
  expect(verdicts.filter((verdict) => verdict.accepted)).toHaveLength(1);
  expect(new Set(verdicts.map((verdict) => verdict.takenBy)).size).toBe(1);
  expect(deps.log(ref.conversationId).map((entry) => entry.kind)).toEqual(['message', 'takenOver']);
});

test('the same command twice at once is one entry, accepted both times', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  const request = { ...ref, move: 'resolve', key: 'c', agentId: mintId('usr') } as const;
  const verdicts = await Promise.all([appendMove(deps)(request), appendMove(deps)(request)]);
  expect(verdicts[0]).toMatchObject({ accepted: true, status: 'resolved', since: 2 });
  expect(verdicts[1]).toEqual(verdicts[0]);
  expect(deps.log(ref.conversationId)).toHaveLength(2);
});

test('messages that come between do not lose the move', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  const [verdict] = await Promise.all([
    appendMove(deps)({ ...ref, move: 'takeOver', key: 'c', agentId: mintId('usr') }),
    ...Array.from({ length: 10 }, () => says(deps, ref)),
  ]);
  expect(verdict).toMatchObject({ accepted: true, mode: 'human' });
  expect(deps.log(ref.conversationId).map((entry) => entry.seq)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
});

test('an answer of the store that got lost is found again by the retry', async () => {
  let lost = false;
  const deps = memoryDeps({
    beforeAnswer: async (entry) => {
      if (entry.kind === 'message' || lost) return;
      lost = true;
      throw new Error('The answer was lost.');
    },
  });
  const ref = await aQuestion(deps);
  const request = { ...ref, move: 'takeOver', key: 'c', agentId: mintId('usr') } as const;
  await expect(appendMove(deps)(request)).rejects.toThrow('lost');
  expect(await appendMove(deps)(request)).toMatchObject({ accepted: true, takenBy: request.agentId });
  expect(deps.log(ref.conversationId)).toHaveLength(2);
});

test('an escalation tells the visitor, and the agent why; the draft leaves the screens', async () => {
  const deps = memoryDeps();
  const events: BusEvent['type'][] = [];
  deps.bus.subscribe(({ type }) => events.push(type));
  const { turnId, ...ref } = await aTurn(deps);
  await appendMove(deps)({ ...ref, move: 'escalate', key: turnId, agentId: null, reason: 'nothingFound', turnId });
  expect(deps.log(ref.conversationId).at(-1)).toMatchObject({
    kind: 'escalated',
    author: { type: 'assistant' },
    body: { text: 'A person will answer.', reason: 'nothingFound', summary: 'Can I return it?', turnId },
  });
  expect(await deps.turns.get(ref, turnId)).toMatchObject({ outcome: 'escalated', reason: 'nothingFound' });
  expect(events).toEqual(['entry.appended', 'conversation.projected', 'turn.discarded']);
});

test('an end is refused when the visitor spoke behind what was heard', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  await says(deps, ref);
  const end = { ...ref, move: 'end', agentId: null } as const;
  expect(await appendMove(deps)({ ...end, key: 'end-1', heard: 1 })).toMatchObject({ accepted: false, status: 'unresolved' });
  expect(await appendMove(deps)({ ...end, key: 'end-2', heard: 2 })).toMatchObject({ accepted: true, status: 'resolved' });
});

test.each([
  ['ours, in the language of the visitor', NOTICES.en.handover, 'Ich möchte das zurückgeben, kann ich das?', NOTICES.de.handover],
  ['ours, in that of the workspace where the visitor’s is not told', NOTICES.en.handover, 'FW-1042', NOTICES.fr.handover],
  ["the workspace's own as it is", 'Kim comes.', 'Ich möchte das zurückgeben, kann ich das?', 'Kim comes.'],
])('the notice of a handover is %s', async (_which, handoverNotice, question, text) => {
  const deps = memoryDeps();
  const turn = await aTurn(deps);
  await deps.settings.save(turn, { ...PLAIN_SETTINGS, handoverNotice, persona: { locale: 'fr' } });
  await deps.turns.update(turn, turn.turnId, { question });
  await appendMove(deps)({ ...turn, move: 'escalate', key: turn.turnId, agentId: null, reason: 'nothingFound' });
  expect(deps.log(turn.conversationId).at(-1)!.body).toMatchObject({ text, reason: 'nothingFound' });
});
