/**
 * One sync of a site, page by page in batches, and a site's end. What is found stands in the store: history holds ids alone. A site that
 * is removed meanwhile ends its sync at the next page.
 */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { continueAsNew, isCancellation, workflowInfo } from '@temporalio/workflow';
import { BATCHES_PER_RUN, type SiteRef, type SiteSync, type SiteSyncBegin, type SiteSyncStart } from '../contracts/site-sync.ts';
import { bulk, rebuild, store } from '../retry-profiles.ts';

/** What Temporal notes of a run that a schedule has started. */
const ASKED_AT = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

export async function siteSync({ run, ...site }: SiteSyncStart): Promise<void> {
  const sync: SiteSync = { ...site, run: run ?? workflowInfo().firstExecutionRunId };
  if ((await readOn(sync, run === undefined)) === 'more') await continueAsNew<typeof siteSync>(sync);
}

async function readOn(sync: SiteSync, first: boolean): Promise<'ended' | 'more'> {
  try {
    if (first && !(await bulk.beginSiteSync(begin(sync)))) return 'ended';
    for (let batches = 0; batches < BATCHES_PER_RUN; batches++) {
      const read = await bulk.readSitePages(sync);
      if (!read) return 'ended';
      if (read.left > 0) continue;
      await bulk.endSiteSync(sync);
      return 'ended';
    }
    return 'more';
  } catch (error) {
    if (isCancellation(error)) throw error;
    await store.failSiteSync(sync);
    return 'ended';
  }
}

function begin(sync: SiteSync): SiteSyncBegin {
  const asked = workflowInfo().typedSearchAttributes.get(ASKED_AT);
  return asked ? { ...sync, askedAt: asked.getTime() } : sync;
}

/** Removes the pages of a site from the knowledge, then the site. Its owner has seen it go: no weather leaves half of it searchable. */
export async function siteRemoval(site: SiteRef): Promise<void> {
  for (;;) {
    const { left } = await rebuild.removeSitePages(site);
    if (left === 0) return;
  }
}
