/** A site as clients see it. */
import type { Site } from '../../workflows/domain/site.ts';
import type { SiteView } from '../protocol/sites.ts';

export const presentSite = ({ _id: id, address, everyHours, state, failure, limit, progress, startedAt, endedAt, createdAt }: Site): SiteView => {
  const { found, read, unchanged, skipped, removed, skips } = progress;
  return {
    id,
    address,
    everyHours,
    state,
    failure,
    limit,
    progress: { found, read, unchanged, skipped, removed, skips },
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
};
