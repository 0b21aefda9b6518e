/** What a person changes of its own account, each by one update of one document. */
import type { Connection } from '../connect.ts';
import type { AccountStore } from '../../ports/people-stores.ts';
import { recordsOf } from '../models/records.ts';

export function accountStore(connection: Connection): AccountStore {
  const users = recordsOf(connection, 'users');
  return {
    async setPassword(userId, passwordHash) {
      await users.updateOne({ _id: userId }, { $set: { passwordHash } }).exec();
    },
    async verifyEmail(userId, at) {
      await users.updateOne({ _id: userId, emailVerifiedAt: null }, { $set: { emailVerifiedAt: at, passwordHash: null } }).exec();
    },
    async rename(userId, name) {
      await users.updateOne({ _id: userId }, { $set: { name } }).exec();
    },
    async setOperator(userId, since) {
      await users.updateOne({ _id: userId }, { $set: { operatorSince: since } }).exec();
    },
  };
}
