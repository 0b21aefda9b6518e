/** Every call of the engine ends: by its answer or by its deadline. */
import type { Client } from '@temporalio/client';

/** A call within the time that its kind has. */
export type Deadline = <T>(call: () => Promise<T>) => Promise<T>;

export type Deadlines = {
  within<T>(ms: number, call: () => Promise<T>): Promise<T>;
  /** When every call that is under way has ended, one way or the other. */
  settled(): Promise<void>;
};

export function deadlines(client: Client, now: () => number): Deadlines {
  const inFlight = new Set<Promise<unknown>>();
  return {
    async within(ms, call) {
      const answer = client.withDeadline(now() + ms, call);
      inFlight.add(answer);
      try {
        return await answer;
      } finally {
        inFlight.delete(answer);
      }
    },
    settled: async () => void (await Promise.allSettled(inFlight)),
  };
}
