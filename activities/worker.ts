/** Composition root of the workers: one a queue family, all in this process unless told otherwise. */
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { existsSync } from 'node:fs';
import { bundleOptions } from '../infra/temporal/bundle-options.ts';
import { installRuntime } from '../infra/temporal/runtime.ts';
import { spanSinks } from '../infra/temporal/tracing.ts';
import { TASK_QUEUES } from '../workflows/contracts/task-queues.ts';
import type { Deps } from './deps.ts';
import { createActivities } from './index.ts';

export type WorkersOptions = {
  address: string;
  namespace: string;
  deps: Omit<Deps, 'closing'>;
  /** File of the bundle that the bootstrap built; absent, it is built now. */
  bundlePath?: string | undefined;
};

export type Workers = {
  /** Stops polling, gives running activities 20 s, then ends them. */
  close(): Promise<void>;
  /** Rejects when a worker dies by itself. */
  failed: Promise<never>;
};

export async function startWorkers({ address, namespace, deps, bundlePath }: WorkersOptions): Promise<Workers> {
  installRuntime(deps.log);
  const connection = await NativeConnection.connect({ address });
  const closing = new AbortController();
  const activities = createActivities({ ...deps, closing: closing.signal });
  const workflowSource = bundlePath && existsSync(bundlePath) ? { workflowBundle: { codePath: bundlePath } } : bundledNow();
  const common = {
    connection,
    namespace,
    activities,
    sinks: spanSinks(),
    shutdownGraceTime: '20s',
    shutdownForceTime: '30s',
    maxHeartbeatThrottleInterval: '1s',
  } satisfies Partial<WorkerOptions>;
  const workers = await Promise.all([
    Worker.create({
      ...common,
      ...workflowSource,
      taskQueue: TASK_QUEUES.core,
      maxCachedWorkflows: 500,
      stickyQueueScheduleToStartTimeout: '3s',
      maxConcurrentActivityTaskExecutions: 100,
    }),
    Worker.create({ ...common, taskQueue: TASK_QUEUES.llm, maxConcurrentActivityTaskExecutions: 200 }),
    Worker.create({ ...common, ...workflowSource, taskQueue: TASK_QUEUES.bulk, maxCachedWorkflows: 50, maxConcurrentActivityTaskExecutions: 4 }),
  ]);
  const runs = workers.map((worker) => worker.run());
  const failed = Promise.race(runs.map((run) => run.then(() => new Promise<never>(() => {}))));
  failed.catch(() => {});
  return {
    failed,
    async close() {
      closing.abort();
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.allSettled(runs);
      await connection.close();
    },
  };
}

const bundledNow = (): Pick<WorkerOptions, 'workflowsPath' | 'interceptors' | 'bundlerOptions'> => {
  const { workflowsPath, workflowInterceptorModules } = bundleOptions();
  return { workflowsPath, interceptors: { workflowModules: workflowInterceptorModules! } };
};
