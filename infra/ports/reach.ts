/** Whom a store is asked about: one tenant, or all of them. */
import type { TenantScope } from '../../workflows/domain/ids.ts';

/** The scope of maintenance that looks over all tenants; only schedules and the command line hold it. */
export type EveryTenant = { readonly everyTenant: true };

/** One tenant, or the whole installation. */
export type Reach = TenantScope | EveryTenant;
