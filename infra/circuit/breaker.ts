/**
 * Keeps callers from waiting for what is known to be down: after some failures in a row it refuses at once for a while, then lets
 * one call through to see. One breaker a dependency and process; its state is shown on `/readyz` and in the console.
 */

import type { CircuitReport, CircuitState } from '../ports/circuit.ts';
import { failureKind } from './failure-kind.ts';

export type Circuit = {
  state(): CircuitState;
  /** How long calls are still refused, ms; 0 when one may go through. */
  restMs(): number;
  report(): CircuitReport;
};

export type Breaker = Circuit & {
  /** @throws {CircuitOpen} without calling, while it is open */
  run<T>(call: () => Promise<T>): Promise<T>;
  succeeded(): void;
  failed(error: unknown): void;
};

export type BreakerOptions = {
  /** So many failures in a row open it, default 5. */
  failures?: number;
  /** For so long, ms, default 10,000. */
  restMs?: number;
  /** A call that takes longer has failed, ms; absent, a call may take as long as it likes. */
  timeoutMs?: number;
  /** Errors that say nothing against the dependency, such as a call that we ended ourselves. */
  isFailure?: (error: unknown) => boolean;
  now?: () => number;
};

/** Thrown instead of a call. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
  readonly restMs: number;
  constructor(restMs: number) {
    super(`Not called: it was down a moment ago. Again in ${restMs} ms.`);
    this.restMs = restMs;
  }
}

export function breaker({ failures = 5, restMs = 10_000, timeoutMs, isFailure = () => true, now = Date.now }: BreakerOptions = {}): Breaker {
  let inARow = 0;
  let openUntil = 0;
  let probing = false;
  let since = now();
  let lastFailure: CircuitReport['lastFailure'] = null;

  const state = (): CircuitState => (inARow < failures ? 'closed' : now() < openUntil || probing ? 'open' : 'halfOpen');
  const succeeded = (): void => {
    if (inARow >= failures) since = now();
    inARow = 0;
    probing = false;
  };
  const failed = (error: unknown): void => {
    probing = false;
    lastFailure = { kind: failureKind(error), at: new Date(now()) };
    if (++inARow === failures) since = now();
    if (inARow >= failures) openUntil = now() + restMs;
  };
  // The probe of a half-open circuit may still run when the rest is over; the next one then waits a second for its outcome.
  const rest = (): number => (state() === 'open' ? Math.max(openUntil - now(), probing ? 1_000 : 1) : 0);

  return {
    state,
    restMs: rest,
    report: () => ({ state: state(), since: new Date(since), lastFailure }),
    succeeded,
    failed,
    async run(call) {
      const found = state();
      if (found === 'open') throw new CircuitOpen(rest());
      if (found === 'halfOpen') probing = true;
      try {
        const answer = await (timeoutMs === undefined ? call() : within(timeoutMs, call));
        succeeded();
        return answer;
      } catch (error) {
        if (isFailure(error)) failed(error);
        else probing = false;
        throw error;
      }
    },
  };
}

/** Thrown when a call does not come back in time. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** @throws {TooLate} after `ms`; the call itself goes on */
export async function within<T>(ms: number, call: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TooLate(`No answer within ${ms} ms.`)), ms);
  try {
    return await Promise.race([call(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
