/** The assistant's switches, one document a target, and the operations that move them. */
import type { Connection } from '../connect.ts';
import { EVERYWHERE, type AssistantSwitch, type Operation } from '../../../workflows/domain/assistant.ts';
import type { AssistantStore } from '../../ports/assistant-store.ts';
import type { Reach } from '../../ports/reach.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

export function assistantStore(connection: Connection): AssistantStore {
  const switches = recordsOf(connection, 'assistantSwitches');
  const operations = recordsOf(connection, 'operations');
  const find = async (targets: string[]): Promise<AssistantSwitch[]> => {
    const found = await switches
      .find({ _id: { $in: targets } } as never, { _id: 0 })
      .maxTimeMS(MAX_TIME_MS)
      .lean<AssistantSwitch[]>()
      .exec();
    return found.sort((a, b) => b.at.getTime() - a.at.getTime());
  };
  const read = async (reach: Reach, operationId: Operation['_id']): Promise<Operation | null> => {
    const found = await operations.findOne({ _id: operationId }).maxTimeMS(MAX_TIME_MS).lean<Operation>().exec();
    return found?.target === targetOf(reach) ? found : null;
  };

  return {
    switches: ({ tenantId }) => find([tenantId, EVERYWHERE]),
    everywhere: async () => (await find([EVERYWHERE]))[0] ?? null,

    async flip(reach, moved) {
      const target = targetOf(reach);
      await switches.updateOne({ _id: target }, { $set: { ...moved, target } }, { upsert: true }).exec();
    },

    async ask(reach, operation) {
      try {
        await operations.create([{ ...operation, target: targetOf(reach) }]);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      return (await read(reach, operation._id)) ?? operation;
    },

    operation: read,

    async progress(reach, operationId, patch) {
      await operations.updateOne({ _id: operationId, target: targetOf(reach) }, { $set: patch }).exec();
    },
  };
}

const targetOf = (reach: Reach): Operation['target'] => ('everyTenant' in reach ? EVERYWHERE : reach.tenantId);
