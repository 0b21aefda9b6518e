/** Sites and their pages. `siteKey` is tenant and origin in one field, so that one unique index holds them. */
import type { Connection } from '../connect.ts';
import { siteTaken } from '../../../workflows/domain/errors.ts';
import type { Site, SitePage } from '../../../workflows/domain/site.ts';
import type { SiteStore } from '../../ports/site-store.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

const HIDDEN = { siteKey: 0 } as const;

export function siteStore(connection: Connection): SiteStore {
  const records = recordsOf(connection, 'sites');
  const pages = recordsOf(connection, 'sitePages');
  const get: SiteStore['get'] = async (scope, _id) =>
    ofTenant(scope, await records.findOne({ _id }, HIDDEN).maxTimeMS(MAX_TIME_MS).lean<Site>().exec());

  return {
    get,
    list: ({ tenantId }) => records.find({ tenantId }, HIDDEN).sort({ _id: 1 }).maxTimeMS(MAX_TIME_MS).lean<Site[]>().exec(),
    async create({ tenantId }, site) {
      const record: Site = { ...site, tenantId };
      try {
        await records.create([{ ...record, siteKey: `${tenantId}:${new URL(site.address).origin}` }]);
        return record;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const ours = await get({ tenantId }, record._id);
        if (!ours) throw siteTaken();
        return ours;
      }
    },
    change: ({ tenantId }, _id, to, run) =>
      records
        .findOneAndUpdate(
          { _id, tenantId, state: { $ne: 'removing' }, ...(run === undefined ? {} : { run }) },
          { $set: to },
          { returnDocument: 'after', projection: HIDDEN },
        )
        .lean<Site>()
        .exec(),
    async remove({ tenantId }, _id) {
      await records.deleteOne({ _id, tenantId }).exec();
    },
    pages: ({ tenantId }, siteId) => pages.find({ tenantId, siteId }).maxTimeMS(MAX_TIME_MS).lean<SitePage[]>().exec(),
    async putPages({ tenantId }, all) {
      if (all.length === 0) return;
      const replaced = all.map((page) => ({ replaceOne: { filter: { _id: page._id }, replacement: { ...page, tenantId } as never, upsert: true } }));
      await pages.bulkWrite(replaced);
    },
    async removePages({ tenantId }, pageIds) {
      await pages.deleteMany({ _id: { $in: [...pageIds] }, tenantId }).exec();
    },
  };
}
