/** Planted bug: a run that follows another one forgets to set its timers. */
import { workflowInfo, type WorkflowInterceptors } from '@temporalio/workflow';

export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      startTimer: (input, next) => (workflowInfo().continuedFromExecutionRunId ? new Promise<void>(() => {}) : next(input)),
    },
  ],
});
