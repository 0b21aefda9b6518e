/** How long a provider is waited for: so long without a piece of an answer, and so long for all of it. */

/** ms */
export type Limits = { idleMs: number; totalMs: number };

/**
 * @param outer the turn's own signal: it ends the wait too, and does not count as "over"
 * @returns `signal` closes the provider's connection; `watch` starts the idle time again with each piece; `end` lets go of the clocks
 */
export function patience(outer: AbortSignal, { idleMs, totalMs }: Limits) {
  const over = new AbortController();
  const stop = (): void => over.abort();
  let idle = setTimeout(stop, idleMs);
  const total = setTimeout(stop, totalMs);
  return {
    signal: AbortSignal.any([outer, over.signal]),
    isOver: (): boolean => over.signal.aborted,
    async *watch<T>(pieces: AsyncIterable<T>): AsyncGenerator<T> {
      for await (const piece of pieces) {
        clearTimeout(idle);
        idle = setTimeout(stop, idleMs);
        yield piece;
      }
    },
    end(): void {
      clearTimeout(idle);
      clearTimeout(total);
    },
  };
}
