import { expect, test } from '@jest/globals';
import { aQuestion, memoryDeps } from '../../workflows/testing/memory-deps.ts';
import { appendMove } from './append-move.ts';
import { snoozeConversation } from './snooze-conversation.ts';

const HOUR = 3_600_000;

test('puts aside until the hour, with one event and one audit row; run again it changes nothing', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  const request = { ...ref, key: 'c1', agentId: 'usr_a', until: HOUR, n: 1 } as const;
  const first = await snoozeConversation(deps)(request);
  expect(first).toMatchObject({ accepted: true, snooze: { until: HOUR, n: 1 } });
  expect(await snoozeConversation(deps)(request)).toEqual(first);
  const happened = await deps.events.ofConversation(ref, ref.conversationId);
  expect(happened).toMatchObject([{ type: 'conversation.snoozed', by: { id: 'usr_a' }, until: new Date(HOUR), seq: null }]);
  expect(await deps.events.auditOf(ref, ref.conversationId)).toHaveLength(1);
  expect(deps.log(ref.conversationId)).toHaveLength(1);
});

test('an older snooze that comes late overwrites none that is newer, and a repeat says what stands now', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  const snooze = (key: string, until: number | null, n: number) => snoozeConversation(deps)({ ...ref, key, agentId: null, until, n });
  await snooze('c2', 2 * HOUR, 2);
  expect(await snooze('c1', HOUR, 1)).toMatchObject({ snooze: { until: 2 * HOUR, n: 2 } });
  await snooze('wake-3', null, 3);
  expect(await snooze('c2', 2 * HOUR, 2)).toMatchObject({ accepted: true, snooze: { until: null, n: 3 } });
});

test('what is resolved cannot be put aside, but woken', async () => {
  const deps = memoryDeps();
  const ref = await aQuestion(deps);
  await appendMove(deps)({ ...ref, move: 'resolve', key: 'r1', agentId: 'usr_a' });
  expect(await snoozeConversation(deps)({ ...ref, key: 'c1', agentId: 'usr_a', until: HOUR, n: 1 })).toMatchObject({
    accepted: false,
    status: 'resolved',
  });
  expect(await snoozeConversation(deps)({ ...ref, key: 'c2', agentId: null, until: null, n: 2 })).toMatchObject({ accepted: true });
});

test('a log that is not there yet is tried again', async () => {
  const deps = memoryDeps();
  const ref = { tenantId: 'tnt_a', conversationId: 'cnv_a' } as const;
  await expect(snoozeConversation(deps)({ ...ref, key: 'c1', agentId: null, until: HOUR, n: 1 })).rejects.toMatchObject({ nonRetryable: false });
});
