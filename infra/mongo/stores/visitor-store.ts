/** Visitors that are known for something; each write is one document by its id. */
import type { Connection } from '../connect.ts';
import type { VisitorRecord, VisitorStore } from '../../ports/visitor-store.ts';
import { recordsOf } from '../models/records.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

export function visitorStore(connection: Connection): VisitorStore {
  const records = recordsOf(connection, 'visitors');
  const upsert = async (scope: Parameters<VisitorStore['ban']>[0], _id: VisitorRecord['_id'], set: object): Promise<VisitorRecord> => {
    await records.updateOne({ _id }, { $set: { ...set, tenantId: scope.tenantId } }, { upsert: true }).exec();
    return (await records.findOne({ _id }).maxTimeMS(MAX_TIME_MS).lean<VisitorRecord>().exec())!;
  };
  return {
    get: async (scope, _id) => ofTenant(scope, await records.findOne({ _id }).maxTimeMS(MAX_TIME_MS).lean<VisitorRecord>().exec()),
    async list({ tenantId }, { banned, verified, cursor, limit }) {
      const known = (is: boolean | undefined) => (is === undefined ? {} : is ? { $ne: null } : { $eq: null });
      const filter = {
        tenantId,
        ...(banned === undefined ? {} : { bannedAt: known(banned) }),
        ...(verified === undefined ? {} : { verifiedAt: known(verified) }),
        ...(cursor ? { _id: { $lt: readCursor(cursor).id } } : {}),
      };
      const found = await records
        .find(filter as never)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .maxTimeMS(MAX_TIME_MS)
        .lean<VisitorRecord[]>()
        .exec();
      const data = found.slice(0, limit);
      const last = found.length > limit ? data.at(-1) : undefined;
      return { data, nextCursor: last ? cursorOf(last.firstSeenAt ?? new Date(0), last._id) : null };
    },
    verified: (scope, _id, { externalId, name, email, at }) =>
      upsert(scope, _id, { externalId, verifiedAt: at, ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) }),
    async ban(scope, _id, at) {
      await upsert(scope, _id, { bannedAt: at });
    },
  };
}
