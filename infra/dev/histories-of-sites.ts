/** Syncs of sites: one that ends, one of two runs, one of a site that is gone, one that fails; and the removal of a site. */
import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../../activities/index.ts';
import { BATCHES_PER_RUN } from '../../workflows/contracts/site-sync.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { siteRemovalWorkflowId, siteSyncId, type SiteId } from '../../workflows/domain/ids.ts';
import type { EngineWorld } from '../../workflows/testing/engine/engine-world.ts';
import { mintId } from '../ids/mint.ts';

/** How often each site was read. */
const reads = new Map<SiteId, number>();
const plans = new Map<SiteId, 'synced' | 'long' | 'gone' | 'failed'>();

export const SITE_FAKES: Partial<Activities> = {
  async beginSiteSync({ siteId }) {
    return plans.get(siteId) !== 'gone';
  },
  async readSitePages({ siteId }) {
    if (plans.get(siteId) === 'failed') throw ApplicationFailure.nonRetryable('weather', 'weather');
    const n = (reads.get(siteId) ?? 0) + 1;
    reads.set(siteId, n);
    return { left: (plans.get(siteId) === 'long' ? BATCHES_PER_RUN + 2 : 2) - n };
  },
  endSiteSync: async () => {},
  failSiteSync: async () => {},
  async removeSitePages({ siteId }) {
    const n = (reads.get(siteId) ?? 0) + 1;
    reads.set(siteId, n);
    return { left: 4 - n };
  },
};

type Keep = (story: 'siteSync' | 'siteRemoval', name: string, workflowId: string, runs?: 'all') => Promise<void>;

export async function playSites({ client }: EngineWorld, keep: Keep): Promise<void> {
  const tenantId = mintId('tnt');
  for (const plan of ['synced', 'long', 'gone', 'failed'] as const) {
    const siteId = mintId('sit');
    plans.set(siteId, plan);
    const workflowId = siteSyncId(tenantId, siteId);
    await client.workflow.execute('siteSync', { workflowId, taskQueue: TASK_QUEUES.bulk, args: [{ tenantId, siteId }] });
    await keep('siteSync', plan, workflowId, plan === 'long' ? 'all' : undefined);
  }
  const siteId = mintId('sit');
  const workflowId = siteRemovalWorkflowId(tenantId, siteId);
  await client.workflow.execute('siteRemoval', { workflowId, taskQueue: TASK_QUEUES.bulk, args: [{ tenantId, siteId }] });
  await keep('siteRemoval', 'removed', workflowId);
}
