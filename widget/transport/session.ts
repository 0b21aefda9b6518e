/** The visitor's session: the stored one if it still lives, else a new one. The token stays in this browser. */
import type { CurrentSessionView, IdentifiedView, SessionView, SourceView, WidgetSettings } from '../../api/protocol/widget.ts';
import type { Shelf } from './shelf.ts';

export type Session = {
  token: string;
  settings: WidgetSettings;
  conversationId: CurrentSessionView['conversations'][number]['id'] | null;
  /** Why the stored session was not taken up again: the code of the refusal, `session.revoked` when somebody has ended it. */
  ended?: string;
};

/** Thrown when the api answers with a problem; the message is a sentence for people. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, sentence: string, code = '') {
    super(sentence);
    this.status = status;
    this.code = code;
  }
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;
const browserFetch: Fetch = (path, init) => fetch(path, init);

/**
 * @param shelf holds the token under the tenant's name
 * @param host origin of the page that shows the chat, null in a window of its own
 */
export async function openSession(tenant: string, shelf: Shelf, host: string | null = null, api: Fetch = browserFetch): Promise<Session> {
  const token = shelf.read(tenant);
  let ended: string | undefined;
  if (token) {
    try {
      const { settings, conversations } = await ask<CurrentSessionView>(api, '/api/v1/widget/session', withToken(token));
      return { token, settings, conversationId: conversations[0]?.id ?? null };
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) throw error;
      shelf.remove(tenant);
      ended = error.code;
    }
  }
  const session = await ask<SessionView>(api, '/api/v1/widget/sessions', post(host ? { tenant, host } : { tenant }));
  shelf.write(tenant, session.token);
  return { token: session.token, settings: session.settings, conversationId: null, ...(ended === undefined ? {} : { ended }) };
}

/**
 * Binds the stored session to the person of the proof.
 *
 * @returns whether there is another token now, under which the person's own conversations are
 * @throws {Refused} `identity.refused`, `visitor.banned`
 */
export async function identify(tenant: string, shelf: Shelf, token: string, proof: object, api: Fetch = browserFetch): Promise<boolean> {
  const { token: next } = await ask<IdentifiedView>(api, '/api/v1/widget/identify', withToken(token, post(proof)));
  if (next) shelf.write(tenant, next);
  return next !== null;
}

/** Ends the session on this device, also when the server cannot be told: then it ends there by its own time. */
export async function endSession(tenant: string, shelf: Shelf, api: Fetch = browserFetch): Promise<void> {
  const token = shelf.read(tenant);
  shelf.remove(tenant);
  if (token) await api('/api/v1/widget/session', withToken(token, { method: 'DELETE' })).catch(() => {});
}

/** The passage behind a citation. */
export const readSource = (
  token: string,
  place: { conversationId: string; seq: number; n: number },
  api: Fetch = browserFetch,
): Promise<SourceView> =>
  ask(api, `/api/v1/widget/conversations/${place.conversationId}/entries/${place.seq}/citations/${place.n}`, withToken(token));

const post = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const withToken = (token: string, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { ...(init.headers as Record<string, string>), authorization: `Visitor ${token}` },
});

async function ask<T>(api: Fetch, path: string, init: RequestInit): Promise<T> {
  const response = await api(path, init);
  const body = (await response.json().catch(() => null)) as { detail?: string; title?: string; code?: string } | null;
  if (!response.ok || !body) throw new Refused(response.status, body?.detail ?? body?.title ?? 'The chat cannot be reached right now.', body?.code);
  return body as T;
}
