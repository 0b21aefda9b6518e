/** The client side of the engine: the doorbell, and commands that need a verdict. Every call has a deadline. */
import {
  Client,
  Connection,
  isGrpcServiceError,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { randomUUID } from 'node:crypto';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import {
  COMMANDS,
  CONFLICT,
  DEFAULT_POLICY,
  entryAppended,
  type By,
  type Command,
  type ConversationStart,
  type EntryRef,
  type Policy,
  type Verdict,
} from '../../workflows/contracts/conversation.ts';
import { operationAsked, PAGES_PER_RUN, type AssistantOperation, type AssistantStart } from '../../workflows/contracts/assistant.ts';
import { changeAsked } from '../../workflows/contracts/encoder-change.ts';
import { ingestionAsked, type IngestionStart } from '../../workflows/contracts/ingestion.ts';
import { SEARCH } from '../../workflows/contracts/search-attributes.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { EVERYWHERE } from '../../workflows/domain/assistant.ts';
import type { Standing } from '../../workflows/domain/conversation.ts';
import { conversationTaken, engineUnavailable, moveRefused } from '../../workflows/domain/errors.ts';
import {
  assistantWorkflowId,
  conversationWorkflowId,
  encoderChangeWorkflowId,
  ingestionWorkflowId,
  tenantDeletionWorkflowId,
  type ConversationRef,
} from '../../workflows/domain/ids.ts';
import { breaker, CircuitOpen, type Circuit } from '../circuit/breaker.ts';
import type { Engine } from '../ports/engine.ts';
import { siteSchedules } from './site-schedules.ts';

/** Behind the acknowledgement: the visitor does not wait for it, and the sweeper rings again, ms. */
const RING_MS = 1_500;
/** An agent waits for a verdict, ms. */
const COMMAND_MS = 5_000;
/** Who asks whether it is there does not wait for long, ms. */
const HEALTH_MS = 2_000;

/** gRPC's code for what does not exist. */
const NOT_FOUND = 5;

export type EngineOptions = {
  address: string;
  namespace: string;
  uiUrl: string | null;
  policy?: Policy;
  /** How long a command and a start may take, ms; absent, as long as an agent waits for a verdict. */
  commandMs?: number;
  failed?: (error: unknown) => void;
  now?: () => number;
};

/** Connects lazily: an engine that is down stops nobody from starting or writing. */
export function openEngine({
  address,
  namespace,
  uiUrl,
  policy = DEFAULT_POLICY,
  commandMs = COMMAND_MS,
  failed = () => {},
  now = Date.now,
}: EngineOptions): Engine & { client: Client; circuit: Circuit; close(): Promise<void> } {
  const { connectionOptions } = loadClientConnectConfig();
  const connection = Connection.lazy({ ...connectionOptions, address, connectTimeout: '5s' });
  const client = new Client({ connection, namespace });
  const circuit = breaker({ failures: 3, restMs: 5_000, now });

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

  const inFlight = new Set<Promise<unknown>>();
  const deadline = async <T>(ms: number, call: () => Promise<T>): Promise<T> => {
    const answer = client.withDeadline(now() + ms, call);
    inFlight.add(answer);
    try {
      return await answer;
    } finally {
      inFlight.delete(answer);
    }
  };

  const ring = async (ref: ConversationRef, entry: EntryRef): Promise<boolean> => {
    try {
      await circuit.run(() =>
        deadline(RING_MS, () => client.workflow.signalWithStart('conversation', { ...startOf(ref), signal: entryAppended, signalArgs: [entry] })),
      );
      return true;
    } catch (error) {
      if (!(error instanceof CircuitOpen)) failed(error); // counted and logged, not thrown: the message is safe in the log
      return false;
    }
  };

  const update = (ref: ConversationRef, command: Command, commandId: string, by: By): Promise<Verdict> =>
    deadline(commandMs, () =>
      client.workflow.getHandle(conversationWorkflowId(ref)).executeUpdate(COMMANDS[command], { updateId: commandId, args: [by] }),
    );

  /** `reopen` may find no run; starting one is safe because it is legal in every closed conversation. */
  const reopenWithStart = (ref: ConversationRef, commandId: string, by: By): Promise<Verdict> =>
    deadline(commandMs, () =>
      client.workflow.executeUpdateWithStart(COMMANDS.reopen, {
        updateId: commandId,
        args: [by],
        startWorkflowOperation: new WithStartWorkflowOperation('conversation', startOf(ref)),
      }),
    );

  return {
    client,
    circuit,
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

    async switchAssistant(operation: AssistantOperation) {
      const { target, move } = operation;
      await deadline(commandMs, () =>
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

    async startIngestion(start: IngestionStart) {
      const ask = randomUUID();
      await deadline(commandMs, () =>
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
        await deadline(commandMs, () =>
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
        const { status } = await deadline(commandMs, () => client.workflow.getHandle(encoderChangeWorkflowId(tenantId)).describe());
        return status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw asProblem(error, 'encoderChange');
      }
    },

    async askEncoderChange(tenantId, ask) {
      try {
        await deadline(commandMs, () => client.workflow.getHandle(encoderChangeWorkflowId(tenantId)).signal(changeAsked, ask));
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw asProblem(error, 'encoderChange');
      }
    },

    ...siteSchedules(client, (call) =>
      deadline(commandMs, call).catch((error: unknown) => {
        if (error instanceof ScheduleAlreadyRunning || error instanceof ScheduleNotFoundError || error instanceof WorkflowNotFoundError) throw error;
        throw asProblem(error, 'sync');
      }),
    ),

    async startTenantDeletion(start) {
      // Without the tenant's search attribute: it would find and end itself.
      await deadline(commandMs, () =>
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
        await deadline(commandMs, () =>
          client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId, runId } }).catch((error: unknown) => {
            // Gone already: the list is behind what is so.
            if (!isGrpcServiceError(error) || error.code !== NOT_FOUND) throw error;
          }),
        );
        forgotten++;
      }
      return forgotten;
    },

    urlOf: (ref) => (uiUrl ? `${uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(conversationWorkflowId(ref))}` : null),
    uiUrl,

    async healthy() {
      try {
        await deadline(HEALTH_MS, () => connection.healthService.check({}));
        // Else it would look down until the next message rings.
        if (circuit.state() === 'halfOpen') circuit.succeeded();
        return true;
      } catch {
        return false;
      }
    },

    async close() {
      // The client's own retry would call on a closed channel and end the process; each call has a deadline.
      await Promise.allSettled(inFlight);
      await connection.close();
    },
  };
}

function asProblem(error: unknown, command: string): Error {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure && error.cause.type === CONFLICT) {
    const [standing] = (error.cause.details ?? []) as [Standing?];
    const extra = {
      mode: standing?.mode ?? null,
      status: standing?.status ?? null,
      since: standing?.since ?? null,
      takenBy: standing?.takenBy ?? null,
    };
    return command === 'takeOver' && standing?.takenBy ? conversationTaken({ extra }) : moveRefused({ extra });
  }
  if (error instanceof WorkflowNotFoundError) return moveRefused({ detail: 'The conversation is closed.' });
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return engineUnavailable({ retryAfterSeconds: 2 });
  return Object.assign(engineUnavailable({ retryAfterSeconds: 2 }), { cause: error });
}
