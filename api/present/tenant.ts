/** A tenant as those see it who run the installation. */
import type { z } from 'zod';
import type { Tenant } from '../../infra/ports/tenant-stores.ts';
import type { TenantSummary } from '../protocol/operator.ts';

export const presentTenant = ({ _id, slug, name, status = 'active', createdAt }: Tenant): z.infer<typeof TenantSummary> => ({
  id: _id,
  slug,
  name,
  status,
  createdAt: createdAt.toISOString(),
});
