/** Encrypted secrets and wrapped data keys: MongoDB holds ciphertext alone. */
import type { Connection } from '../connect.ts';
import type { SealedSecretStore } from '../../ports/secret-store.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

export function sealedSecretStore(connection: Connection): SealedSecretStore {
  const secrets = recordsOf(connection, 'secrets');
  const keys = recordsOf(connection, 'dataKeys');
  const plain = { _id: 0, tenantId: 0 } as const;
  return {
    read: ({ tenantId }, name) =>
      secrets
        .findOne({ _id: `${tenantId}:${name}` }, plain)
        .maxTimeMS(MAX_TIME_MS)
        .lean<never>()
        .exec(),
    async write({ tenantId }, secret) {
      const _id = `${tenantId}:${secret.name}`;
      if (secret.revision > 1) {
        const { modifiedCount } = await secrets.updateOne({ _id, revision: secret.revision - 1 }, { $set: secret }).exec();
        return modifiedCount === 1;
      }
      return once(() => secrets.create([{ ...secret, _id, tenantId }] as never));
    },
    list: ({ tenantId }) => secrets.find({ tenantId }, plain).sort({ name: 1 }).maxTimeMS(MAX_TIME_MS).lean<never>().exec(),
    remove: async ({ tenantId }, name) => (await secrets.deleteOne({ _id: `${tenantId}:${name}` }).exec()).deletedCount === 1,
    dataKeys: ({ tenantId }) => keys.find({ tenantId }, plain).sort({ n: -1 }).maxTimeMS(MAX_TIME_MS).lean<never>().exec(),
    addDataKey: ({ tenantId }, key) => once(() => keys.create([{ ...key, _id: `${tenantId}:${key.n}`, tenantId }] as never)),
    async rewrap({ tenantId }, { n, masterKey, text }) {
      await keys.updateOne({ _id: `${tenantId}:${n}` }, { $set: { masterKey, text } }).exec();
    },
    async removeDataKey({ tenantId }, n) {
      await keys.deleteOne({ _id: `${tenantId}:${n}` }).exec();
    },
    async removeTenant({ tenantId }) {
      await secrets.deleteMany({ tenantId }).exec();
      await keys.deleteMany({ tenantId }).exec();
    },
    tenants: () => keys.distinct('tenantId').maxTimeMS(MAX_TIME_MS).exec(),
  };
}

async function once(create: () => Promise<unknown>): Promise<boolean> {
  try {
    await create();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
