/** The last handler: every error becomes problem+json with the request's id; what is unexpected is logged, not told. */
import type { ErrorRequestHandler } from 'express';
import { MulterError } from 'multer';
import {
  documentTooLarge,
  internal,
  invalidRequest,
  notFound,
  Problem,
  storeUnavailable,
  tooLarge,
  unreadableJson,
  unsupportedMediaType,
} from '../../workflows/domain/errors.ts';
import { DOCUMENT_BYTES, FRAME_BYTES } from '../../workflows/domain/limits.ts';
import { presentProblem } from '../present/problem.ts';
import type { Log } from '../context.ts';

export const renderError =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const requestId = response.get('x-request-id') ?? '';
    const problem = asProblem(error);
    if (problem.kind.report) log.error({ requestId, code: problem.kind.code, error: describe(error) }, 'a request failed');
    if (problem.details.retryAfterSeconds) response.set('retry-after', String(problem.details.retryAfterSeconds));
    if (problem.kind.status === 401) response.set('www-authenticate', 'Bearer');
    // Also under the paths of files: a file that is missing today may be there tomorrow.
    response.set('cache-control', 'no-store');
    response
      .status(problem.kind.status)
      .type('application/problem+json')
      .send(JSON.stringify(presentProblem(problem, requestId)));
  };

/** By these the store's driver passes on, bare, that its connection broke under a command. */
const BROKEN_LINES = ['EPIPE', 'ECONNRESET', 'ECONNREFUSED'];

/** What our libraries throw, in our own terms. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE')
      return documentTooLarge({
        detail: `A document may have ${DOCUMENT_BYTES} bytes.`,
        fields: [{ path: 'file', message: `At most ${DOCUMENT_BYTES / 1024 / 1024} MiB.` }],
      });
    return invalidRequest({ fields: [{ path: 'file', message: 'Send exactly one file in the field `file`, and no other field.' }] });
  }
  const { type, status, name, code } = error as { type?: string; status?: number; name?: string; code?: string };
  if (type === 'entity.too.large')
    return tooLarge({
      detail: `A request may have ${FRAME_BYTES} bytes.`,
      fields: [{ path: 'body', message: `At most ${FRAME_BYTES / 1024} KiB.` }],
    });
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') return unsupportedMediaType({ detail: 'Send UTF-8 without compression.' });
  if (type === 'entity.parse.failed') return unreadableJson();
  if (error instanceof URIError || status === 404) return notFound();
  if (status !== undefined && status >= 400 && status < 500) return invalidRequest();
  if (name?.startsWith('Mongo') || BROKEN_LINES.includes(code ?? ''))
    return Object.assign(storeUnavailable({ retryAfterSeconds: 2 }), { cause: error });
  return Object.assign(internal(), { cause: error });
}

/** Name, message and stack for the log. Messages of drivers may quote keys, never bodies. */
const describe = (error: unknown) =>
  error instanceof Error ? { name: error.name, message: error.message.slice(0, 500), stack: error.stack } : { name: typeof error };
