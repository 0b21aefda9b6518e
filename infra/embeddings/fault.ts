/** Why an encoder gave no vectors. */
import type { FailureKind } from '../ports/circuit.ts';

/** Thrown by every call of an encoder that fails; `busy` passes, `broken` and `closed` need a look. Holds none of the texts. */
export class EmbedderFault extends Error {
  override name = 'EmbedderFault';
  readonly kind: 'busy' | 'broken' | 'closed' | FailureKind;
  constructor(kind: EmbedderFault['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
