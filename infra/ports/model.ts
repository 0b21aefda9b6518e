/** Writes the assistant's answers. Adapters: the extractive answerer and any OpenAI-compatible endpoint. */
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { RequestForm } from '../../workflows/domain/sent-request.ts';
import type { Draft, ModelRequest } from '../../workflows/domain/turn.ts';

export interface Model {
  /** Shown to people as "who wrote this": `extractive` or the provider's model name. */
  readonly name: string;
  /** Whether drafts are written by a language model. */
  readonly generative: boolean;
  /** The same for one tenant, where tenants differ; absent, all are alike. */
  generativeFor?(scope: TenantScope): Promise<boolean>;
  /** Whether the tenant pays for its own calls; absent, nobody does. */
  ownKeyOf?(scope: TenantScope): Promise<boolean>;
  /**
   * Asks once. Retries belong to Temporal. A reply of a language model says only what stands in the sources (`checked-answer.ts`).
   *
   * @param options.signal ends the provider's request, not just ours
   * @param options.onToken pieces of the text that may be seen, as they come, before the promise resolves: together they are the reply,
   *   or what a draft that is none has `said`
   * @param options.onWritten every piece of text that is paid for, also one that is never seen
   * @param options.onSent the request as it goes out, before it does; never where nobody is asked
   * @throws {ModelFault} when the provider refuses or fails
   */
  draft(
    request: ModelRequest,
    options: {
      signal: AbortSignal;
      onToken: (text: string) => void;
      onWritten?: (text: string) => void;
      onSent?: (sent: Outgoing) => void;
      /** Whose question it is; a tenant may have a key of its own. */ scope?: TenantScope;
    },
  ): Promise<Draft>;
}

/** The text that is sent, in which form and to whom. */
export type Outgoing = { form: RequestForm; model: string; text: string };

/** What went wrong at a provider, in the provider's own terms; `activities/failures.ts` makes retry decisions of it. */
export type ModelFaultKind = 'rateLimited' | 'unavailable' | 'timeout' | 'refused' | 'garbled' | 'aborted';
