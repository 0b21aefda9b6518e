/** The signs of life of workers: a document a process, written by its id alone. There are few, so a look reads all. */
import type { Connection } from '../connect.ts';
import type { WorkerReport, WorkerStore } from '../../ports/workers.ts';
import { recordsOf } from '../models/records.ts';
import { MAX_TIME_MS } from './duplicates.ts';

export function workerStore(connection: Connection): WorkerStore {
  const records = recordsOf(connection, 'workers');
  return {
    async beat({ _id, ...report }) {
      await records.updateOne({ _id }, { $set: report }, { upsert: true }).exec();
    },
    all: () => records.find().maxTimeMS(MAX_TIME_MS).lean<WorkerReport[]>().exec(),
    async forget(_id) {
      await records.deleteOne({ _id }).exec();
    },
    async forgetBefore(at) {
      const all = await records.find({}, { at: 1 }).lean<WorkerReport[]>().exec();
      for (const old of all.filter((one) => one.at < at)) await records.deleteOne({ _id: old._id }).exec();
    },
  };
}
