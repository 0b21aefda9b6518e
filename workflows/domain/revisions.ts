/** Which revisions stay, and which publication goes on with the one before it: a sync is one step back, however many pages it read. */
import { KEPT_REVISIONS, type Revision } from './document.ts';
import type { SiteId } from './ids.ts';

/** Two more of each kind than are kept, so that what a publication dropped is still known to the one behind it when the first was killed. */
const REMEMBERED = KEPT_REVISIONS + 2;

/** What a sync of a site publishes under. */
export const syncBatch = (siteId: SiteId, sync: number): string => `${siteId}:${sync}`;

/** Made by syncs alone. Such revisions take none of the places that are kept for what people publish. */
export const isOfSyncs = ({ batches = [] }: Pick<Revision, 'batches'>): boolean =>
  batches.length > 0 && batches.every((one) => one.startsWith('sit_'));

/**
 * Whether a publication takes the place of what is published rather than following it. Batches that run side by side share their
 * revision; a publication of a person in between ends it, so that going back by one never takes two people's work.
 *
 * @param recent newest first
 */
export function isContinued(recent: readonly Revision[], current: Revision | null, batch: string | null | undefined): boolean {
  if (!batch || current === null || current._id !== recent[0]?._id) return false;
  const first = recent.findIndex(({ batches = [] }) => batches.length === 0);
  return recent.slice(0, first < 0 ? recent.length : first).some(({ batches }) => batches!.includes(batch));
}

/** Those that may be published again: the newest of people's and the newest of syncs, and what is published, however old it is. */
export const keptOf = (recent: readonly Revision[], published: Pick<Revision, '_id'> | null): Revision[] =>
  newestOfEach(recent, published?._id ?? null, KEPT_REVISIONS);

/** Those whose ids are still known. */
export const rememberedOf = (recent: readonly Revision[], published: Pick<Revision, '_id'> | null): Revision[] =>
  newestOfEach(recent, published?._id ?? null, REMEMBERED);

function newestOfEach(recent: readonly Revision[], published: Revision['_id'] | null, most: number): Revision[] {
  const seen = new Map<boolean, number>();
  return recent.filter((one) => {
    const kind = isOfSyncs(one);
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return seen.get(kind)! <= most || one._id === published;
  });
}
