/** One half of the planted bug PB7: the ids of commands that were obeyed are lost when one run follows another. `plants.ts` has the other. */
import type { WorkflowInterceptors } from '@temporalio/workflow';

export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      async continueAsNew(input, next) {
        for (const start of input.args as { carry?: { commands?: string[] } }[]) if (start.carry) start.carry.commands = [];
        return next(input);
      },
    },
  ],
});
