/** Tenants as the platform sees them: which there are, whether they are open, and their end. */
import type { Connection } from '../connect.ts';
import type { TenantId, TenantScope, UserId } from '../../../workflows/domain/ids.ts';
import type { Membership, User } from '../../ports/people-stores.ts';
import type { Tenant, TenantDesk } from '../../ports/tenant-stores.ts';
import { COLLECTIONS, recordsOf } from '../models/records.ts';
import { MAX_TIME_MS } from './duplicates.ts';

/** Counting and deleting a large tenant's records take longer than a read, ms. */
const WHOLE_TENANT_MS = 60_000;

/** Collections whose records belong to people or to the platform: `people` and `remove` see to them. */
export const NOT_BY_TENANT = ['tenants', 'users', 'oneTimeCodes', 'secondFactors', 'identities', 'auditHeads', 'workers'] as const;

/** Collections whose records name their tenant as what they are aimed at, beside the whole installation. */
export const BY_TARGET = ['assistantSwitches', 'operations'] as const;

type Name = keyof typeof COLLECTIONS;
const NAMES = Object.keys(COLLECTIONS) as Name[];
const isOneOf = (names: readonly Name[], name: Name): boolean => names.includes(name);

export function tenantDesk(connection: Connection): TenantDesk {
  const tenants = recordsOf(connection, 'tenants');
  const users = recordsOf(connection, 'users');
  const memberships = recordsOf(connection, 'memberships');

  const forget = async (userId: UserId): Promise<void> => {
    const user = await users.findOne({ _id: userId }).maxTimeMS(MAX_TIME_MS).lean<User>().exec();
    if (user) await recordsOf(connection, 'oneTimeCodes').deleteMany({ emailKey: user.emailKey }).exec();
    await recordsOf(connection, 'secondFactors').deleteOne({ _id: userId }).exec();
    await recordsOf(connection, 'identities').deleteMany({ userId }).exec();
    await users.deleteOne({ _id: userId }).exec();
  };

  return {
    list: () => tenants.find({}).sort({ createdAt: 1 }).maxTimeMS(MAX_TIME_MS).lean<Tenant[]>().exec(),
    page: (_scope, { before, limit }) =>
      tenants
        .find(before ? { _id: { $lt: before } } : {})
        .sort({ _id: -1 })
        .limit(limit)
        .maxTimeMS(MAX_TIME_MS)
        .lean<Tenant[]>()
        .exec(),
    async counts({ tenantId }) {
      const count = (name: 'memberships' | 'conversations' | 'documents'): Promise<number> =>
        connection.collection(COLLECTIONS[name].name).countDocuments({ tenantId }, { maxTimeMS: WHOLE_TENANT_MS });
      const [members, conversations, documents] = await Promise.all([count('memberships'), count('conversations'), count('documents')]);
      return { members, conversations, documents };
    },
    async setStatus(tenantId, status) {
      // One that is being deleted comes back no more.
      const { matchedCount } = await tenants.updateOne({ _id: tenantId, status: { $ne: 'deleting' } }, { $set: { status } }).exec();
      return matchedCount === 1;
    },
    async remove(tenantId) {
      await recordsOf(connection, 'auditHeads').deleteOne({ _id: tenantId }).exec();
      await tenants.deleteOne({ _id: tenantId }).exec();
    },
    async erasePeople({ tenantId }: TenantScope) {
      const members = await memberships.find({ tenantId }, { _id: 0 }).maxTimeMS(MAX_TIME_MS).lean<Membership[]>().exec();
      let forgotten = 0;
      for (const { userId } of members) {
        const all = await memberships.find({ userId }, { _id: 0 }).maxTimeMS(MAX_TIME_MS).lean<Membership[]>().exec();
        const user = await users.findOne({ _id: userId }).maxTimeMS(MAX_TIME_MS).lean<User>().exec();
        if (!user || user.operatorSince || all.some((one) => one.tenantId !== tenantId)) continue;
        await forget(userId);
        forgotten++;
      }
      return forgotten;
    },
    async eraseRecords({ tenantId }: { tenantId: TenantId }) {
      const erased: Record<string, number> = {};
      for (const name of NAMES.filter((one) => !isOneOf(NOT_BY_TENANT, one))) {
        const whose = isOneOf(BY_TARGET, name) ? { target: tenantId } : { tenantId };
        const { deletedCount } = await connection.collection(COLLECTIONS[name].name).deleteMany(whose, { maxTimeMS: WHOLE_TENANT_MS });
        erased[name] = deletedCount;
      }
      return erased;
    },
  };
}
