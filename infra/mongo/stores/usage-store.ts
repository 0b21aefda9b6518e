/**
 * Counters of what the assistant has spent, and a row a call with what it cost. Both are written by `_id` alone: a counter by one
 * atomic `$inc`, a row by an insert that collides with its first.
 */
import type { Connection } from '../connect.ts';
import { NOTHING, type Amounts } from '../../../workflows/domain/budget.ts';
import type { TenantId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { UsageStore } from '../../ports/stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

type Counter = Amounts & { _id: string; tenantId: TenantId };

export function usageStore(connection: Connection): UsageStore {
  const records = recordsOf(connection, 'usage');

  const increase = async ({ tenantId }: TenantScope, _id: string, amounts: Amounts): Promise<Amounts> =>
    amountsOf(
      await records
        .findOneAndUpdate({ _id }, { $inc: { ...amounts }, $setOnInsert: { tenantId } }, { upsert: true, returnDocument: 'after' })
        .lean<Counter>()
        .exec(),
    );

  return {
    async add(scope, of, amounts) {
      const _id = `${scope.tenantId}:${of}`;
      try {
        return await increase(scope, _id, amounts);
      } catch (error) {
        // Two made the counter at once; now it is there.
        if (!isDuplicate(error)) throw error;
        return increase(scope, _id, amounts);
      }
    },

    async get(scope, of) {
      const _id = `${scope.tenantId}:${of}`;
      return amountsOf(ofTenant(scope, await records.findOne({ _id }).maxTimeMS(MAX_TIME_MS).lean<Counter>().exec()));
    },

    async settle({ tenantId }, key, amounts) {
      try {
        await records.create([{ _id: `${tenantId}:call:${key}`, tenantId, ...amounts }]);
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
