/** What may be said to the change of a tenant's encoder. Ids, names of models and enums. */
import { defineSignal } from '@temporalio/workflow';
import type { VersionId } from '../domain/document.ts';
import type { EncoderName } from '../domain/encoder.ts';
import type { TenantId } from '../domain/ids.ts';

export type ChangeRef = { tenantId: TenantId; to: EncoderName };
export type FillStep = ChangeRef & { after: VersionId | null };

/** Steps of a run before it is followed by the next. */
export const STEPS_PER_RUN = 100;

/**
 * `switch` builds the index of `to` and moves the tenant to it, forth or back; `giveUp` clears up behind one that has failed or was
 * ended from outside; `forget` deletes what is kept to go back to.
 * `after` and `isPaused` are what a run hands to the next.
 */
export type EncoderChangeStart =
  | { type: 'switch'; tenantId: TenantId; to: EncoderName; stepsPerRun: number; after?: VersionId | null; isPaused?: boolean }
  | { type: 'giveUp'; tenantId: TenantId; to: EncoderName }
  | { type: 'forget'; tenantId: TenantId };

export const CHANGE_ASKS = ['pause', 'resume', 'stop'] as const;
export type ChangeAsk = (typeof CHANGE_ASKS)[number];
/** `stop` gives up what was built and leaves the tenant where it is; too late once the pointer moves. */
export const changeAsked = defineSignal<[ChangeAsk]>('changeAsked');
