/** The typed client of the API. A dead access token is renewed once behind the caller's back; every failure is a `Problem`. */
import createClient, { type Middleware } from 'openapi-fetch';
import { asProblem, unreachable } from './problem.ts';
import type { paths } from './schema.d.ts';

export const API = '/api/v1';

/** Where the client gets its credential. `renew` answers null when the session is over. */
export type Credentials = { token(): Promise<string | null>; renew(stale: string): Promise<string | null> };

export type Client = ReturnType<typeof createClient<paths>>;

/**
 * @param credentials null for the routes of signing in, which live by the refresh cookie alone
 * @param send the `fetch` to use
 */
export function apiClient(credentials: Credentials | null, send: typeof fetch = (...args) => fetch(...args)): Client {
  const client = createClient<paths>({ baseUrl: API, credentials: 'same-origin', fetch: (request) => reach(send, request, credentials) });
  client.use(problems);
  return client;
}

/** A request that never got an answer rejects with the same kind of error as a refused one. */
async function reach(send: typeof fetch, request: Request, credentials: Credentials | null): Promise<Response> {
  const token = await credentials?.token();
  if (!token || !credentials) return send(request).catch(fail);
  const again = request.clone(); // a body can be read once
  const response = await send(bearing(request, token)).catch(fail);
  if (response.status !== 401) return response;
  const fresh = await credentials.renew(token);
  return fresh ? send(bearing(again, fresh)).catch(fail) : response;
}

const fail = (cause: unknown): never => {
  if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
  throw unreachable();
};

const bearing = (request: Request, token: string): Request => {
  request.headers.set('Authorization', `Bearer ${token}`);
  return request;
};

const problems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    throw asProblem(await response.json().catch(() => null), response.status);
  },
};

/** The body of an answer that has one. Failures were thrown before. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw asProblem(null, 502);
  return data;
}
