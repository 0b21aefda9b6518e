/** Keys for programs. The installation's own stand under a tenant that is null. */
import type { Connection } from '../connect.ts';
import type { ApiKey } from '../../../workflows/domain/api-key.ts';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import type { ApiKeyStore } from '../../ports/api-key-store.ts';
import type { EveryTenant } from '../../ports/reach.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

const tenantOf = (scope: TenantScope | EveryTenant): ApiKey['tenantId'] => ('tenantId' in scope ? scope.tenantId : null);

export function apiKeyStore(connection: Connection): ApiKeyStore {
  const records = recordsOf(connection, 'apiKeys');
  return {
    async create(key) {
      try {
        await records.create([key]);
        return key;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // The same request again, whose first token nobody was shown.
        const { _id, tokenHash, start } = key;
        await records.updateOne({ _id }, { $set: { tokenHash, start } }).exec();
        return (await records.findOne({ _id }).maxTimeMS(MAX_TIME_MS).lean<ApiKey>().exec())!;
      }
    },
    byTokenHash: (tokenHash) => records.findOne({ tokenHash }).maxTimeMS(MAX_TIME_MS).lean<ApiKey>().exec(),
    list: (scope) =>
      records
        .find({ tenantId: tenantOf(scope) })
        .sort({ _id: -1 })
        .maxTimeMS(MAX_TIME_MS)
        .lean<ApiKey[]>()
        .exec(),
    async revoke(scope, _id, at) {
      const found = await records.findOne({ _id }).maxTimeMS(MAX_TIME_MS).lean<ApiKey>().exec();
      if (!found || found.tenantId !== tenantOf(scope)) return null;
      if (found.revokedAt) return found;
      await records.updateOne({ _id }, { $set: { revokedAt: at } }).exec();
      return { ...found, revokedAt: at };
    },
    async used(_id, at) {
      await records.updateOne({ _id }, { $set: { lastUsedAt: at } }).exec();
    },
  };
}
