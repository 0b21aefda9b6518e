/** Who belongs to a workspace, and as what. Each change says which role it found, so that two at once cannot both win. */
import type { Connection } from '../connect.ts';
import type { Member, MemberStore, Membership, User } from '../../ports/people-stores.ts';
import type { Tenant } from '../../ports/tenant-stores.ts';
import { recordsOf } from '../models/records.ts';
import { MAX_TIME_MS } from './duplicates.ts';

/** More people than this are not listed at once. */
const LISTED = 1_000;

export function memberStore(connection: Connection): MemberStore {
  const memberships = recordsOf(connection, 'memberships');
  const users = recordsOf(connection, 'users');
  const tenants = recordsOf(connection, 'tenants');
  const idOf = (tenantId: string, userId: string): string => `${tenantId}:${userId}`;

  const changeRole: MemberStore['changeRole'] = async ({ tenantId }, userId, from, to) => {
    const { modifiedCount } = await memberships.updateOne({ _id: idOf(tenantId, userId), role: from }, { $set: { role: to } }).exec();
    return modifiedCount === 1;
  };
  const roleOf = async (tenantId: string, userId: string): Promise<string | null> =>
    (
      await memberships
        .findOne({ _id: idOf(tenantId, userId) })
        .maxTimeMS(MAX_TIME_MS)
        .lean<Membership>()
        .exec()
    )?.role ?? null;

  return {
    async list({ tenantId }) {
      const found = await memberships.find({ tenantId }, { _id: 0 }).limit(LISTED).maxTimeMS(MAX_TIME_MS).lean<Membership[]>().exec();
      const people = await users
        .find({ _id: { $in: found.map(({ userId }) => userId) } }, { name: 1, email: 1 })
        .maxTimeMS(MAX_TIME_MS)
        .lean<Pick<User, '_id' | 'name' | 'email'>[]>()
        .exec();
      const byId = new Map(people.map((person) => [person._id, person]));
      return found.flatMap((membership): Member[] => {
        const person = byId.get(membership.userId);
        return person ? [{ ...membership, name: person.name, email: person.email }] : [];
      });
    },
    changeRole,
    async remove({ tenantId }, userId, role) {
      const { deletedCount } = await memberships.deleteOne({ _id: idOf(tenantId, userId), role }).exec();
      return deletedCount === 1;
    },
    async transfer({ tenantId }, from, to) {
      const transfer = `${from}>${to}`;
      const claimed = await tenants.updateOne({ _id: tenantId, transfer: null }, { $set: { transfer } }).exec();
      if (claimed.modifiedCount === 0) {
        const tenant = await tenants.findOne({ _id: tenantId }).maxTimeMS(MAX_TIME_MS).lean<Tenant & { transfer?: string }>().exec();
        // The same transfer once more finishes what a process that died had begun.
        if (tenant?.transfer !== transfer) return false;
      }
      const heir = await roleOf(tenantId, to);
      const mayGoOn = heir !== null && (await roleOf(tenantId, from)) === 'owner';
      if (mayGoOn) {
        // The new owner first: between the two there are two owners, never none.
        await memberships.updateOne({ _id: idOf(tenantId, to) }, { $set: { role: 'owner' } }).exec();
        await changeRole({ tenantId }, from, 'owner', 'admin');
      }
      await tenants.updateOne({ _id: tenantId, transfer } as never, { $set: { transfer: null } }).exec();
      return mayGoOn;
    },
  };
}
