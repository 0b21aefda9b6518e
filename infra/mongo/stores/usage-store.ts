/**
 * Counters of what the assistant has spent, and a row a call with what it cost. Both are written by `_id` alone: a counter by one
 * atomic `$inc`, a row by an insert that collides with its first. Rows that nothing was added to for long are removed.
 */
import type { Connection } from '../connect.ts';
import { NOTHING, type Amounts } from '../../../workflows/domain/budget.ts';
import type { TenantId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { UsageOf, UsageStore } from '../../ports/turn-stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

type Counter = Amounts & { _id: string; tenantId: TenantId };

const DAY_MS = 86_400_000;
/** A turn and a call are over in minutes; by then nobody asks for what they cost. */
const KEPT_MS = 90 * DAY_MS;
/** A day is asked for by reports. A conversation that rested for so long has its budget anew. */
const LONG_KEPT_MS = 400 * DAY_MS;
const keptMs = (of: UsageOf): number => (of.startsWith('turn:') ? KEPT_MS : LONG_KEPT_MS);

export function usageStore(connection: Connection, now: () => Date = () => new Date()): UsageStore {
  const records = recordsOf(connection, 'usage');

  const increase = async ({ tenantId }: TenantScope, _id: string, amounts: Amounts, expiresAt: Date): Promise<Amounts> =>
    amountsOf(
      await records
        .findOneAndUpdate(
          { _id },
          { $inc: { ...amounts }, $set: { expiresAt }, $setOnInsert: { tenantId } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Counter>()
        .exec(),
    );

  return {
    async add(scope, of, amounts) {
      const _id = `${scope.tenantId}:${of}`;
      const expiresAt = new Date(now().getTime() + keptMs(of));
      try {
        return await increase(scope, _id, amounts, expiresAt);
      } catch (error) {
        // Two made the counter at once; now it is there.
        if (!isDuplicate(error)) throw error;
        return increase(scope, _id, amounts, expiresAt);
      }
    },

    async get(scope, of) {
      const _id = `${scope.tenantId}:${of}`;
      return amountsOf(ofTenant(scope, await records.findOne({ _id }).maxTimeMS(MAX_TIME_MS).lean<Counter>().exec()));
    },

    async settle({ tenantId }, key, amounts) {
      try {
        await records.create([{ _id: `${tenantId}:call:${key}`, tenantId, ...amounts, expiresAt: new Date(now().getTime() + KEPT_MS) }]);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
  };
}

const amountsOf = (counter: Counter | null): Amounts => {
  const { modelCalls, toolCalls, tokens, costMicros } = { ...NOTHING, ...counter };
  return { modelCalls, toolCalls, tokens, costMicros };
};
