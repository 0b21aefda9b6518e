/** What is done to a tenant's knowledge: versions that are prepared, and changes of the encoder that searches them. */
import { randomUUID } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { changeAsked } from '../../workflows/contracts/encoder-change.ts';
import { ingestionAsked, type IngestionStart } from '../../workflows/contracts/ingestion.ts';
import { SEARCH } from '../../workflows/contracts/search-attributes.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { encoderChangeWorkflowId, ingestionWorkflowId } from '../../workflows/domain/ids.ts';
import type { Engine } from '../ports/engine.ts';
import type { Deadline } from './deadlines.ts';
import { asProblem } from './problems.ts';

export const knowledgeWork = (
  client: Client,
  deadline: Deadline,
): Pick<Engine, 'startIngestion' | 'startEncoderChange' | 'encoderChangeRuns' | 'askEncoderChange'> => ({
  async startIngestion(start) {
    const ask = randomUUID();
    await deadline(() =>
      client.workflow.signalWithStart('ingestion', {
        workflowId: ingestionWorkflowId(start.tenantId, start.versionId),
        taskQueue: TASK_QUEUES.bulk,
        args: [{ ...start, ask }] as [IngestionStart],
        signal: ingestionAsked,
        signalArgs: [ask],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        priority: { priorityKey: 5, fairnessKey: start.tenantId },
        typedSearchAttributes: [{ key: SEARCH.tenant, value: start.tenantId }],
        staticSummary: `ingest ${start.documentId}`,
      }),
    ).catch((error: unknown) => {
      throw asProblem(error, 'ingest');
    });
  },

  async startEncoderChange(start) {
    try {
      await deadline(() =>
        client.workflow.start('encoderChange', {
          workflowId: encoderChangeWorkflowId(start.tenantId),
          taskQueue: TASK_QUEUES.bulk,
          args: [start],
          workflowIdConflictPolicy: 'FAIL',
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          priority: { priorityKey: 5, fairnessKey: start.tenantId },
          typedSearchAttributes: [{ key: SEARCH.tenant, value: start.tenantId }],
          staticSummary: start.type === 'forget' ? 'forget earlier encoders' : `${start.type} ${start.to}`,
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw asProblem(error, 'encoderChange');
    }
  },

  async encoderChangeRuns(tenantId) {
    try {
      const { status } = await deadline(() => client.workflow.getHandle(encoderChangeWorkflowId(tenantId)).describe());
      return status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw asProblem(error, 'encoderChange');
    }
  },

  async askEncoderChange(tenantId, ask) {
    try {
      await deadline(() => client.workflow.getHandle(encoderChangeWorkflowId(tenantId)).signal(changeAsked, ask));
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw asProblem(error, 'encoderChange');
    }
  },
});
