/** The records that explain answers. Written by turn id, so a repeated step writes the same record. */
import type { Connection } from '../connect.ts';
import type { TenantScope, TurnId } from '../../../workflows/domain/ids.ts';
import type { Turn } from '../../../workflows/domain/turn.ts';
import type { TurnStore } from '../../ports/stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

export function turnStore(connection: Connection): TurnStore {
  const records = recordsOf(connection, 'turns');
  const read = async (scope: TenantScope, turnId: TurnId): Promise<Turn | null> =>
    ofTenant(scope, await records.findOne({ _id: turnId }).maxTimeMS(MAX_TIME_MS).lean<Turn>().exec());

  return {
    async open(scope, turn) {
      try {
        await records.create([turn]);
        return turn;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await read(scope, turn._id)) ?? turn;
      }
    },
    get: read,
    async update(scope, turnId, { timings, ...patch }) {
      // A turn never changes its tenant, so what was read once may be written by id alone.
      const ours = await read(scope, turnId);
      const times = Object.fromEntries(Object.entries(timings ?? {}).map(([name, at]) => [`timings.${name}`, at]));
      const after =
        ours &&
        (await records
          .findOneAndUpdate({ _id: turnId }, { $set: { ...patch, ...times } }, { returnDocument: 'after' })
          .lean<Turn>()
          .exec());
      if (!after) throw new RangeError(`There is no turn ${turnId}.`);
      return after;
    },
    async addStep(scope, turnId, step) {
      const ours = await read(scope, turnId);
      // Always behind what is there: one atomic write by id alone, in which the first of a key wins wherever it is read.
      const after =
        ours &&
        (await records
          .findOneAndUpdate({ _id: turnId }, { $push: { steps: step } }, { returnDocument: 'after' })
          .lean<Turn>()
          .exec());
      if (!after) throw new RangeError(`There is no turn ${turnId}.`);
      return after;
    },
  };
}
