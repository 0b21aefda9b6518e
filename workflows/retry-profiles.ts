/** How activities may fail: one profile a kind of work. Temporal retries; clients underneath never do. */
import { ActivityCancellationType, proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { TASK_QUEUES } from './contracts/task-queues.ts';

/** MongoDB reads and writes: tried for a day, because a conversation waits rather than forgets. */
export const store = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.core,
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '24h',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} satisfies ActivityOptions);

/** One search. The activity itself falls back to keywords when the encoder fails. */
export const search = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.core,
  startToCloseTimeout: '8s',
  scheduleToCloseTimeout: '20s',
  retry: { initialInterval: '1s', maximumAttempts: 3 },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} satisfies ActivityOptions);

/** One model call. The delay of a refused one comes from Retry-After; a cancel arrives with the heartbeat. */
export const model = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.llm,
  // Longer than the adapter's own 120 s, which tells what went wrong.
  startToCloseTimeout: '125s',
  scheduleToCloseTimeout: '150s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', maximumAttempts: 4 },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} satisfies ActivityOptions);

/** Whoever stands in for the model is given less time: behind them a person waits to take over. */
export const fallback = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.llm,
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '70s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', maximumAttempts: 2 },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} satisfies ActivityOptions);

/** A tool that only reads; when it has failed, the model goes on without it. */
export const read = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.core,
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '20s',
  retry: { initialInterval: '1s', maximumAttempts: 3 },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} satisfies ActivityOptions);

/** A tool with side effects whose provider does a thing once a key: it may be sent again under the same one. */
export const sendKeyed = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.core,
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: '60s',
  retry: { initialInterval: '1s', maximumAttempts: 4 },
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} satisfies ActivityOptions);

/** A tool with side effects whose provider knows no keys: never sent again while it is not known how the first send ended. */
export const sendOnce = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.core,
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: '60s',
  retry: { maximumAttempts: 1 },
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} satisfies ActivityOptions);

/** A word to the visitor beside the work: tried for as long as it is news. */
export const tell = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.core,
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '8s',
  retry: { initialInterval: '1s', maximumAttempts: 3 },
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} satisfies ActivityOptions);

/** Parsing and embedding of documents, a unit at a time; after three tries the document is set aside with a reason. */
export const bulk = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.bulk,
  startToCloseTimeout: '5m',
  scheduleToCloseTimeout: '30m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 3 },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} satisfies ActivityOptions);

/**
 * What is built beside what works, or cleared away, a step at a time: tried for a day, because nobody waits and a store or a provider
 * may be away for hours.
 */
export const rebuild = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.bulk,
  startToCloseTimeout: '10m',
  scheduleToCloseTimeout: '24h',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} satisfies ActivityOptions);

/** The sweeper's round: it looks for a minute and beats while it does. */
export const sweep = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.core,
  startToCloseTimeout: '70s',
  scheduleToCloseTimeout: '75s',
  heartbeatTimeout: '15s',
  retry: { maximumAttempts: 1 },
} satisfies ActivityOptions);
