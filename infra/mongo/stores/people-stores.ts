/** Tenants, people and their credentials. Tokens are stored as hashes only. */
import type { Connection } from '../connect.ts';
import { slugTaken } from '../../../workflows/domain/errors.ts';
import type { Membership, User, UserStore } from '../../ports/people-stores.ts';
import type { Tenant, TenantStore } from '../../ports/tenant-stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

export function tenantStore(connection: Connection, now: () => Date = () => new Date()): TenantStore {
  const records = recordsOf(connection, 'tenants');
  return {
    get: (tenantId) => records.findOne({ _id: tenantId }).maxTimeMS(MAX_TIME_MS).lean<Tenant>().exec(),
    bySlug: (slug) => records.findOne({ slug }).maxTimeMS(MAX_TIME_MS).lean<Tenant>().exec(),
    async after(_scope, after, limit) {
      const found = await records
        .find(after ? { _id: { $gt: after } } : {}, { _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .maxTimeMS(MAX_TIME_MS)
        .lean<Pick<Tenant, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },
    async create(tenant) {
      const record: Tenant = { ...tenant, revisionId: null, status: 'active', createdAt: now() };
      try {
        await records.create([record]);
        return record;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const made = await records.findOne({ _id: tenant._id }).maxTimeMS(MAX_TIME_MS).lean<Tenant>().exec();
        if (!made) throw slugTaken();
        return made;
      }
    },
    async rename({ tenantId }, name) {
      await records.updateOne({ _id: tenantId }, { $set: { name } }).exec();
    },
  };
}

export function userStore(connection: Connection): UserStore {
  const records = recordsOf(connection, 'users');
  const memberships = recordsOf(connection, 'memberships');
  const keyOf = (email: string): string => email.trim().toLowerCase();
  return {
    byEmail: (email) =>
      records
        .findOne({ emailKey: keyOf(email) })
        .maxTimeMS(MAX_TIME_MS)
        .lean<User>()
        .exec(),
    get: (userId) => records.findOne({ _id: userId }).maxTimeMS(MAX_TIME_MS).lean<User>().exec(),
    async create(user) {
      const record: User = { ...user, emailKey: keyOf(user.email) };
      await records.create([record]);
      return record;
    },
    operators: () =>
      records
        .find({ operatorSince: { $ne: null } })
        .sort({ emailKey: 1 })
        .maxTimeMS(MAX_TIME_MS)
        .lean<User[]>()
        .exec(),
    memberships: (userId) => memberships.find({ userId }, { _id: 0 }).maxTimeMS(MAX_TIME_MS).lean<Membership[]>().exec(),
    membership: ({ tenantId }, userId) =>
      memberships
        .findOne({ _id: `${tenantId}:${userId}` }, { _id: 0 })
        .maxTimeMS(MAX_TIME_MS)
        .lean<Membership>()
        .exec(),
    async addMember({ tenantId }, userId, role) {
      await memberships.updateOne({ _id: `${tenantId}:${userId}` }, { $set: { tenantId, userId, role } }, { upsert: true }).exec();
    },
  };
}
