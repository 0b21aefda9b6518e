/**
 * The tenant filter of reads by id. It stands behind the query and not in it: the stand-in uses an index for exactly one full
 * unique key, and a second field beside it makes it scan the collection (libraries.md, section 2).
 */
import type { TenantScope } from '../../../workflows/domain/ids.ts';

/** The record, if it is the tenant's; a foreign one is as if it did not exist. */
export const ofTenant = <R extends { tenantId: string }>({ tenantId }: TenantScope, record: R | null): R | null =>
  record?.tenantId === tenantId ? record : null;
