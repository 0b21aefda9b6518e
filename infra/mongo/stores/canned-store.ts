/** Canned responses. `shortcutKey` is tenant and shortcut in one field, so that one unique index holds and sorts them. */
import type { Connection } from '../connect.ts';
import type { CannedResponse } from '../../../workflows/domain/canned-response.ts';
import { cannedTaken } from '../../../workflows/domain/errors.ts';
import type { TenantId } from '../../../workflows/domain/ids.ts';
import type { CannedStore } from '../../ports/canned-store.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

const HIDDEN = { shortcutKey: 0 } as const;

/** What was stored before there were versions has none, and is the first. */
type Stored = Omit<CannedResponse, 'version'> & { version?: number };
const versioned = (stored: Stored): CannedResponse => ({ ...stored, version: stored.version ?? 1 });

export function cannedStore(connection: Connection): CannedStore {
  const records = recordsOf(connection, 'cannedResponses');
  const keyOf = (tenantId: TenantId, shortcut: string): string => `${tenantId}:${shortcut}`;
  const refuseTaken = (error: unknown): never => {
    throw isDuplicate(error, 'canned_shortcut') ? cannedTaken() : error;
  };
  const get: CannedStore['get'] = async (scope, _id) => {
    const found = ofTenant(scope, await records.findOne({ _id }, HIDDEN).maxTimeMS(MAX_TIME_MS).lean<Stored>().exec());
    return found && versioned(found);
  };

  return {
    get,
    list: async ({ tenantId }, { after = '', limit }) => {
      const found = await records
        // `;` is the character behind `:`.
        .find({ shortcutKey: { $gt: keyOf(tenantId, after), $lt: `${tenantId};` } }, HIDDEN)
        .sort({ shortcutKey: 1 })
        .limit(limit)
        .maxTimeMS(MAX_TIME_MS)
        .lean<Stored[]>()
        .exec();
      return found.map(versioned);
    },
    count: ({ tenantId }) =>
      records
        .countDocuments({ shortcutKey: { $gt: keyOf(tenantId, ''), $lt: `${tenantId};` } })
        .maxTimeMS(MAX_TIME_MS)
        .exec(),
    async create({ tenantId }, response) {
      const record: CannedResponse = { ...response, tenantId, version: 1, updatedAt: response.createdAt };
      try {
        await records.create([{ ...record, shortcutKey: keyOf(tenantId, record.shortcut) }]);
        return record;
      } catch (error) {
        // The same request again finds what it made, and not its own shortcut taken.
        return (isDuplicate(error) && (await get({ tenantId }, record._id))) || refuseTaken(error);
      }
    },
    async change(scope, _id, basedOn, to) {
      const found = await get(scope, _id);
      if (found?.version !== basedOn) return null;
      const next = { ...to, version: basedOn + 1 };
      const set = { ...next, shortcutKey: keyOf(scope.tenantId, to.shortcut) };
      // The filter's type does not know records without a version, hence the cast.
      const version = basedOn === 1 ? { $in: [1, null] } : basedOn;
      const { matchedCount } = await records
        .updateOne({ _id, version } as never, { $set: set })
        .exec()
        .catch(refuseTaken);
      return matchedCount === 1 ? { ...found, ...next } : null;
    },
    async remove(scope, _id) {
      if (!(await get(scope, _id))) return false;
      return (await records.deleteOne({ _id }).exec()).deletedCount === 1;
    },
  };
}
