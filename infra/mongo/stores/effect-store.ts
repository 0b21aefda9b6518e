/** Intents and outcomes of what tools do outside, by effect key: an intent is an insert, so of two only one is the first. */
import type { Connection } from '../connect.ts';
import type { Effect, EffectKey } from '../../../workflows/domain/effects.ts';
import type { TenantId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { EffectStore } from '../../ports/turn-stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

type Row = Effect & { tenantId: TenantId };

export function effectStore(connection: Connection, now: () => Date = () => new Date()): EffectStore {
  const records = recordsOf(connection, 'effects');
  const read = async (scope: TenantScope, key: EffectKey): Promise<Effect | null> => {
    const row = ofTenant(scope, await records.findOne({ _id: key }).maxTimeMS(MAX_TIME_MS).lean<Row>().exec());
    if (!row) return null;
    const { tenantId: _tenantId, ...effect } = row;
    return effect;
  };

  return {
    async begin(scope, intent) {
      const effect: Effect = { ...intent, state: 'intent', result: '', at: now() };
      try {
        await records.create([{ ...effect, tenantId: scope.tenantId }]);
        return { effect, fresh: true };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const stored = await read(scope, intent._id);
        if (!stored) throw error;
        return { effect: stored, fresh: false };
      }
    },
    get: read,
    async finish(scope, key, state, result = '') {
      // Of this tenant, or there is nothing to finish; an effect never changes its tenant.
      if (await read(scope, key)) await records.updateOne({ _id: key }, { $set: { state, result, at: now() } }).exec();
    },
    async forget(scope, key) {
      if (await read(scope, key)) await records.deleteOne({ _id: key }).exec();
    },
  };
}
