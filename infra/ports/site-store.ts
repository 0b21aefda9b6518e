/** The sites of a tenant and what is remembered of their pages. */
import type { SiteId, TenantScope } from '../../workflows/domain/ids.ts';
import type { Site, SitePage } from '../../workflows/domain/site.ts';

export interface SiteStore {
  /** Oldest first; all of them. */
  list(scope: TenantScope): Promise<Site[]>;
  get(scope: TenantScope, id: SiteId): Promise<Site | null>;
  /** The same id again finds what it made. @throws {Problem} `site.taken` when another one has the host */
  create(scope: TenantScope, site: Omit<Site, 'tenantId'>): Promise<Site>;
  /**
   * Null when there is none, when it is being removed, or when another sync than `run` has begun.
   *
   * @param run of the sync that writes, null for a site that no run has; absent, whoever asks
   */
  change(scope: TenantScope, id: SiteId, to: Partial<Omit<Site, '_id' | 'tenantId' | 'address'>>, run?: string | null): Promise<Site | null>;
  remove(scope: TenantScope, id: SiteId): Promise<void>;
  /** In no order. */
  pages(scope: TenantScope, id: SiteId): Promise<SitePage[]>;
  putPages(scope: TenantScope, pages: readonly SitePage[]): Promise<void>;
  removePages(scope: TenantScope, pageIds: readonly SitePage['_id'][]): Promise<void>;
}
