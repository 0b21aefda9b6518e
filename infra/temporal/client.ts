/** The client side of the engine. Every call has a deadline; who asks for what is a file of its own beside this one. */
import { Client, Connection, ScheduleAlreadyRunning, ScheduleNotFoundError, WorkflowNotFoundError } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { DEFAULT_POLICY, type Policy } from '../../workflows/contracts/conversation.ts';
import { conversationWorkflowId } from '../../workflows/domain/ids.ts';
import { breaker, type Circuit } from '../circuit/breaker.ts';
import type { Engine } from '../ports/engine.ts';
import { assistantSwitch } from './assistant-switch.ts';
import { conversations } from './conversations.ts';
import { deadlines, type Deadline } from './deadlines.ts';
import { knowledgeWork } from './knowledge-work.ts';
import { asProblem } from './problems.ts';
import { siteSchedules } from './site-schedules.ts';
import { tenants } from './tenants.ts';

/** An agent waits for a verdict, ms. */
const COMMAND_MS = 5_000;
/** Who asks whether it is there does not wait for long, ms. */
const HEALTH_MS = 2_000;

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

  const { within, settled } = deadlines(client, now);
  const deadline: Deadline = (call) => within(commandMs, call);

  return {
    client,
    circuit,
    ...conversations(client, { within, commandMs, circuit, policy, failed }),
    ...assistantSwitch(client, deadline),
    ...knowledgeWork(client, deadline),
    ...siteSchedules(client, (call) =>
      deadline(call).catch((error: unknown) => {
        if (error instanceof ScheduleAlreadyRunning || error instanceof ScheduleNotFoundError || error instanceof WorkflowNotFoundError) throw error;
        throw asProblem(error, 'sync');
      }),
    ),
    ...tenants(client, deadline),

    urlOf: (ref) => (uiUrl ? `${uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(conversationWorkflowId(ref))}` : null),
    uiUrl,

    async healthy() {
      try {
        await within(HEALTH_MS, () => connection.healthService.check({}));
        // Else it would look down until the next message rings.
        if (circuit.state() === 'halfOpen') circuit.succeeded();
        return true;
      } catch {
        return false;
      }
    },

    async close() {
      // The client's own retry would call on a closed channel and end the process; each call has a deadline.
      await settled();
      await connection.close();
    },
  };
}
