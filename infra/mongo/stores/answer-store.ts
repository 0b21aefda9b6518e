/** Kept answers: a request is begun by an insert under its key, so of two at once one is the first. */
import type { Connection } from '../connect.ts';
import type { TenantId } from '../../../workflows/domain/ids.ts';
import type { AnswerStore, KeptAnswer } from '../../ports/answer-store.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

type Row = KeptAnswer & { tenantId: TenantId };

export function answerStore(connection: Connection): AnswerStore {
  const records = recordsOf(connection, 'keptAnswers');
  return {
    async begin(scope, first) {
      try {
        await records.create([{ ...first, tenantId: scope.tenantId }]);
        return { kept: first, fresh: true };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const row = ofTenant(scope, await records.findOne({ _id: first._id }).maxTimeMS(MAX_TIME_MS).lean<Row>().exec());
        if (!row) throw error;
        const { tenantId: _tenantId, ...kept } = row;
        return { kept, fresh: false };
      }
    },
    async replace({ tenantId }, { _id, owner, beats, state }, { _id: _same, ...next }) {
      const { modifiedCount } = await records.updateOne({ _id, tenantId, owner, beats, state }, { $set: next }).exec();
      return modifiedCount === 1;
    },
    async beat({ tenantId }, { _id, owner }) {
      await records.updateOne({ _id, tenantId, owner }, { $inc: { beats: 1 } }).exec();
    },
    async finish({ tenantId }, { _id, owner }, outcome) {
      await records.updateOne({ _id, tenantId, owner }, { $set: outcome }).exec();
    },
  };
}
