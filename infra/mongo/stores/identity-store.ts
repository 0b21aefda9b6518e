/** Accounts of other providers that are linked to people. One is linked to one person. */
import { createHash } from 'node:crypto';
import type { Connection } from '../connect.ts';
import type { LinkedIdentity, IdentityStore } from '../../ports/sign-in-stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

export function identityStore(connection: Connection): IdentityStore {
  const records = recordsOf(connection, 'identities');
  const idOf = (issuer: string, subject: string): string => createHash('sha256').update(`${issuer}\u0000${subject}`).digest('base64url');
  return {
    async find(issuer, subject) {
      const found = await records
        .findOne({ _id: idOf(issuer, subject) })
        .maxTimeMS(MAX_TIME_MS)
        .lean<LinkedIdentity>()
        .exec();
      return found?.userId ?? null;
    },
    async link(issuer, subject, userId, at) {
      try {
        await records.create([{ _id: idOf(issuer, subject), issuer, userId, createdAt: at }]);
        return true;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return false;
      }
    },
  };
}
