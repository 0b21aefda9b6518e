/** The net under the doorbell rings for what is old, once a conversation, and marks only what was heard. */
import { expect, test } from '@jest/globals';
import type { EntryRef } from '../../workflows/contracts/conversation.ts';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import { aQuestion, memoryDeps, says, suspended } from '../../workflows/testing/memory-deps.ts';
import { PENDING_MS, sweepOnce } from './sweep-undispatched.ts';

const T0 = Date.parse('2026-03-01T12:00:00Z');

function scene({ reached = true } = {}) {
  const clock = { ms: T0 };
  const rings: (ConversationRef & EntryRef)[] = [];
  const ring = async (ref: ConversationRef, entry: EntryRef): Promise<boolean> => {
    rings.push({ tenantId: ref.tenantId, conversationId: ref.conversationId, ...entry });
    return reached;
  };
  return { clock, rings, deps: memoryDeps({ now: () => new Date(clock.ms), ring }) };
}

test('a message that was just accepted is left to its own ring', async () => {
  const { clock, rings, deps } = scene();
  await aQuestion(deps);
  clock.ms += PENDING_MS;
  expect(await sweepOnce(deps)).toBe(0);
  expect(rings).toEqual([]);
});

test('what is older is rung for once a conversation, by its newest message, and then no more', async () => {
  const { clock, rings, deps } = scene();
  const ref = await aQuestion(deps);
  await says(deps, ref);
  const other = await aQuestion(deps);
  clock.ms += PENDING_MS + 1;
  expect(await sweepOnce(deps)).toBe(2);
  expect(rings).toEqual([
    { ...ref, entryId: `${ref.conversationId}:2`, seq: 2 },
    { ...other, entryId: `${other.conversationId}:1`, seq: 1 },
  ]);
  expect(await sweepOnce(deps)).toBe(0);
});

test('who was not reached stays pending and is rung for again', async () => {
  const { clock, rings, deps } = scene({ reached: false });
  await aQuestion(deps);
  clock.ms += PENDING_MS + 1;
  expect(await sweepOnce(deps)).toBe(0);
  expect(await sweepOnce(deps)).toBe(0);
  expect(rings).toHaveLength(2);
});

test('a visitor who has waited for minutes is rung for again, though the ring once arrived', async () => {
  const { clock, rings, deps } = scene();
  const ref = await aQuestion(deps);
  clock.ms += PENDING_MS + 1;
  await sweepOnce(deps);
  clock.ms += 119_000 - PENDING_MS;
  expect(await sweepOnce(deps)).toBe(0);
  clock.ms += 1_000;
  expect(await sweepOnce(deps)).toBe(1);
  expect(rings.at(-1)).toMatchObject({ conversationId: ref.conversationId, seq: 1, waits: true });
});

test('who waits at a suspended tenant is rung for when its doors open', async () => {
  const { clock, rings, deps } = scene();
  await aQuestion(deps);
  await sweepOnce({ ...deps, tenants: suspended(deps) });
  clock.ms += 121_000;
  await sweepOnce(deps);
  const before = rings.length;
  expect(await sweepOnce({ ...deps, tenants: suspended(deps) })).toBe(0);
  expect(await sweepOnce(deps)).toBe(1);
  expect(rings).toHaveLength(before + 1);
});
