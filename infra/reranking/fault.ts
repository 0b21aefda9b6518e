/** Why a reranker gave no order. */
import type { FailureKind } from '../ports/circuit.ts';

/** Thrown by every call of a reranker that fails. Holds none of its words: they may quote the visitor. */
export class RerankFault extends Error {
  override readonly name = 'RerankFault';
  readonly kind: FailureKind;
  constructor(kind: FailureKind) {
    super(`The reranker failed: ${kind}.`);
    this.kind = kind;
  }
}
