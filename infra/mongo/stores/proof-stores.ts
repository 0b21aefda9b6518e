/** Proofs of who somebody is that can be spent once: codes by mail, codes of an app, recovery codes. */
import type { Connection } from '../connect.ts';
import type { OneTimeCode, OneTimeCodeStore, SecondFactor, SecondFactorStore } from '../../ports/sign-in-stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

/** Then the code is dead, whatever is said. */
const TRIES = 5;

export function oneTimeCodeStore(connection: Connection): OneTimeCodeStore {
  const records = recordsOf(connection, 'oneTimeCodes');
  return {
    async create(code) {
      await records.create([{ ...code, tries: 0, usedAt: null }]);
    },
    async takeTry(challengeId, now) {
      const code = await records
        .findOneAndUpdate({ _id: challengeId, usedAt: null, tries: { $lt: TRIES } }, { $inc: { tries: 1 } }, { returnDocument: 'after' })
        .lean<OneTimeCode>()
        .exec();
      return code && code.expiresAt > now ? code : null;
    },
    async use(challengeId, at) {
      const { modifiedCount } = await records.updateOne({ _id: challengeId, usedAt: null }, { $set: { usedAt: at } }).exec();
      return modifiedCount === 1;
    },
  };
}

export function secondFactorStore(connection: Connection): SecondFactorStore {
  const records = recordsOf(connection, 'secondFactors');
  return {
    get: (userId) => records.findOne({ _id: userId }).maxTimeMS(MAX_TIME_MS).lean<SecondFactor>().exec(),
    async begin(userId, sealed) {
      try {
        await records
          .updateOne({ _id: userId, confirmedAt: null }, { $set: { sealed, confirmedAt: null, step: 0, recovery: [] } }, { upsert: true })
          .exec();
        return true;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return false;
      }
    },
    async confirm(userId, step, recovery, at) {
      const { modifiedCount } = await records.updateOne({ _id: userId, confirmedAt: null }, { $set: { confirmedAt: at, step, recovery } }).exec();
      return modifiedCount === 1;
    },
    async spendStep(userId, step) {
      const { modifiedCount } = await records.updateOne({ _id: userId, step: { $lt: step } }, { $set: { step } }).exec();
      return modifiedCount === 1;
    },
    async spendRecovery(userId, hash) {
      const { modifiedCount } = await records.updateOne({ _id: userId, recovery: hash }, { $pull: { recovery: hash } }).exec();
      return modifiedCount === 1;
    },
    async remove(userId) {
      await records.deleteOne({ _id: userId }).exec();
    },
  };
}
