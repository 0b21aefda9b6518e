/** Sessions of visitors, by the hash of their token. One that has ended stays, so that its holder learns why. */
import type { Connection } from '../connect.ts';
import type { VisitorSession, VisitorSessionStore } from '../../ports/visitor-session-store.ts';
import { recordsOf } from '../models/records.ts';
import { MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

export function visitorSessionStore(connection: Connection): VisitorSessionStore {
  const records = recordsOf(connection, 'visitorSessions');
  return {
    async create({ tenantId }, session) {
      await records.create([{ ...session, tenantId }]);
    },
    byTokenHash: (tokenHash) => records.findOne({ tokenHash }).maxTimeMS(MAX_TIME_MS).lean<VisitorSession>().exec(),
    get: async (scope, _id) => ofTenant(scope, await records.findOne({ _id }).maxTimeMS(MAX_TIME_MS).lean<VisitorSession>().exec()),
    async renew(_scope, _id, expiresAt) {
      // Never shorter: of two calls at once the later one may have been answered first.
      await records.updateOne({ _id }, { $max: { expiresAt } }).exec();
    },
    async end({ tenantId }, { visitorId, sessionId }, because) {
      const open = await records.find({ tenantId, visitorId }).maxTimeMS(MAX_TIME_MS).lean<VisitorSession[]>().exec();
      const meant = open.filter(({ _id, endedBecause }) => !endedBecause && (!sessionId || _id === sessionId));
      for (const { _id } of meant) await records.updateOne({ _id }, { $set: { endedBecause: because } }).exec();
      return meant.map(({ _id }) => _id);
    },
  };
}
