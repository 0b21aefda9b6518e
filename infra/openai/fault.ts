/** What went wrong at a provider, by its kind. */
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { EgressFault, type EgressFaultKind } from '../egress/fault.ts';
import type { Usage } from '../../workflows/domain/turn.ts';
import type { ModelFaultKind } from '../ports/model.ts';

/** Thrown when the provider refuses or fails. Holds no words of the provider: they may quote the visitor's. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
  readonly kind: ModelFaultKind;
  readonly retryAfterMs: number | undefined;
  /** The call was made with the tenant's own key. */
  readonly ownKey: boolean;
  /** What the provider said that it cost all the same. */
  readonly usage: Usage | undefined;
  constructor(kind: ModelFaultKind, retryAfterMs?: number, ownKey = false, usage?: Usage) {
    super(`The model failed: ${kind}.`);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
    this.ownKey = ownKey;
    this.usage = usage;
  }
}

const OF_EGRESS: Record<EgressFaultKind, ModelFaultKind> = { unreachable: 'unavailable', timeout: 'timeout', tooLarge: 'garbled' };

export function asFault(error: unknown): unknown {
  if (error instanceof ModelFault) return error;
  const beneath = error instanceof Error && error.cause instanceof EgressFault ? error.cause : error;
  if (beneath instanceof EgressFault) return new ModelFault(OF_EGRESS[beneath.kind]);
  if (error instanceof APIUserAbortError) return new ModelFault('aborted');
  if (error instanceof APIConnectionTimeoutError) return new ModelFault('timeout');
  if (error instanceof APIConnectionError) return new ModelFault('unavailable');
  if (error instanceof APIError) {
    const status = error.status as number | undefined;
    if (status === 429) return new ModelFault('rateLimited', retryAfterMs(error.headers));
    if (status === 408) return new ModelFault('timeout');
    if (status !== undefined && status >= 400 && status < 500) return new ModelFault('refused');
    return new ModelFault('unavailable', retryAfterMs(error.headers));
  }
  // What parses as no answer, or as JSON of another shape.
  if (error instanceof SyntaxError || error instanceof TypeError) return new ModelFault('garbled');
  return new ModelFault('unavailable');
}

/** Retry-After in seconds, bounded to five minutes. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const seconds = Number(headers?.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1_000 : undefined;
}
