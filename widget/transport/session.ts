/** The visitor's session: the stored one if it still lives, else a new one. The token stays in this browser. */
import type { CurrentSessionView, SessionView, SourceView, WidgetSettings } from '../../api/protocol/widget.ts';
import type { Shelf } from './shelf.ts';

export type Session = { token: string; settings: WidgetSettings; conversationId: CurrentSessionView['conversations'][number]['id'] | null };

/** Thrown when the api answers with a problem; the message is a sentence for people. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;
const browserFetch: Fetch = (path, init) => fetch(path, init);

/** @param shelf holds the token under the tenant's name */
export async function openSession(tenant: string, shelf: Shelf, api: Fetch = browserFetch): Promise<Session> {
  const token = shelf.read(tenant);
  if (token) {
    try {
      const { settings, conversations } = await ask<CurrentSessionView>(api, '/api/v1/widget/session', withToken(token));
      return { token, settings, conversationId: conversations[0]?.id ?? null };
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) throw error;
      shelf.remove(tenant);
    }
  }
  const session = await ask<SessionView>(api, '/api/v1/widget/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant }),
  });
  shelf.write(tenant, session.token);
  return { token: session.token, settings: session.settings, conversationId: null };
}

/** The passage behind a citation. */
export const readSource = (
  token: string,
  place: { conversationId: string; seq: number; n: number },
  api: Fetch = browserFetch,
): Promise<SourceView> =>
  ask(api, `/api/v1/widget/conversations/${place.conversationId}/entries/${place.seq}/citations/${place.n}`, withToken(token));

const withToken = (token: string): RequestInit => ({ headers: { authorization: `Visitor ${token}` } });

async function ask<T>(api: Fetch, path: string, init: RequestInit): Promise<T> {
  const response = await api(path, init);
  const body = (await response.json().catch(() => null)) as { detail?: string; title?: string } | null;
  if (!response.ok || !body) throw new Refused(response.status, body?.detail ?? body?.title ?? 'The chat cannot be reached right now.');
  return body as T;
}
