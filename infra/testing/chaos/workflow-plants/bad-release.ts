/** A release that cannot run: every workflow task fails, so nothing moves on until the old build is back (F20). */
import type { WorkflowInterceptors } from '@temporalio/workflow';

export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      async execute() {
        throw new Error('A release that cannot run, says the harness.');
      },
    },
  ],
});
