/** What a breaker tells of itself, to people and to other processes. No words of the dependency: they may quote a visitor. */
export type CircuitState = 'closed' | 'open' | 'halfOpen';

export type FailureKind = 'timeout' | 'unreachable' | 'unavailable' | 'rateLimited' | 'refused' | 'garbled' | 'failed';

export type CircuitReport = {
  state: CircuitState;
  /** When calls began to be refused, or were last let through again. */
  since: Date;
  lastFailure: { kind: FailureKind; at: Date } | null;
};
