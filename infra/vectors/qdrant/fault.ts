/** Why a call to Qdrant came to nothing. What it answers may repeat what we sent, so none of it is in the message. */
import { QdrantClientResourceExhaustedError, QdrantClientTimeoutError } from '@qdrant/js-client-rest';

/** `unavailable`: it cannot be reached, or says that it cannot now. `refused`: it will not do this, however often it is asked. */
export type QdrantFaultKind = 'timeout' | 'unavailable' | 'rateLimited' | 'refused' | 'garbled';

const WORDS: Record<QdrantFaultKind, string> = {
  timeout: 'did not answer in time',
  unavailable: 'cannot be reached or cannot answer now',
  rateLimited: 'has too much to do',
  refused: 'refused the call',
  garbled: 'gave an answer that cannot be read',
};

/** Thrown by every call to Qdrant that fails. */
export class QdrantFault extends Error {
  override readonly name = 'QdrantFault';
  readonly kind: QdrantFaultKind;
  /** Of its answer; null when there was none. */
  readonly status: number | null;
  constructor(kind: QdrantFaultKind, status: number | null = null) {
    super(`Qdrant ${WORDS[kind]}${status === null ? '' : ` (${status})`}.`);
    this.kind = kind;
    this.status = status;
  }
}

/** Makes one of whatever the client threw. */
export function faultOf(error: unknown): QdrantFault {
  if (error instanceof QdrantFault) return error;
  if (error instanceof QdrantClientTimeoutError) return new QdrantFault('timeout');
  if (error instanceof QdrantClientResourceExhaustedError) return new QdrantFault('rateLimited', 429);
  const { status, name, message } = error as { status?: unknown; name?: string; message?: string };
  if (typeof status === 'number') return new QdrantFault(kindOf(status), status);
  // By name: the client knows an abort only when it comes from its own realm.
  if (name === 'AbortError') return new QdrantFault('timeout');
  // Node's words for whatever happens below HTTP, before the answer and within it.
  return new QdrantFault(message === 'fetch failed' || message === 'terminated' ? 'unavailable' : 'garbled');
}

function kindOf(status: number): QdrantFaultKind {
  if (status === 429) return 'rateLimited';
  if (status === 408 || status === 504) return 'timeout';
  return status >= 500 ? 'unavailable' : 'refused';
}
