/** However many calls are made at once, no more get through than a budget holds; what they cost in the end is counted once. */
import { describe, expect, test } from '@jest/globals';
import { mintId } from '../../infra/ids/mint.ts';
import { NOTHING, type Amounts, type BudgetSettings } from '../../workflows/domain/budget.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import { memoryDeps, type MemoryDeps } from '../../workflows/testing/memory-deps.ts';
import { PLAIN_SETTINGS } from '../../workflows/testing/memory-stores.ts';
import { take } from './spending.ts';

const at = new Date('2026-05-04T23:59:00Z');
const CALL: Amounts = { modelCalls: 1, toolCalls: 0, tokens: 1_000, costMicros: 50 };

async function aShop(budget: BudgetSettings): Promise<{ deps: MemoryDeps; scope: TenantScope }> {
  const deps = memoryDeps({ now: () => at });
  const scope = { tenantId: mintId('tnt') };
  await deps.settings.save(scope, { ...PLAIN_SETTINGS, budget });
  return { deps, scope };
}
const aTurn = (openedAt = at) => ({ _id: mintId('trn'), timings: { openedAt } });

describe.each<[string, BudgetSettings]>([
  ['calls', { tenantDay: { modelCalls: 7 } }],
  ['tokens', { tenantDay: { tokens: 7_500 } }],
  ['money', { tenantDay: { costMicros: 399 } }],
])("of a tenant's day, in %s", (_name, budget) => {
  test('fifty conversations at once get what it holds, and nothing is left over', async () => {
    const { deps, scope } = await aShop(budget);
    const asked = Array.from({ length: 50 }, (_, i) => take(deps, { ...scope, conversationId: mintId('cnv') }, aTurn(), `call-${i}`, CALL));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(7);
    expect(await deps.usage.get(scope, 'day:2026-05-04')).toEqual({ modelCalls: 7, toolCalls: 0, tokens: 7_000, costMicros: 350 });
    expect(await take(deps, { ...scope, conversationId: mintId('cnv') }, aTurn(), 'one-more', CALL)).toBeNull();
  });
});

test('what is refused for one budget is given back to the others', async () => {
  const { deps, scope } = await aShop({ conversation: { modelCalls: 1 } });
  const ref = { ...scope, conversationId: mintId('cnv') };
  expect(await take(deps, ref, aTurn(), 'a', CALL)).not.toBeNull();
  const turn = aTurn();
  expect(await take(deps, ref, turn, 'b', CALL)).toBeNull();
  expect(await deps.usage.get(scope, `turn:${turn._id}`)).toEqual(NOTHING);
  expect(await deps.usage.get(scope, `conversation:${ref.conversationId}`)).toEqual(CALL);
  expect(await deps.usage.get(scope, 'day:2026-05-04')).toEqual(CALL);
});

test('a call is settled once under its key, whoever settles it', async () => {
  const { deps, scope } = await aShop({});
  const ref = { ...scope, conversationId: mintId('cnv') };
  const [one, again] = [await take(deps, ref, aTurn(), 'a', CALL), await take(deps, ref, aTurn(), 'a', NOTHING)];
  const actual = { ...CALL, tokens: 420, costMicros: 20 };
  await Promise.all([one!.settle(actual), one!.settle(actual), again!.settle(actual)]);
  expect(await deps.usage.get(scope, 'day:2026-05-04')).toEqual(actual);
});

test('a turn begins no further step when its time is over, but the first it always has', async () => {
  const { deps, scope } = await aShop({ turn: { wallClockMs: 60_000 } });
  const ref = { ...scope, conversationId: mintId('cnv') };
  const turn = aTurn(new Date(at.getTime() - 61_000));
  expect(await take(deps, ref, turn, 'a', CALL, { furtherStep: true })).toBeNull();
  expect(await take(deps, ref, turn, 'a', CALL)).not.toBeNull();
});
