/** Keys for programs, by hash. A scope of every tenant holds the keys of the installation. */
import type { ApiKey, ApiKeyId } from '../../workflows/domain/api-key.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { EveryTenant } from './reach.ts';

export interface ApiKeyStore {
  /** Told twice under one id, the second token counts: the first was shown to nobody. */
  create(key: ApiKey): Promise<ApiKey>;
  /** By the hash of the presented key: the credential itself names the tenant. */
  byTokenHash(tokenHash: string): Promise<ApiKey | null>;
  /** Newest first, revoked ones too. */
  list(scope: TenantScope | EveryTenant): Promise<ApiKey[]>;
  /** @returns null when there is no such key in the scope; a second revocation changes nothing */
  revoke(scope: TenantScope | EveryTenant, id: ApiKeyId, at: Date): Promise<ApiKey | null>;
  used(id: ApiKeyId, at: Date): Promise<void>;
}
