/** What went wrong at a dependency, as one of few words. */
import type { FailureKind } from '../ports/circuit.ts';

const MODEL_KINDS: readonly string[] = ['timeout', 'unavailable', 'rateLimited', 'refused', 'garbled'] satisfies FailureKind[];
const UNREACHABLE = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];
/** The status codes of gRPC that say something. */
const GRPC: Record<number, FailureKind> = { 4: 'timeout', 8: 'rateLimited', 14: 'unreachable' };

export function failureKind(error: unknown): FailureKind {
  const { kind, code, name = '', cause } = (error ?? {}) as { kind?: unknown; code?: unknown; name?: string; cause?: unknown };
  if (typeof kind === 'string' && MODEL_KINDS.includes(kind)) return kind as FailureKind;
  if (typeof code === 'number' && GRPC[code]) return GRPC[code];
  if (typeof code === 'string' && UNREACHABLE.includes(code)) return 'unreachable';
  if (name === 'TooLate' || code === 'ETIMEDOUT' || /Timeout/.test(name)) return 'timeout';
  if (/^Mongo(ose)?(ServerSelection|Network)/.test(name)) return 'unreachable';
  return cause ? failureKind(cause) : 'failed';
}
