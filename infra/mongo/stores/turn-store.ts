/** The records that explain answers. Written by turn id, so a repeated step writes the same record. */
import type { Connection } from '../connect.ts';
import type { Turn } from '../../../workflows/domain/turn.ts';
import type { TurnStore } from '../../ports/stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

export function turnStore(connection: Connection): TurnStore {
  const records = recordsOf(connection, 'turns');
  const read = (tenantId: string, turnId: string): Promise<Turn | null> =>
    records
      .findOne({ _id: turnId, tenantId } as never)
      .maxTimeMS(MAX_TIME_MS)
      .lean<Turn>()
      .exec();

  return {
    async open({ tenantId }, turn) {
      try {
        await records.create([turn]);
        return turn;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await read(tenantId, turn._id)) ?? turn;
      }
    },
    get: ({ tenantId }, turnId) => read(tenantId, turnId),
    async update({ tenantId }, turnId, { timings, ...patch }) {
      const times = Object.fromEntries(Object.entries(timings ?? {}).map(([name, at]) => [`timings.${name}`, at]));
      const after = await records
        .findOneAndUpdate({ _id: turnId, tenantId } as never, { $set: { ...patch, ...times } }, { returnDocument: 'after' })
        .lean<Turn>()
        .exec();
      if (!after) throw new RangeError(`There is no turn ${turnId}.`);
      return after;
    },
  };
}
