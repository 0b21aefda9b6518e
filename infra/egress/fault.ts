/** Why a call to the outside came to nothing. */

/**
 * `unreachable`: refused by us, unknown, silent or broken, all in the same words: whoever chose the address learns nothing of what
 * is behind it.
 */
export type EgressFaultKind = 'unreachable' | 'timeout' | 'tooLarge';

const WORDS: Record<EgressFaultKind, string> = {
  unreachable: 'The address cannot be reached.',
  timeout: 'The address did not answer in time.',
  tooLarge: 'The answer is too large.',
};

/** Thrown by every call through `infra/egress` that gets no whole answer. Holds neither the address nor what was found there. */
export class EgressFault extends Error {
  override readonly name = 'EgressFault';
  readonly kind: EgressFaultKind;
  constructor(kind: EgressFaultKind) {
    super(WORDS[kind]);
    this.kind = kind;
  }
}
