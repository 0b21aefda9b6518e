/** Runs an activity as a worker would, with heartbeats and a context, but without an engine and without its log. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });

export const runActivity = <A, R>(activity: (input: A) => Promise<R>, input: A): Promise<R> =>
  environment.run<[A], R, typeof activity>(activity, input);
