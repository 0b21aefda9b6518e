/** Work that failed and is tried again by its name: later each time, never twice at once, never more of it than fits. */

export type RetryOptions = {
  /** Before the first repeat, ms, default 250; doubles with each. */
  firstMs?: number;
  /** At most between two tries, ms, default 10,000. */
  mostMs?: number;
  /** Names that may wait at once, default 1,000; the oldest is given up for one more. */
  room?: number;
  random?: () => number;
};

export class Retries<Name> {
  private readonly waiting = new Map<Name, { tries: number; timer: ReturnType<typeof setTimeout> | null }>();
  private readonly options: Required<RetryOptions>;

  constructor({ firstMs = 250, mostMs = 10_000, room = 1_000, random = Math.random }: RetryOptions = {}) {
    this.options = { firstMs, mostMs, room, random };
  }

  /** Runs `work` a while after its failure; the caller says how it went by `later` again or by `done`. */
  later(name: Name, work: () => void): void {
    const { firstMs, mostMs, room, random } = this.options;
    const before = this.waiting.get(name);
    if (before?.timer) return;
    const tries = before?.tries ?? 0;
    if (!before && this.waiting.size >= room) this.done(this.waiting.keys().next().value!);
    // Half of it by chance: what failed together must not come back together.
    const ms = Math.min(mostMs, firstMs * 2 ** tries) * (0.5 + random() / 2);
    const mine = { tries: tries + 1, timer: null as ReturnType<typeof setTimeout> | null };
    mine.timer = setTimeout(() => {
      mine.timer = null;
      work();
    }, ms);
    mine.timer.unref();
    this.waiting.set(name, mine);
  }

  done(name: Name): void {
    const found = this.waiting.get(name);
    if (found?.timer) clearTimeout(found.timer);
    this.waiting.delete(name);
  }

  /** Gives everything up. */
  clear(): void {
    for (const name of [...this.waiting.keys()]) this.done(name);
  }
}
