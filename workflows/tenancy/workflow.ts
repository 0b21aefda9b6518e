/**
 * Deletes a tenant: its running work, its knowledge, its files, its people, its records. It has been closed before this begins.
 * What was still being written is caught by a second round, and the tenant's own record goes last, so that a crash goes on here.
 */
import { sleep } from '@temporalio/workflow';
import type { ErasedTenant, TenantDeletionStart } from '../contracts/tenancy.ts';
import { bulk, store } from '../retry-profiles.ts';

export async function tenantDeletion({ tenantId, quietMs }: TenantDeletionStart): Promise<ErasedTenant> {
  const first = await bulk.eraseTenant({ tenantId });
  await sleep(quietMs);
  const late = await bulk.eraseTenant({ tenantId });
  await store.closeTenant({ tenantId });
  return {
    workflows: first.workflows + late.workflows,
    chunks: first.chunks + late.chunks,
    people: first.people + late.people,
    records: first.records + late.records,
  };
}
