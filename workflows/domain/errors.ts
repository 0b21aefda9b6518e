/**
 * The catalogue of refusals. A problem has a stable public code, a human sentence, and says whether to retry and
 * whether to wake somebody. Routes render it as RFC 9457 problem+json; workflows carry the code in a failure's type.
 */
export type ProblemKind = {
  code: string;
  status: number;
  title: string;
  retry: 'never' | 'later';
  report: boolean;
};

/** One faulty field of a request: where, and what is wrong with it. */
export type FieldFault = { path: string; message: string };

export type ProblemDetails = {
  detail?: string;
  fields?: FieldFault[];
  extra?: Record<string, string | number | boolean | null>;
  retryAfterSeconds?: number;
};

/** Thrown when a request is refused for a reason of the catalogue. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly details: ProblemDetails;
  constructor(kind: ProblemKind, details: ProblemDetails = {}) {
    super(details.detail ?? kind.title);
    this.name = 'Problem';
    this.kind = kind;
    this.details = details;
  }
}

const problem = (kind: Pick<ProblemKind, 'code' | 'status' | 'title'> & Partial<ProblemKind>) => {
  const full: ProblemKind = { retry: 'never', report: false, ...kind };
  return Object.assign((details?: ProblemDetails) => new Problem(full, details), { kind: full });
};

export const invalidRequest = problem({ code: 'request.invalid', status: 400, title: 'The request does not have the expected shape.' });
export const unreadableJson = problem({ code: 'request.unreadable', status: 400, title: 'The body is not valid UTF-8 JSON.' });
export const tooLarge = problem({ code: 'request.tooLarge', status: 413, title: 'The request is larger than allowed.' });
export const unsupportedMediaType = problem({ code: 'request.mediaType', status: 415, title: 'This media type is not accepted here.' });
export const unreadableRequest = problem({ code: 'request.broken', status: 400, title: 'This is not HTTP as it is understood here.' });
export const requestTooSlow = problem({ code: 'request.tooSlow', status: 408, title: 'The request did not come to its end in time.' });
export const expectationFailed = problem({ code: 'request.expectation', status: 417, title: 'The only expectation met here is `100-continue`.' });
export const headersTooLarge = problem({ code: 'request.headersTooLarge', status: 431, title: 'The headers are longer than allowed.' });
export const notFound = problem({ code: 'notFound', status: 404, title: 'There is nothing here under this address.' });
export const unauthenticated = problem({ code: 'auth.required', status: 401, title: 'A valid credential is needed.' });
export const sessionUnknown = problem({ code: 'session.unknown', status: 401, title: 'This chat session is not known here.' });
export const sessionExpired = problem({ code: 'session.expired', status: 401, title: 'This chat session has expired.' });
export const sessionRevoked = problem({ code: 'session.revoked', status: 401, title: 'This chat session was ended.' });
export const identityRefused = problem({ code: 'identity.refused', status: 401, title: 'This does not prove who the visitor is.' });
export const identityRequired = problem({ code: 'identity.required', status: 403, title: 'Sign in on this site to write here.' });
export const visitorBanned = problem({ code: 'visitor.banned', status: 403, title: 'You cannot write here any more.' });
export const originRefused = problem({ code: 'origin.refused', status: 403, title: 'This site may not show this chat.' });
export const wrongCredentials = problem({ code: 'auth.wrongCredentials', status: 401, title: 'E-mail address or password is wrong.' });
export const forbidden = problem({ code: 'auth.forbidden', status: 403, title: 'Your role does not allow this.' });
export const foreignOrigin = problem({ code: 'auth.foreignOrigin', status: 403, title: 'This request came from another site.' });
export const slugTaken = problem({ code: 'tenant.slugTaken', status: 409, title: 'Another workspace has this short name.' });
export const wrongCode = problem({ code: 'auth.wrongCode', status: 401, title: 'The code is wrong, used or too old.' });
export const accountExists = problem({ code: 'auth.accountExists', status: 409, title: 'There is an account with this address: sign in instead.' });
export const secondFactorExists = problem({ code: 'auth.secondFactorExists', status: 409, title: 'A second factor is set up already.' });
export const invitationDead = problem({
  code: 'invitation.dead',
  status: 404,
  title: 'This invitation is used, withdrawn, too old or for somebody else.',
});
export const memberAlready = problem({ code: 'member.already', status: 409, title: 'This person is a member already.' });
export const memberChanged = problem({ code: 'member.changed', status: 409, title: 'Somebody else changed this membership just now.' });
export const ownershipMoved = problem({ code: 'tenant.ownershipMoved', status: 409, title: 'Ownership is being handed on already.' });
export const rateLimited = problem({ code: 'limit.rate', status: 429, title: 'Too many requests; wait a moment and try again.', retry: 'later' });
export const keyReused = problem({
  code: 'idempotency.keyReused',
  status: 422,
  title: 'Another request was made with this Idempotency-Key; a new request takes a new key.',
});
export const keyRunning = problem({
  code: 'idempotency.running',
  status: 409,
  title: 'The first request with this Idempotency-Key is still at work.',
  retry: 'later',
});
export const answerGone = problem({
  code: 'idempotency.answerGone',
  status: 409,
  title: 'The first request with this Idempotency-Key was done; its answer can no longer be shown.',
});
export const tenantUnknown = problem({ code: 'tenant.unknown', status: 404, title: 'This chat does not exist or is switched off.' });
export const tenantSuspended = problem({
  code: 'tenant.suspended',
  status: 403,
  title: 'This workspace is switched off for now. Nothing in it is lost.',
});
export const conversationTaken = problem({ code: 'conversation.taken', status: 409, title: 'Another agent is already answering this conversation.' });
export const moveRefused = problem({
  code: 'conversation.moveRefused',
  status: 409,
  title: 'The conversation has moved on; this is not possible any more.',
});
export const engineUnavailable = problem({
  code: 'engine.unavailable',
  status: 503,
  title: 'The workflow engine did not answer in time; repeat the request with the same Idempotency-Key.',
  retry: 'later',
});
export const storeUnavailable = problem({
  code: 'store.unavailable',
  status: 503,
  title: 'The message could not be stored; nothing was accepted. Try again.',
  retry: 'later',
  report: true,
});
export const searchUnavailable = problem({
  code: 'search.unavailable',
  status: 503,
  title: 'The knowledge could not be searched just now.',
  retry: 'later',
});
export const settingsMovedOn = problem({
  code: 'settings.movedOn',
  status: 409,
  title: 'A colleague has changed these settings since; look at them again.',
});
export const cannedTaken = problem({ code: 'canned.taken', status: 409, title: 'Another canned response has this shortcut.' });
export const cannedMovedOn = problem({
  code: 'canned.movedOn',
  status: 409,
  title: 'A colleague has changed this canned response since; look at it again.',
});
export const secretsFull = problem({ code: 'secret.full', status: 409, title: 'There are twenty secrets of functions already; remove one first.' });
export const cannedFull = problem({ code: 'canned.full', status: 409, title: 'There are a thousand canned responses already; remove one first.' });
export const siteTaken = problem({ code: 'site.taken', status: 409, title: 'A site of this host is there already; change or remove that one.' });
export const siteFull = problem({ code: 'site.full', status: 409, title: 'There are twenty sites already; remove one first.' });
export const documentUnsupported = problem({
  code: 'document.unsupported',
  status: 415,
  title: 'Only PDF, Word (.docx), HTML, Markdown, text and CSV documents are accepted.',
});
export const documentEmpty = problem({ code: 'document.empty', status: 422, title: 'The document holds no text.' });
export const documentNotText = problem({
  code: 'document.notText',
  status: 422,
  title: 'The document is not UTF-8 text; save it as UTF-8 and upload it again.',
});
export const documentTooLarge = problem({ code: 'document.tooLarge', status: 413, title: 'The document is larger than allowed.' });
export const documentMismatch = problem({ code: 'document.mismatch', status: 415, title: 'The file is not what its name says.' });
export const documentDuplicate = problem({ code: 'document.duplicate', status: 409, title: 'The same content is already there under another name.' });
export const documentEncrypted = problem({
  code: 'document.encrypted',
  status: 422,
  title: 'The file is protected by a password; save it without one and upload it again.',
});
export const documentBroken = problem({ code: 'document.broken', status: 422, title: 'The file is damaged and cannot be read.' });
export const documentScanned = problem({
  code: 'document.scanned',
  status: 422,
  title: 'The file holds pictures of pages and no text that can be read; run text recognition over it first.',
});
export const documentTooManyPages = problem({
  code: 'document.tooManyPages',
  status: 422,
  title: 'The file has more than 1,000 pages; split it into smaller ones.',
});
export const documentTooLong = problem({
  code: 'document.tooLong',
  status: 422,
  title: 'The file holds more than 10 million characters; split it into smaller ones.',
});
export const documentTooCostly = problem({
  code: 'document.tooCostly',
  status: 422,
  title: 'Reading the file takes more memory or time than a document may; split it, or save it anew from the program that made it.',
});
export const documentNoPairs = problem({
  code: 'document.noPairs',
  status: 422,
  title: 'The table holds no questions with answers; its first two columns, or those named "question" and "answer", are read.',
});
export const internal = problem({
  code: 'internal',
  status: 500,
  title: 'Something went wrong on our side; it has been reported.',
  retry: 'later',
  report: true,
});
