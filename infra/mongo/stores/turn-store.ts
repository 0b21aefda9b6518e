/** The records that explain answers. Written by turn id, so a repeated step writes the same record. */
import type { Connection } from '../connect.ts';
import { withoutDocuments } from '../../../workflows/domain/forgotten-documents.ts';
import type { DocumentId, TenantScope, TurnId } from '../../../workflows/domain/ids.ts';
import type { Turn } from '../../../workflows/domain/turn.ts';
import type { TurnStore } from '../../ports/turn-stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

/** Where records name the documents whose words they hold, each with an index. */
const HOLDING = ['passages.documentId', 'steps.found.documentId'];
/** Records that are read at once. */
const PAGE = 100;

export function turnStore(connection: Connection): TurnStore {
  const records = recordsOf(connection, 'turns');
  const read = async (scope: TenantScope, turnId: TurnId): Promise<Turn | null> =>
    ofTenant(scope, await records.findOne({ _id: turnId }).maxTimeMS(MAX_TIME_MS).lean<Turn>().exec());

  return {
    async open(scope, turn) {
      try {
        await records.create([turn]);
        return turn;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await read(scope, turn._id)) ?? turn;
      }
    },
    get: read,
    async update(scope, turnId, { timings, ...patch }) {
      // A turn never changes its tenant, so what was read once may be written by id alone.
      const ours = await read(scope, turnId);
      const times = Object.fromEntries(Object.entries(timings ?? {}).map(([name, at]) => [`timings.${name}`, at]));
      const after =
        ours &&
        (await records
          .findOneAndUpdate({ _id: turnId }, { $set: { ...patch, ...times } }, { returnDocument: 'after' })
          .lean<Turn>()
          .exec());
      if (!after) throw new RangeError(`There is no turn ${turnId}.`);
      return after;
    },
    async addStep(scope, turnId, step) {
      const ours = await read(scope, turnId);
      // Always behind what is there: one atomic write by id alone, in which the first of a key wins wherever it is read.
      const after =
        ours &&
        (await records
          .findOneAndUpdate({ _id: turnId }, { $push: { steps: step } }, { returnDocument: 'after' })
          .lean<Turn>()
          .exec());
      if (!after) throw new RangeError(`There is no turn ${turnId}.`);
      return after;
    },
    async forgetDocuments({ tenantId }, documentIds) {
      let forgotten = 0;
      for (const field of HOLDING) {
        for (let last: TurnId = 'trn_'; ;) {
          const found = await records
            .find({ tenantId, [field]: { $in: [...documentIds] }, _id: { $gt: last } })
            .sort({ _id: 1 })
            .limit(PAGE)
            .maxTimeMS(MAX_TIME_MS)
            .lean<Turn[]>()
            .exec();
          for (const turn of found) forgotten += Number(await emptied(turn, documentIds));
          if (found.length < PAGE) break;
          last = found.at(-1)!._id;
        }
      }
      return forgotten;
    },
  };

  async function emptied(turn: Turn, documentIds: readonly DocumentId[]): Promise<boolean> {
    const { passages, request, steps } = withoutDocuments(turn, documentIds);
    // Step by step: a turn that runs may have added one meanwhile.
    const changed = steps.flatMap((step, i) => (isSame(step, turn.steps[i]) ? [] : [[`steps.${i}`, step] as const]));
    if (changed.length === 0 && isSame([passages, request], [turn.passages, turn.request])) return false;
    await records.updateOne({ _id: turn._id }, { $set: { passages, request, ...Object.fromEntries(changed) } }).exec();
    return true;
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
