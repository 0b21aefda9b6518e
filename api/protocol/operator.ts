/** The installation as those see it who run it: its tenants from outside, by counts and never by what they hold. */
import { z } from 'zod';
import { PLATFORM_PERMISSIONS } from '../../workflows/domain/api-key.ts';
import { PAGE_DEFAULT, PAGE_MAX } from '../../workflows/domain/limits.ts';
import { TenantIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { TENANT_STATUSES } from '../../workflows/domain/tenant.ts';
import { MakeApiKey } from './api-keys.ts';
import { Time } from './common.ts';
import { Email, WorkspaceName, WorkspaceSlug } from './people.ts';

export const TenantsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  /** `nextCursor` of the page before. */
  cursor: TenantIdSchema.optional(),
});

export const TenantSummary = z
  .object({ id: TenantIdSchema, slug: z.string(), name: z.string(), status: z.enum(TENANT_STATUSES), createdAt: Time })
  .meta({ id: 'TenantSummary' });
export const TenantPage = z.object({ data: z.array(TenantSummary), nextCursor: z.string().nullable() }).meta({ id: 'TenantPage' });

const Count = z.number().int().min(0);
/** How much there is, and what the assistant has spent today (UTC). Money in millionths of a US dollar. */
export const TenantDetail = TenantSummary.extend({
  counts: z.object({ members: Count, conversations: Count, documents: Count }),
  today: z.object({ modelCalls: z.number().int(), toolCalls: z.number().int(), tokens: z.number().int(), costMicros: z.number().int() }),
}).meta({ id: 'TenantDetail' });

export const TenantParams = z.strictObject({ tenantId: TenantIdSchema });

/** The owner is invited by mail. */
export const MakeTenant = z.strictObject({ name: WorkspaceName, slug: WorkspaceSlug.optional(), ownerEmail: Email }).meta({ id: 'MakeTenant' });

/** A key of the installation that manages tenants. One that reads or writes in all of them is made on the command line alone. */
export const MakePlatformKey = z
  .strictObject({
    ...MakeApiKey.shape,
    permissions: z.array(z.enum(PLATFORM_PERMISSIONS)).min(1, 'Choose what the key may do.').max(PLATFORM_PERMISSIONS.length),
  })
  .meta({ id: 'MakePlatformKey' });
