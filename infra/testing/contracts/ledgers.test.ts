/** Counters and effects: the real stores against the MongoDB in use, written by two processes at once, and those with memory. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { take } from '../../../activities/reply/spending.ts';
import { NOTHING, type Amounts, type BudgetSettings } from '../../../workflows/domain/budget.ts';
import { effectKey } from '../../../workflows/domain/effects.ts';
import { memoryLedgers } from '../../../workflows/testing/memory-ledgers.ts';
import { memoryStores, PLAIN_SETTINGS } from '../../../workflows/testing/memory-stores.ts';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { effectStore } from '../../mongo/stores/effect-store.ts';
import { usageStore } from '../../mongo/stores/usage-store.ts';
import type { EffectStore, UsageStore } from '../../ports/turn-stores.ts';

type Ledgers = { usage: UsageStore; effects: EffectStore };

let connection: Connection;
beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `ledgers_${randomBytes(4).toString('hex')}`);
  await migrate(connection);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const day = new Date('2026-05-04T12:00:00Z');
const CALL: Amounts = { modelCalls: 1, toolCalls: 0, tokens: 1_000, costMicros: 50 };
const adapters: Record<string, () => Ledgers[]> = {
  MongoDB: () => [0, 1].map(() => ({ usage: usageStore(connection), effects: effectStore(connection) })),
  memory: () => {
    const one = memoryLedgers();
    return [one, one];
  },
};

describe.each(Object.keys(adapters))('%s', (name) => {
  const scope = () => ({ tenantId: mintId('tnt') });

  test('a counter counts everything that is added at once, and each writer sees its own place', async () => {
    const processes = adapters[name]!();
    const tenant = scope();
    const stood = await Promise.all(Array.from({ length: 100 }, (_, i) => processes[i % 2]!.usage.add(tenant, 'day:2026-05-04', CALL)));
    expect(stood.map(({ modelCalls }) => modelCalls).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(await processes[0]!.usage.get(tenant, 'day:2026-05-04')).toEqual({ modelCalls: 100, toolCalls: 0, tokens: 100_000, costMicros: 5_000 });
    expect(await processes[0]!.usage.get(scope(), 'day:2026-05-04')).toEqual(NOTHING);
  });

  test('a call is settled once', async () => {
    const [here, there] = adapters[name]!();
    const tenant = scope();
    const settled = await Promise.all([here!.usage.settle(tenant, 'k', CALL), there!.usage.settle(tenant, 'k', CALL)]);
    expect(settled.filter(Boolean)).toHaveLength(1);
    expect(await here!.usage.settle(scope(), 'k', CALL)).toBe(true);
  });

  test.each<[string, BudgetSettings, number]>([
    ['calls', { tenantDay: { modelCalls: 40 } }, 40],
    ['tokens', { tenantDay: { tokens: 20_500 } }, 20_500],
    ['money', { tenantDay: { costMicros: 1_020 } }, 1_020],
  ])("fifty conversations that never stop calling stay within one tenant's budget in %s", async (what, budget, limit) => {
    const processes = adapters[name]!();
    const tenant = scope();
    const { settings } = memoryStores();
    await settings.save(tenant, { ...PLAIN_SETTINGS, budget: { ...budget, turn: { modelCalls: 1_000 } } });
    let calls = 0;
    const runaway = async (i: number): Promise<void> => {
      const ref = { ...tenant, conversationId: mintId('cnv') };
      const turn = { _id: mintId('trn'), timings: { openedAt: day } };
      for (let n = 0; ; n++) {
        const taken = await take({ usage: processes[i % 2]!.usage, settings, now: () => day }, ref, turn, `${turn._id}-${n}`, CALL);
        if (!taken) return;
        calls++;
        await taken.settle({ modelCalls: 1, toolCalls: 0, tokens: 300 + ((i * 7 + n * 13) % 700), costMicros: 15 + ((i + n) % 35) });
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, i) => runaway(i)));
    const spent = await processes[0]!.usage.get(tenant, 'day:2026-05-04');
    expect(spent.modelCalls).toBe(calls);
    const spentOf: Record<string, number> = { calls: spent.modelCalls, tokens: spent.tokens, money: spent.costMicros };
    expect(spentOf[what]).toBeLessThanOrEqual(limit);
    expect(calls).toBeGreaterThanOrEqual(20);
  });

  test('of two intents under one key one is the first, and the other sees what became of it', async () => {
    const [here, there] = adapters[name]!();
    const tenant = scope();
    const ref = { conversationId: mintId('cnv'), turnId: mintId('trn') };
    const intent = { ...ref, _id: effectKey(ref, 'tool-1-1'), tool: 'refund' };
    const begun = await Promise.all([here!.effects.begin(tenant, intent), there!.effects.begin(tenant, intent)]);
    expect(begun.filter(({ fresh }) => fresh)).toHaveLength(1);
    await here!.effects.finish(tenant, intent._id, 'done', 'Refunded.');
    expect(await there!.effects.begin(tenant, intent)).toMatchObject({
      fresh: false,
      effect: { state: 'done', result: 'Refunded.', tool: 'refund' },
    });
    expect(await there!.effects.get(scope(), intent._id)).toBeNull();
    await there!.effects.forget(tenant, intent._id);
    expect(await here!.effects.get(tenant, intent._id)).toBeNull();
  });
});
