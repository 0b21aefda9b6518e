/** Whether a tenant's doors stand open: nothing is fetched or prepared for one that is suspended or on its way out. */
import { isActive } from '../../workflows/domain/tenant.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';

export type TenantsByStatus = { tenants: Pick<Deps['tenants'], 'get'> };

export async function isOpen({ tenants }: TenantsByStatus, { tenantId }: TenantScope): Promise<boolean> {
  const tenant = await tenants.get(tenantId);
  return tenant !== null && isActive(tenant);
}
