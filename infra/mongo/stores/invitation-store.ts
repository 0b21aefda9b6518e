/** Invitations: opened by a token of which the hash is kept, taken by one. */
import type { Connection } from '../connect.ts';
import type { Invitation, InvitationStore } from '../../ports/people-stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

export function invitationStore(connection: Connection): InvitationStore {
  const records = recordsOf(connection, 'invitations');
  return {
    async create({ tenantId }, invitation) {
      const record: Invitation = { ...invitation, tenantId, emailKey: invitation.email.trim().toLowerCase(), state: 'open', acceptedBy: null };
      try {
        await records.create([record]);
        return record;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // The same request again: the link of its second mail is the one that counts.
        const { _id, tokenHash } = record;
        await records.updateOne({ _id, tenantId, state: 'open' }, { $set: { tokenHash } }).exec();
        return (await records.findOne({ _id }).maxTimeMS(MAX_TIME_MS).lean<Invitation>().exec())!;
      }
    },
    get: async (scope, invitationId) =>
      ofTenant(scope, await records.findOne({ _id: invitationId }).maxTimeMS(MAX_TIME_MS).lean<Invitation>().exec()),
    open: ({ tenantId }) =>
      records.find({ tenantId, state: 'open' }).sort({ createdAt: -1 }).limit(500).maxTimeMS(MAX_TIME_MS).lean<Invitation[]>().exec(),
    byTokenHash: (tokenHash) => records.findOne({ tokenHash }).maxTimeMS(MAX_TIME_MS).lean<Invitation>().exec(),
    async claim({ tenantId }, invitationId, userId) {
      const { modifiedCount } = await records
        .updateOne({ _id: invitationId, tenantId, state: 'open' }, { $set: { state: 'accepted', acceptedBy: userId } })
        .exec();
      return modifiedCount === 1;
    },
    async release({ tenantId }, invitationId, userId) {
      await records.updateOne({ _id: invitationId, tenantId, acceptedBy: userId }, { $set: { state: 'open', acceptedBy: null } }).exec();
    },
    async revoke({ tenantId }, invitationId) {
      const { modifiedCount } = await records.updateOne({ _id: invitationId, tenantId, state: 'open' }, { $set: { state: 'revoked' } }).exec();
      return modifiedCount === 1;
    },
  };
}
