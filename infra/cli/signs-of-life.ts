/**
 * How the api knows of workers in other processes: each says every few seconds in MongoDB that it lives and how its dependencies
 * look from there. MongoDB and not the bus, because a worker that cannot reach MongoDB answers nobody.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from '../log/logger.ts';
import type { WorkerReport, WorkerStore } from '../ports/workers.ts';

const BEAT_MS = 3_000;
/** Silent for longer than this, a worker counts as gone, ms. */
const STALE_MS = 12_000;
/** What is left of processes that were killed goes with the next start after so long, ms. */
const FORGET_MS = 3_600_000;

export type Beating = { close(): Promise<void> };

export type BeatOptions = {
  version: string;
  circuits: () => WorkerReport['circuits'];
  log: Pick<Logger, 'warn'>;
  everyMs?: number;
};

/** Begins to beat. Never throws: a beat that is lost is made up for by the next one. */
export function beat(store: WorkerStore, { version, circuits, log, everyMs = BEAT_MS }: BeatOptions): Beating {
  const about = { _id: randomUUID(), version, startedAt: new Date() };
  let beating: Promise<void> | null = null;
  const once = (): void => {
    // One at a time: behind a MongoDB that hangs they would pile up.
    beating ??= store
      .beat({ ...about, at: new Date(), circuits: circuits() })
      .catch((error: unknown) => log.warn({ reason: (error as Error).name }, 'a sign of life was lost'))
      .finally(() => (beating = null));
  };
  once();
  void store.forgetBefore(new Date(Date.now() - FORGET_MS)).catch(() => undefined);
  const timer = setInterval(once, everyMs);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await beating;
      await store.forget(about._id).catch(() => undefined);
    },
  };
}

/**
 * Who lives. A worker's clock may be wrong, so what counts after the first look is that its signs change, by our own clock.
 *
 * @returns asks the store; @throws what the store throws
 */
export function lookout(
  store: Pick<WorkerStore, 'all'>,
  { now = Date.now, clock = () => performance.now() }: { now?: () => number; clock?: () => number } = {},
): () => Promise<WorkerReport[]> {
  const heard = new Map<string, { at: number; until: number }>();
  return async () => {
    const all = await store.all();
    for (const id of heard.keys()) if (!all.some((one) => one._id === id)) heard.delete(id);
    for (const { _id, at } of all) {
      const before = heard.get(_id);
      if (before?.at === at.getTime()) continue;
      const age = before ? 0 : Math.max(0, now() - at.getTime());
      heard.set(_id, { at: at.getTime(), until: clock() + STALE_MS - age });
    }
    return all.filter(({ _id }) => heard.get(_id)!.until > clock());
  };
}
