/** The typed client of Parley's API. A dead access token is renewed once behind the caller's back; every failure is a `Problem`. */
import createClient, { type Middleware } from 'openapi-fetch';
import { asProblem, unreachable } from './problem.ts';
import type { paths } from './schema.d.ts';

/** Where the API lies under an installation. */
export const API = '/api/v1';

/** Where a client gets its credential. `renew` answers null when the session is over. */
export type Credentials = { token(): Promise<string | null>; renew(stale: string): Promise<string | null> };

export type ClientOptions = {
  /** Where the installation is, for instance `https://support.example.com`; a page of the installation itself leaves it out. */
  baseUrl?: string;
  /** An access token, an API key, or the token of a visitor session. */
  token?: string;
  /** Instead of a token, one that can be renewed. */
  credentials?: Credentials | null;
  /** The tenant that is meant, for a key of the whole installation. */
  tenant?: string;
  /** The `fetch` to use. */
  fetch?: typeof fetch;
};

export type ParleyClient = ReturnType<typeof createClient<paths>>;

/**
 * @returns a method for each HTTP method, typed by path: `client.GET('/conversations', { params: { query: { limit: 10 } } })`.
 *   Each resolves to `{ data, response }`, and rejects with a `Problem`
 */
export function createParleyClient({ baseUrl = '', token, credentials, tenant, fetch: send = (...args) => fetch(...args) }: ClientOptions = {}) {
  const holder = credentials ?? (token === undefined ? null : { token: async () => token, renew: async () => null });
  const client = createClient<paths>({
    baseUrl: `${baseUrl.replace(/\/$/, '')}${API}`,
    credentials: 'same-origin',
    fetch: (request) => reach(send, request, holder),
    ...(tenant ? { headers: { 'Parley-Tenant': tenant } } : {}),
  });
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

/** The three kinds of credential tell themselves apart by how they begin. */
const bearing = (request: Request, token: string): Request => {
  request.headers.set('Authorization', `${token.startsWith('ses_') ? 'Visitor' : 'Bearer'} ${token}`);
  return request;
};

const problems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    const seconds = Number(response.headers.get('retry-after'));
    throw asProblem(await response.json().catch(() => null), response.status, seconds > 0 ? seconds : null);
  },
};

/**
 * The body of an answer that has one.
 *
 * @throws Problem
 */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw asProblem(null, 502);
  return data;
}
