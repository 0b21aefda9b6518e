/** What starts the sync and the removal of a site. */
import type { SiteId, TenantId } from '../domain/ids.ts';

export type SiteRef = { tenantId: TenantId; siteId: SiteId };
/** `run` names the sync over all its runs; absent in the first of them. */
export type SiteSyncStart = SiteRef & { run?: string };
export type SiteSync = SiteRef & { run: string };
/** `askedAt`: when its schedule or somebody asked for it, ms since 1970, cut to the second; absent when it was started by its name. */
export type SiteSyncBegin = SiteSync & { askedAt?: number };

/** When a run is followed by the next, in batches of pages. */
export const BATCHES_PER_RUN = 50;
