/** Every request has an id, the caller's where it is a sane one; it is echoed and logged. */
import type { RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';

const SANE = /^[A-Za-z0-9._-]{1,64}$/;

export const requestId = (): RequestHandler => (request, response, next) => {
  const given = request.get('x-request-id');
  response.set('x-request-id', given && SANE.test(given) ? given : randomUUID());
  next();
};
