/** The console's client: of the page's own installation, with the session of whoever sits here. */
import { createParleyClient, type Credentials, type From, type ParleyClient } from '@parley/client';

export { all, API, body, type Credentials } from '@parley/client';

export type Client = ParleyClient;

/**
 * @param credentials null for the routes of signing in, which live by the refresh cookie alone
 * @param send the `fetch` to use
 */
export const apiClient = (credentials: Credentials | null, send?: typeof fetch): Client =>
  createParleyClient({ credentials, ...(send ? { fetch: send } : {}) });

/** The query of one page of a list that is read to its end: `all((from) => client.GET('/members', largePage(from)))`. */
export const largePage = (from: From) => ({ params: { query: { limit: 100, ...from } } });
