/**
 * Takes what a call may cost from the budgets of its turn, its conversation and the tenant's day, before it is made. Of any number of
 * callers at once only those get through who fit in; behind the call the provider's own figures replace what was taken. Who dies in
 * between leaves the worst case counted.
 */
import { budgetOf, exceeds, minus, NOTHING, type Amounts } from '../../workflows/domain/budget.ts';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import type { Turn } from '../../workflows/domain/turn.ts';
import type { UsageOf } from '../../infra/ports/turn-stores.ts';
import type { Deps } from '../deps.ts';

export type Taken = {
  /** Gives back what the call did not cost, or takes what it cost more; once, however often it is asked. */
  settle(actual: Amounts): Promise<void>;
};

type Needs = Pick<Deps, 'usage' | 'settings' | 'now'>;

/**
 * @param key of this call, under which it is settled once
 * @returns null when a budget is used up: then nothing is taken
 */
export async function take(
  { usage, settings, now }: Needs,
  { tenantId, conversationId }: ConversationRef,
  turn: Pick<Turn, '_id' | 'timings'>,
  key: string,
  amounts: Amounts,
  { furtherStep = false } = {},
): Promise<Taken | null> {
  const scope = { tenantId };
  const at = now();
  const budget = budgetOf(await settings.current(scope));
  if (furtherStep && at.getTime() - turn.timings.openedAt.getTime() > budget.turn.wallClockMs) return null;
  const counters: [UsageOf, Partial<Amounts>][] = [
    [`turn:${turn._id}`, budget.turn],
    [`conversation:${conversationId}`, budget.conversation],
    [`day:${at.toISOString().slice(0, 10)}`, budget.tenantDay],
  ];
  const addAll = async (these: readonly [UsageOf, unknown][], more: Amounts): Promise<void> => {
    for (const [of] of these) await usage.add(scope, of, more);
  };
  for (const [i, [of, limits]] of counters.entries()) {
    if (!exceeds(await usage.add(scope, of, amounts), limits, amounts)) continue;
    await addAll(counters.slice(0, i + 1), minus(NOTHING, amounts));
    return null;
  }
  return {
    async settle(actual) {
      if (await usage.settle(scope, key, actual)) await addAll(counters, minus(actual, amounts));
    },
  };
}
