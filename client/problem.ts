/** What can go wrong with a request, as one error. */

export type FieldFault = { path: string; message: string };

type Body = { title: string; status: number; code: string; detail?: string; fields?: FieldFault[]; requestId?: string };

/**
 * A refusal of the API (RFC 9457), or the lack of any answer.
 * `code` is the API's stable code, `network` when nothing answered and `unreadable` when the answer was not the API's.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | null;
  readonly fields: FieldFault[];
  readonly requestId: string | null;
  /** When to try again, seconds; null when the API did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(body: Body, retryAfterSeconds: number | null = null) {
    super(body.title);
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail ?? null;
    this.fields = body.fields ?? [];
    this.requestId = body.requestId ?? null;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Title and detail as one text, the first field error included. */
  get sentence(): string {
    return [this.message, this.detail, this.fields[0]?.message].filter((part, at, all) => part && all.indexOf(part) === at).join(' ');
  }
}

/** Nothing answered. */
export const unreachable = (): Problem =>
  new Problem({ title: 'Parley does not answer.', detail: 'Check your connection, then try again.', status: 0, code: 'network' });

/** Turns whatever came instead of a result into a problem. */
export function asProblem(cause: unknown, status = 0, retryAfterSeconds: number | null = null): Problem {
  if (cause instanceof Problem) return cause;
  if (isProblemBody(cause)) return new Problem({ ...cause, status: cause.status ?? status }, retryAfterSeconds);
  if (status === 0) return unreachable();
  return new Problem({ title: `Parley answered with an error (${status}).`, status, code: 'unreadable' }, retryAfterSeconds);
}

const isProblemBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && 'title' in value && typeof value.title === 'string' && 'code' in value;
