/** Answers to requests that carry an Idempotency-Key, kept so that a repeat gets the same one. */
import type { TenantScope } from '../../workflows/domain/ids.ts';

/** What was answered, as it went over the wire. */
export type Answer = { status: number; type: string | null; body: string };

export type KeptAnswer = {
  /** Begins with tenant and caller; of the key only its hash. */
  _id: string;
  /** What was asked, hashed and sealed. */
  asked: string;
  /** Random; names the request in its effects, and stays the same when the request is run again. */
  seed: string;
  /** `open`: nobody is at it, it may be run again. */
  state: 'running' | 'open' | 'done';
  /** Whoever runs it; a new one each time it is begun. */
  owner: string;
  /** Counts up while its runner lives, so that others see a dead one without comparing clocks. */
  beats: number;
  status: number;
  type: string | null;
  /** Sealed. */
  body: string;
  expiresAt: Date;
};

export interface AnswerStore {
  /** Stores it under its id, or finds the one that stands there. */
  begin(scope: TenantScope, first: KeptAnswer): Promise<{ kept: KeptAnswer; fresh: boolean }>;
  /** `next` takes the place of `seen`; false when that has moved meanwhile. */
  replace(scope: TenantScope, seen: Pick<KeptAnswer, '_id' | 'owner' | 'beats' | 'state'>, next: KeptAnswer): Promise<boolean>;
  /** The runner lives. */
  beat(scope: TenantScope, run: Pick<KeptAnswer, '_id' | 'owner'>): Promise<void>;
  /** The run is over; nothing happens when somebody else has taken it over. */
  finish(
    scope: TenantScope,
    run: Pick<KeptAnswer, '_id' | 'owner'>,
    outcome: Pick<KeptAnswer, 'state'> & Partial<Pick<KeptAnswer, 'status' | 'type' | 'body'>>,
  ): Promise<void>;
}
