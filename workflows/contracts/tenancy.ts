/** What may be said to the deletion of a tenant. */
import type { TenantId } from '../domain/ids.ts';

export type TenantDeletionStart = {
  tenantId: TenantId;
  /** How long whoever still writes for the tenant is given to end, before everything is erased once more, ms. */
  quietMs: number;
};

/** What was found and erased, counts alone. */
export type ErasedTenant = { workflows: number; chunks: number; people: number; records: number };
