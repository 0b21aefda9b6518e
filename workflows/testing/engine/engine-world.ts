/**
 * A real engine for a test file: workers with the product's workflows and activities over stores with memory, a scripted model,
 * and a hand on each activity. On the time-skipping server a month passes in a second; a dev server keeps real time.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { Deps } from '../../../activities/deps.ts';
import { createActivities, type Activities } from '../../../activities/index.ts';
import type { Tool } from '../../../activities/tools/tool.ts';
import { inProcessBus } from '../../../infra/bus/in-process.ts';
import { derivedId, mintId } from '../../../infra/ids/mint.ts';
import type { EventBus } from '../../../infra/ports/event-bus.ts';
import { commandByTheLog } from '../../../infra/temporal/by-the-log.ts';
import { openEngine } from '../../../infra/temporal/client.ts';
import { spanSinks } from '../../../infra/temporal/tracing.ts';
import { operationAsked, type AssistantOperation, type AssistantStart } from '../../contracts/assistant.ts';
import { DEFAULT_POLICY, type Policy } from '../../contracts/conversation.ts';
import { SEARCH } from '../../contracts/search-attributes.ts';
import { TASK_QUEUES } from '../../contracts/task-queues.ts';
import type { BudgetSettings } from '../../domain/budget.ts';
import { assistantWorkflowId, type ConversationRef, type TenantId } from '../../domain/ids.ts';
import type { Lifecycle } from '../../domain/lifecycle.ts';
import type { Draft, ModelRequest } from '../../domain/turn.ts';
import { memoryStores, PLAIN_SETTINGS, type MemoryLogOptions, type MemoryStores } from '../memory-stores.ts';
import { testTalk, type TestTalk } from './test-talk.ts';

export type ActivityName = keyof Activities;
/** Runs before each attempt of an activity; what it throws, the activity throws. */
export type Before = (name: ActivityName, attempt: number) => Promise<void> | void;
/** The scripted model: `call` counts from 0 within a conversation. */
export type Writes = (request: ModelRequest, signal: AbortSignal, call: number) => Promise<Draft>;

export type TalkOptions = {
  tenantId?: TenantId;
  policy?: Partial<Policy>;
  lifecycle?: Partial<Lifecycle>;
  budget?: BudgetSettings;
  writes?: Writes;
  before?: Before;
};
export type EngineWorld = {
  client: Client;
  stores: MemoryStores;
  bus: EventBus;
  conversation(options?: TalkOptions): TestTalk;
  /** Lets the server's clock jump; only on the time-skipping server. */
  skip(duration: string | number): Promise<void>;
  /** What the engine's clock shows, and the log's unless it was set wrong. */
  now(): Date;
  /** Asks for an operation of the assistant's switch, as the api does. */
  switchAssistant(operation: AssistantOperation, pagesPerRun?: number): Promise<void>;
  /** What runs is let go and nothing new is taken, until workers are started again. */
  stopWorkers(): Promise<void>;
  startWorkers(): Promise<void>;
  close(): Promise<void>;
};
export type EngineOptions = MemoryLogOptions & {
  /** Of a running dev server; absent, a time-skipping server is started. */
  address?: string;
  namespace?: string;
  /** How far the clocks of api and workers are ahead of the engine's, ms. */
  clockStepMs?: number;
  /** Replaces activities that have no place in memory, such as those of an ingestion. */
  fakes?: Partial<Activities>;
  /** What stands in for the scripted model when it fails; absent, nothing does. */
  fallback?: Writes;
  quotes?: Writes;
  /** Tools beside the product's own. */
  tools?: readonly Tool[];
};

/** Tells the question back, so that a test sees what a turn has read. */
export const replies: Writes = async ({ question }) => answer(`About: ${question.replaceAll('\n', ' + ')}`);
export const answer = (text: string): Draft => ({ type: 'reply', text, used: [], model: 'scripted', usage: { inputTokens: 1, outputTokens: 1 } });

/** Asks for one tool, once for each of the arguments. */
export const calls = (name: string, ...args: string[]): Draft => ({
  type: 'tools',
  text: '',
  calls: args.map((json, i) => ({ id: `call_${i + 1}`, name, arguments: json })),
  model: 'scripted',
  usage: { inputTokens: 1, outputTokens: 1 },
});

/** An agent's command waits for a busy machine, ms: that it has a deadline is the subject of `engine-down.test.ts`. */
const COMMAND_MS = 60_000;

export async function anEngine({
  address,
  namespace = 'default',
  fakes = {},
  fallback,
  quotes,
  tools = [],
  clockStepMs = 0,
  ...log
}: EngineOptions = {}): Promise<EngineWorld> {
  quiet();
  const env = address ? await TestWorkflowEnvironment.createFromExistingServer({ address, namespace }) : await timeSkipping();
  // The log's clock follows the server's, which skips.
  let aheadMs = 0;
  const serverNow = (): Date => new Date(Date.now() + aheadMs);
  const now = (): Date => new Date(serverNow().getTime() + clockStepMs);
  const stores = memoryStores({ now, ...log });
  const bus = inProcessBus();
  const scripts = new Map<string, Required<Pick<TalkOptions, 'writes'>> & TalkOptions & { calls: number }>();
  const conversationOf = new AsyncLocalStorage<string>();

  const deps = {
    ...stores,
    bus,
    ring: async () => true,
    command: (...asked: Parameters<Deps['command']>) => commandByTheLog(engineFor(), stores)(...asked),
    mintId,
    derivedId,
    now,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    tools,
    secrets: { current: async () => null },
    prices: { model: null, fallback: null },
    fallback: fallback ? standIn(fallback) : null,
    quotes: quotes ? standIn(quotes) : null,
    model: {
      name: 'scripted',
      generative: true,
      draft: (request: ModelRequest, { signal }: { signal: AbortSignal }) => {
        const script = scripts.get(conversationOf.getStore()!)!;
        return script.writes(request, signal, script.calls++);
      },
    },
  } as unknown as Deps; // files, vectors and documents are left out: no conversation touches them here

  const activities = Object.entries({ ...createActivities(deps), ...fakes }).map(([name, activity]) => [
    name,
    (input?: Partial<ConversationRef>) =>
      conversationOf.run(input?.conversationId ?? '', async () => {
        aheadMs = Math.max(aheadMs, activityInfo().currentAttemptScheduledTimestampMs - Date.now());
        await scripts.get(input?.conversationId ?? '')?.before?.(name as ActivityName, activityInfo().attempt);
        return (activity as (input: unknown) => Promise<unknown>)(input);
      }),
  ]);
  const common = {
    connection: env.nativeConnection,
    namespace,
    activities: Object.fromEntries(activities) as object,
    sinks: spanSinks(),
    maxHeartbeatThrottleInterval: '1s',
    shutdownForceTime: '5s',
  } as const;
  const workflowBundle = { codePath: needed('PARLEY_TEST_WORKFLOW_BUNDLE') };
  const start = async (): Promise<() => Promise<void>> => {
    const workers = await Promise.all([
      Worker.create({ ...common, workflowBundle, taskQueue: TASK_QUEUES.core }),
      Worker.create({ ...common, taskQueue: TASK_QUEUES.llm }),
      ...(Object.keys(fakes).length > 0 ? [Worker.create({ ...common, workflowBundle, taskQueue: TASK_QUEUES.bulk })] : []),
    ]);
    const runs = workers.map((worker) => worker.run());
    return async () => {
      for (const worker of workers) worker.shutdown();
      await Promise.allSettled(runs);
    };
  };
  let stop: (() => Promise<void>) | null = await start();
  // One connection a policy: a hundred conversations share them, as they share the api's.
  const engines = new Map<string, ReturnType<typeof openEngine>>();
  const engineFor = (policy: Partial<Policy> = {}): ReturnType<typeof openEngine> => {
    const name = JSON.stringify(policy);
    const open =
      engines.get(name) ??
      openEngine({ address: env.address, namespace, uiUrl: null, commandMs: COMMAND_MS, policy: { ...DEFAULT_POLICY, ...policy } });
    engines.set(name, open);
    return open;
  };

  return {
    client: env.client,
    stores,
    bus,
    conversation({ tenantId = mintId('tnt'), policy, lifecycle, budget, writes = replies, before } = {}) {
      const engine = engineFor(policy);
      const ref = { tenantId, conversationId: mintId('cnv') };
      if (lifecycle || budget)
        void stores.settings.save(ref, { ...PLAIN_SETTINGS, ...(lifecycle ? { lifecycle } : {}), ...(budget ? { budget } : {}) });
      scripts.set(ref.conversationId, { writes, calls: 0, ...(before ? { before } : {}) });
      return testTalk(ref, { engine: { ...engine, command: commandByTheLog(engine, stores) }, stores, bus, client: env.client });
    },
    async skip(duration) {
      await env.sleep(duration as '1 day');
      aheadMs = (await env.currentTimeMs()) - Date.now();
    },
    now: serverNow,
    async switchAssistant(operation, pagesPerRun) {
      if (!pagesPerRun) return engineFor().switchAssistant(operation);
      const { target } = operation;
      await env.client.workflow.signalWithStart('assistantSwitch', {
        workflowId: assistantWorkflowId(target),
        taskQueue: TASK_QUEUES.core,
        args: [{ target, pagesPerRun } satisfies AssistantStart],
        signal: operationAsked,
        signalArgs: [operation],
      });
    },
    async stopWorkers() {
      await stop?.();
      stop = null;
    },
    async startWorkers() {
      stop ??= await start();
    },
    async close() {
      await stop?.();
      await Promise.allSettled([...engines.values()].map((engine) => engine.close()));
      await env.teardown();
    },
  };
}

const standIn = (writes: Writes): Deps['model'] => {
  let calls = 0;
  return { name: 'stand-in', generative: true, draft: (request, { signal }) => writes(request, signal, calls++) };
};

/** Holds an activity's attempts of one name until it is opened. */
export function gate(name: ActivityName): { before: Before; reached: Promise<void>; open(): void } {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    before: async (running) => {
      if (running !== name) return;
      reached.resolve();
      await opened.promise;
    },
    reached: reached.promise,
    open: opened.resolve,
  };
}

/** A model that says nothing until it is told to or the turn is cancelled. */
export function slowModel(): { writes: Writes; reached: Promise<void>; cancelled: Promise<void>; answer(): void; calls(): number } {
  const [reached, cancelled, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let calls = 0;
  return {
    writes: async (request, signal, call) => {
      calls++;
      reached.resolve();
      const aborted = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => {
        cancelled.resolve();
        aborted.reject(new Error('aborted'));
      });
      await Promise.race([told.promise, aborted.promise]);
      return replies(request, signal, call);
    },
    reached: reached.promise,
    cancelled: cancelled.promise,
    answer: told.resolve,
    calls: () => calls,
  };
}

/** The server refuses search attributes that it does not know, and the run would hang. */
async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  const path = needed('PARLEY_TEMPORAL_TEST_SERVER');
  if (!existsSync(path)) throw new Error(`PARLEY_TEMPORAL_TEST_SERVER names ${path}, which is not there.`);
  const env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
  const searchAttributes = Object.fromEntries(Object.values(SEARCH).map(({ name, type }) => [name, encodeSearchAttributeIndexedValueType(type)!]));
  await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
  return env;
}

function quiet(): void {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
  } catch {
    // Another world of this file was first.
  }
}

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this layer through npm, which prepares it.`);
  return value;
}
