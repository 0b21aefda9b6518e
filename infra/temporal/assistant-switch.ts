/** The switch of the assistant: one workflow a tenant, and one for everywhere, that does what is asked in order. */
import type { Client } from '@temporalio/client';
import { operationAsked, PAGES_PER_RUN, type AssistantStart } from '../../workflows/contracts/assistant.ts';
import { SEARCH } from '../../workflows/contracts/search-attributes.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { EVERYWHERE } from '../../workflows/domain/assistant.ts';
import { assistantWorkflowId } from '../../workflows/domain/ids.ts';
import type { Engine } from '../ports/engine.ts';
import type { Deadline } from './deadlines.ts';
import { asProblem } from './problems.ts';

export const assistantSwitch = (client: Client, deadline: Deadline): Pick<Engine, 'switchAssistant'> => ({
  async switchAssistant(operation) {
    const { target, move } = operation;
    await deadline(() =>
      client.workflow.signalWithStart('assistantSwitch', {
        workflowId: assistantWorkflowId(target),
        taskQueue: TASK_QUEUES.core,
        args: [{ target, pagesPerRun: PAGES_PER_RUN }] as [AssistantStart],
        signal: operationAsked,
        signalArgs: [operation],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        priority: { priorityKey: 3, fairnessKey: target },
        ...(target === EVERYWHERE ? {} : { typedSearchAttributes: [{ key: SEARCH.tenant, value: target }] }),
        staticSummary: `${move} the assistant`,
      }),
    ).catch((error: unknown) => {
      throw asProblem(error, move);
    });
  },
});
