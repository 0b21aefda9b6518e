/** The end of a tenant: the workflow that erases it, and the end of all others that it has. */
import { isGrpcServiceError, type Client } from '@temporalio/client';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { tenantDeletionWorkflowId } from '../../workflows/domain/ids.ts';
import type { Engine } from '../ports/engine.ts';
import type { Deadline } from './deadlines.ts';
import { asProblem } from './problems.ts';

/** gRPC's code for what does not exist. */
const NOT_FOUND = 5;

export const tenants = (client: Client, deadline: Deadline): Pick<Engine, 'startTenantDeletion' | 'forgetWorkflowsOf'> => ({
  async startTenantDeletion(start) {
    // Without the tenant's search attribute: it would find and end itself.
    await deadline(() =>
      client.workflow.start('tenantDeletion', {
        workflowId: tenantDeletionWorkflowId(start.tenantId),
        taskQueue: TASK_QUEUES.core,
        args: [start],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        priority: { priorityKey: 5, fairnessKey: start.tenantId },
        staticSummary: `delete ${start.tenantId}`,
      }),
    ).catch((error: unknown) => {
      throw asProblem(error, 'erase');
    });
  },

  async forgetWorkflowsOf({ tenantId }) {
    if (!/^tnt_[0-9a-z]+$/.test(tenantId)) throw new RangeError('This is not the id of a tenant.');
    let forgotten = 0;
    for await (const { workflowId, runId } of client.workflow.list({ query: `ParleyTenant = '${tenantId}'` })) {
      await deadline(() =>
        client.workflowService
          .deleteWorkflowExecution({ namespace: client.options.namespace, workflowExecution: { workflowId, runId } })
          .catch((error: unknown) => {
            // Gone already: the list is behind what is so.
            if (!isGrpcServiceError(error) || error.code !== NOT_FOUND) throw error;
          }),
      );
      forgotten++;
    }
    return forgotten;
  },
});
