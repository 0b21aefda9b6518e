/** The schedules of sites: each starts syncs under one id, and two of them never at a time. */
import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { SEARCH } from '../../workflows/contracts/search-attributes.ts';
import type { SiteRef } from '../../workflows/contracts/site-sync.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { siteRemovalWorkflowId, siteSyncId } from '../../workflows/domain/ids.ts';
import type { Engine } from '../ports/engine.ts';

const SKIP = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1h' } as const;

/** @param deadline makes each call end, and a fault of the engine's a problem; what is missing or there already stays as it is */
export function siteSchedules(
  client: Client,
  deadline: <T>(call: () => Promise<T>) => Promise<T>,
): Pick<Engine, 'keepSite' | 'syncSite' | 'resumeSite' | 'forgetSite' | 'startSiteRemoval'> {
  const handleOf = ({ tenantId, siteId }: SiteRef) => client.schedule.getHandle(siteSyncId(tenantId, siteId));
  const shared = ({ tenantId }: SiteRef) => ({
    priority: { priorityKey: 5, fairnessKey: tenantId },
    typedSearchAttributes: [{ key: SEARCH.tenant, value: tenantId }],
  });
  const optionsOf = (site: SiteRef, everyHours: number | null) => ({
    // Hours are counted from midnight: without jitter every site of the world would be read then.
    spec: everyHours === null ? {} : { intervals: [{ every: `${everyHours}h` as const }], jitter: `${everyHours * 10}m` as const },
    action: {
      type: 'startWorkflow' as const,
      workflowType: 'siteSync',
      taskQueue: TASK_QUEUES.bulk,
      workflowId: siteSyncId(site.tenantId, site.siteId),
      args: [site],
      staticSummary: `sync ${site.siteId}`,
      ...shared(site),
    },
    policies: SKIP,
  });

  return {
    async keepSite(site, everyHours) {
      try {
        await deadline(() => client.schedule.create({ scheduleId: siteSyncId(site.tenantId, site.siteId), ...optionsOf(site, everyHours) }));
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        await deadline(() => handleOf(site).update((now) => ({ ...optionsOf(site, everyHours), state: now.state })));
      }
    },
    syncSite: (site) => deadline(() => handleOf(site).trigger(ScheduleOverlapPolicy.SKIP)),
    // A sync cut short is no longer read, but its run may not have ended yet: skipped behind that, nobody would go on.
    resumeSite: (site) => deadline(() => handleOf(site).trigger(ScheduleOverlapPolicy.BUFFER_ONE)),
    async forgetSite(site) {
      try {
        const { info } = await deadline(() => handleOf(site).describe());
        await deadline(() => handleOf(site).delete());
        for (const { workflow } of info.runningActions)
          await deadline(() => client.workflow.getHandle(workflow.workflowId).cancel()).catch(ignoreGone);
      } catch (error) {
        ignoreGone(error);
      }
    },
    async startSiteRemoval(site) {
      await deadline(() =>
        client.workflow.start('siteRemoval', {
          workflowId: siteRemovalWorkflowId(site.tenantId, site.siteId),
          taskQueue: TASK_QUEUES.bulk,
          args: [site],
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          staticSummary: `remove ${site.siteId}`,
          ...shared(site),
        }),
      );
    },
  };
}

/** Somebody else was faster, or it has ended by itself. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof ScheduleNotFoundError || error instanceof WorkflowNotFoundError)) throw error;
}
