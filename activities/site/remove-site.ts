/** Removes a site with everything that was read of it, some pages at a time; its record goes last. */
import type { SiteRef } from '../../workflows/contracts/site-sync.ts';
import type { Deps } from '../deps.ts';
import { whileBeating } from '../while-beating.ts';

type Needs = Pick<Deps, 'sites' | 'deleteDocuments' | 'bus'>;

const AT_ONCE = 50;

/** @returns how many pages are left */
export const removeSitePages =
  ({ sites, deleteDocuments, bus }: Needs) =>
  async ({ tenantId, siteId }: SiteRef): Promise<{ left: number }> => {
    const scope = { tenantId };
    const pages = await sites.pages(scope, siteId);
    const now = pages.slice(0, AT_ONCE);
    await whileBeating(() =>
      deleteDocuments(
        scope,
        now.flatMap(({ documentId }) => documentId ?? []),
      ),
    );
    await sites.removePages(
      scope,
      now.map(({ _id }) => _id),
    );
    const left = pages.length - now.length;
    if (left === 0) await sites.remove(scope, siteId);
    bus.publish({ tenantId, type: 'site.changed', siteId });
    return { left };
  };
