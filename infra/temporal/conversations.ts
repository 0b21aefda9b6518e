/** Conversations in the engine: the doorbell, and commands that need a verdict. */
import { WithStartWorkflowOperation, WorkflowNotFoundError, type Client } from '@temporalio/client';
import {
  COMMANDS,
  entryAppended,
  type By,
  type Command,
  type ConversationStart,
  type EntryRef,
  type Policy,
  type Verdict,
} from '../../workflows/contracts/conversation.ts';
import { SEARCH } from '../../workflows/contracts/search-attributes.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { conversationWorkflowId, type ConversationRef } from '../../workflows/domain/ids.ts';
import { CircuitOpen, type Breaker } from '../circuit/breaker.ts';
import type { Engine } from '../ports/engine.ts';
import type { Deadlines } from './deadlines.ts';
import { asProblem } from './problems.ts';

/** Behind the acknowledgement: the visitor does not wait for it, and the sweeper rings again, ms. */
const RING_MS = 1_500;

export type ConversationsNeed = {
  within: Deadlines['within'];
  /** A command may take so long, ms. */
  commandMs: number;
  /** Of the doorbell; a command is asked whether or not it is open. */
  circuit: Breaker;
  /** Of conversations that begin. */
  policy: Policy;
  /** Told why it could not be rung. */
  failed: (error: unknown) => void;
};

export function conversations(client: Client, { within, commandMs, circuit, policy, failed }: ConversationsNeed): Pick<Engine, 'ring' | 'command'> {
  const startOf = (ref: ConversationRef) => ({
    workflowId: conversationWorkflowId(ref),
    taskQueue: TASK_QUEUES.core,
    args: [{ ...ref, policy }] as [ConversationStart],
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    priority: { priorityKey: 2, fairnessKey: ref.tenantId },
    typedSearchAttributes: [
      { key: SEARCH.tenant, value: ref.tenantId },
      { key: SEARCH.mode, value: 'ai' },
      { key: SEARCH.status, value: 'unresolved' },
      { key: SEARCH.channel, value: 'web' },
    ],
    staticSummary: `web chat ${ref.conversationId}`,
  });

  const ring = async (ref: ConversationRef, entry: EntryRef): Promise<boolean> => {
    try {
      await circuit.run(() =>
        within(RING_MS, () => client.workflow.signalWithStart('conversation', { ...startOf(ref), signal: entryAppended, signalArgs: [entry] })),
      );
      return true;
    } catch (error) {
      if (!(error instanceof CircuitOpen)) failed(error); // counted and logged, not thrown: the message is safe in the log
      return false;
    }
  };

  const update = (ref: ConversationRef, command: Command, commandId: string, by: By): Promise<Verdict> =>
    within(commandMs, () =>
      client.workflow.getHandle(conversationWorkflowId(ref)).executeUpdate(COMMANDS[command], { updateId: commandId, args: [by] }),
    );

  /** `reopen` may find no run; starting one is safe because it is legal in every closed conversation. */
  const reopenWithStart = (ref: ConversationRef, commandId: string, by: By): Promise<Verdict> =>
    within(commandMs, () =>
      client.workflow.executeUpdateWithStart(COMMANDS.reopen, {
        updateId: commandId,
        args: [by],
        startWorkflowOperation: new WithStartWorkflowOperation('conversation', startOf(ref)),
      }),
    );

  return {
    ring,

    async command(ref, command, commandId, by, lastEntry) {
      try {
        if (command === 'reopen') return await reopenWithStart(ref, commandId, by);
        try {
          return await update(ref, command, commandId, by);
        } catch (error) {
          // An operator ended the run: the log is still there, so a new run takes the command.
          if (!(error instanceof WorkflowNotFoundError) || !(await ring(ref, lastEntry))) throw error;
          return await update(ref, command, commandId, by);
        }
      } catch (error) {
        throw asProblem(error, command);
      }
    },
  };
}
