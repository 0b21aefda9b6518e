/** The encoder of each tenant, on the tenant's own record: the pointer moves with what is published, or not at all. */
import type { Connection } from '../connect.ts';
import type { EncoderChange, EncoderChoice } from '../../../workflows/domain/encoder.ts';
import type { TenantId } from '../../../workflows/domain/ids.ts';
import type { EncoderStore } from '../../ports/encoder-store.ts';
import type { Tenant } from '../../ports/tenant-stores.ts';
import { recordsOf } from '../models/records.ts';
import { MAX_TIME_MS } from './duplicates.ts';

export function encoderStore(connection: Connection): EncoderStore {
  const records = recordsOf(connection, 'tenants');
  const tenantOf = (tenantId: TenantId): Promise<Tenant | null> => records.findOne({ _id: tenantId }).maxTimeMS(MAX_TIME_MS).lean<Tenant>().exec();
  /** @returns whether the record was as it must be */
  const set = async (tenantId: TenantId, must: object, fields: object): Promise<boolean> =>
    (await records.updateOne({ ...must, _id: tenantId }, { $set: fields }).exec()).matchedCount === 1;

  return {
    async inUse({ tenantId }, { first, earlier }) {
      const tenant = await tenantOf(tenantId);
      if (!tenant || tenant.encoder) return tenant?.encoder ?? first;
      await set(tenantId, { encoder: null }, { encoder: tenant.revisionId ? earlier : first });
      return (await tenantOf(tenantId))?.encoder ?? first;
    },
    async get({ tenantId }) {
      const tenant = await tenantOf(tenantId);
      return tenant && choiceOf(tenant);
    },
    async all() {
      const tenants = await records
        .find({ encoder: { $ne: null } })
        .sort({ _id: 1 })
        .maxTimeMS(MAX_TIME_MS)
        .lean<Tenant[]>()
        .exec();
      return tenants.flatMap((tenant) => {
        const choice = choiceOf(tenant);
        return choice ? [{ ...choice, tenantId: tenant._id, slug: tenant.slug }] : [];
      });
    },
    others: (_scope, than) =>
      records
        .countDocuments({ encoder: { $nin: [null, than] } } as never)
        .maxTimeMS(MAX_TIME_MS)
        .exec(),
    async begin({ tenantId }, { to, startedAt }) {
      const fresh: EncoderChange = { to, state: 'building', done: 0, total: 0, startedAt };
      return (
        (await set(tenantId, { encoderChange: null, encoder: { $ne: to } }, { encoderChange: fresh })) ||
        (await set(tenantId, { 'encoderChange.to': to }, { 'encoderChange.state': 'building' }))
      );
    },
    progress: ({ tenantId }, to, patch) =>
      set(tenantId, { 'encoderChange.to': to }, Object.fromEntries(Object.entries(patch).map(([name, value]) => [`encoderChange.${name}`, value]))),
    switch: ({ tenantId }, { from, to, revisionId }) =>
      set(tenantId, { encoder: from, revisionId, 'encoderChange.to': to }, { encoder: to, encoderBefore: from, encoderChange: null }),
    async giveUp({ tenantId }, to) {
      await set(tenantId, { 'encoderChange.to': to }, { encoderChange: null });
    },
    async forgetBefore({ tenantId }) {
      await set(tenantId, {}, { encoderBefore: null });
    },
  };
}

const choiceOf = ({ encoder, encoderBefore, encoderChange }: Tenant): EncoderChoice | null =>
  encoder ? { inUse: encoder, before: encoderBefore ?? null, change: encoderChange ?? null } : null;
