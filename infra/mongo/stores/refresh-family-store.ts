/** Sessions of staff. A rotation is one conditional update: of any number of racers one moves the generation on. */
import type { Connection } from '../connect.ts';
import type { RefreshFamily } from '../../../workflows/domain/refresh.ts';
import type { RefreshFamilyStore } from '../../ports/sign-in-stores.ts';
import { recordsOf } from '../models/records.ts';
import { MAX_TIME_MS } from './duplicates.ts';

export function refreshFamilyStore(connection: Connection): RefreshFamilyStore {
  const records = recordsOf(connection, 'refreshFamilies');
  return {
    async create(family) {
      const record: RefreshFamily = { ...family, endedAt: null, endedBecause: null };
      await records.create([record]);
      return record;
    },
    get: (familyId) => records.findOne({ _id: familyId }).maxTimeMS(MAX_TIME_MS).lean<RefreshFamily>().exec(),
    rotate: (familyId, generation, times) =>
      records
        .findOneAndUpdate(
          { _id: familyId, generation, endedAt: null },
          { $set: { ...times, generation: generation + 1 } },
          { returnDocument: 'after' },
        )
        .lean<RefreshFamily>()
        .exec(),
    move: (familyId, { tenantId }) =>
      records.findOneAndUpdate({ _id: familyId, endedAt: null }, { $set: { tenantId } }, { returnDocument: 'after' }).lean<RefreshFamily>().exec(),
    open: (of) =>
      records
        .find({ ...of, endedAt: null })
        .sort({ createdAt: -1 })
        .maxTimeMS(MAX_TIME_MS)
        .lean<RefreshFamily[]>()
        .exec(),
    async end(familyId, because, at) {
      const { modifiedCount } = await records.updateOne({ _id: familyId, endedAt: null }, { $set: { endedAt: at, endedBecause: because } }).exec();
      return modifiedCount === 1;
    },
  };
}
