/** How failures travel to workflows: business refusals are final, weather is retried by Temporal. */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Usage } from '../workflows/domain/turn.ts';

/** A log that should exist does not: retried, since the insert may not be visible here yet. */
export const missingLog = (conversationId: string): ApplicationFailure =>
  ApplicationFailure.create({ type: 'MissingLog', message: `There is no log of ${conversationId}.` });

/** The fault of a provider, by its kind. Only ids, numbers and enums: a provider's words may quote the visitor's. */
export type ModelFaultLike = {
  name: 'ModelFault';
  kind: string;
  retryAfterMs?: number | undefined;
  resting?: boolean;
  ownKey?: boolean;
  /** What the provider said that it cost all the same. */
  usage?: Usage | undefined;
};

export const isModelFault = (error: unknown): error is ModelFaultLike & Error => error instanceof Error && error.name === 'ModelFault';

/** So long is a provider waited for that asks for it while another could be asked, ms. */
const BRIEFLY_MS = 5_000;

/**
 * `refused` (400, 401, 403, 404) never gets better by trying; the rest is weather, told to wait as the provider asks.
 *
 * @param options.elsewhere another model could be asked instead of waiting long for this one
 */
export function modelFailure(fault: ModelFaultLike, { elsewhere = false }: { elsewhere?: boolean } = {}): ApplicationFailure {
  const nonRetryable = fault.kind === 'refused' || (elsewhere && (fault.resting === true || (fault.retryAfterMs ?? 0) > BRIEFLY_MS));
  return ApplicationFailure.create({
    type: `Model.${fault.kind}`,
    message: `The model failed: ${fault.kind}.`,
    nonRetryable,
    category: nonRetryable ? undefined : ApplicationFailureCategory.BENIGN,
    nextRetryDelay: fault.retryAfterMs && fault.retryAfterMs >= 1_000 ? fault.retryAfterMs : undefined,
  });
}
