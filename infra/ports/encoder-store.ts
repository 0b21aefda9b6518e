/** Which encoder each tenant is searched with: a pointer on its record, and what stands beside it while it moves. */
import type { EncoderChange, EncoderChoice, EncoderName } from '../../workflows/domain/encoder.ts';
import type { RevisionId, TenantId, TenantScope } from '../../workflows/domain/ids.ts';
import type { EveryTenant } from './reach.ts';

export interface EncoderStore {
  /**
   * What searches of the tenant read. A tenant that has none yet gets `first`, or `earlier` when it had published something before
   * there was a choice.
   */
  inUse(scope: TenantScope, otherwise: { first: EncoderName; earlier: EncoderName }): Promise<EncoderName>;
  /** Null before the first upload or search of the tenant. */
  get(scope: TenantScope): Promise<EncoderChoice | null>;
  /** Every tenant that has made a choice. */
  all(scope: EveryTenant): Promise<(EncoderChoice & { tenantId: TenantId; slug: string })[]>;
  /** How many tenants are searched with another encoder. */
  others(scope: EveryTenant, than: EncoderName): Promise<number>;
  /** Begins a change, or goes on with the one to the same encoder. @returns false while there is one to another, and when it is in use */
  begin(scope: TenantScope, change: Pick<EncoderChange, 'to' | 'startedAt'>): Promise<boolean>;
  /** @returns false when no change to this encoder is under way */
  progress(scope: TenantScope, to: EncoderName, patch: Partial<Pick<EncoderChange, 'state' | 'done' | 'total'>>): Promise<boolean>;
  /**
   * Moves the pointer by one write, as long as what is published is still `revisionId`: what was published since may not be in the
   * index. What was in use is kept to go back to. @returns false when nothing was moved
   */
  switch(scope: TenantScope, move: { from: EncoderName; to: EncoderName; revisionId: RevisionId | null }): Promise<boolean>;
  /** Ends a change before its switch. */
  giveUp(scope: TenantScope, to: EncoderName): Promise<void>;
  /** There is nothing to go back to any more. */
  forgetBefore(scope: TenantScope): Promise<void>;
}
