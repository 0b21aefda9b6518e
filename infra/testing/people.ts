/** Scripted people for journeys: a visitor and an agent over real HTTP and ws, who remember everything they saw. */
import { randomBytes } from 'node:crypto';
import { body, createParleyClient, type ParleyClient } from '@parley/client';
import WebSocket from 'ws';
import type { ConversationView, EntryView } from '../../api/protocol/conversation.ts';
import type { ServerFrame } from '../../api/protocol/frames.ts';
import type { StaffSession } from '../../api/protocol/staff.ts';
import type { SessionView } from '../../api/protocol/widget.ts';
import type { ConversationId } from '../../workflows/domain/ids.ts';
import { isDelayNotice } from '../../workflows/testing/delay-notice.ts';
import { until } from './world.ts';

export const messageId = (): string => randomBytes(9).toString('base64url');

export type Reply<T> = { status: number; body: T; headers: Headers };

/** One request; never throws for a status. */
export async function call<T>(
  url: string,
  path: string,
  {
    method = 'GET',
    body,
    authorization,
    headers = {},
  }: { method?: string; body?: unknown; authorization?: string; headers?: Record<string, string> } = {},
): Promise<Reply<T>> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(authorization ? { authorization } : {}), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text) as T,
    headers: response.headers,
  };
}

/** A socket that says hello and keeps every frame. */
export class Line {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  closed: { code: number; reason: string } | null = null;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers });
    this.socket.on('message', (data) => this.frames.push(JSON.parse(String(data)) as ServerFrame));
    this.socket.on('close', (code, reason) => (this.closed = { code, reason: String(reason) }));
    this.socket.on('error', () => {});
  }

  async open(token: string, cursors: Record<string, number> = {}): Promise<this> {
    await until(() => this.socket.readyState === WebSocket.OPEN || this.closed !== null);
    this.say({ type: 'hello', token, cursors });
    await until(() => this.frames.some((frame) => frame.type === 'welcome') || this.closed !== null);
    return this;
  }

  say(frame: unknown): void {
    this.socket.send(JSON.stringify(frame));
  }

  of<T extends ServerFrame['type']>(type: T): Extract<ServerFrame, { type: T }>[] {
    return this.frames.filter((frame): frame is Extract<ServerFrame, { type: T }> => frame.type === type);
  }

  /** Each entry that came, in the order in which it came. */
  entries(conversationId?: ConversationId): EntryView[] {
    return this.of('entry')
      .filter((frame) => !conversationId || frame.conversationId === conversationId)
      .map((frame) => frame.entry);
  }

  /** What was said and done: the entries without the word that an answer takes longer, which comes on a slow machine alone. */
  transcript(conversationId?: ConversationId): EntryView[] {
    return this.entries(conversationId).filter(({ author, text }) => !isDelayNotice(author, text));
  }

  close(): void {
    this.socket.close();
  }
}

export type VisitorAtChat = {
  session: SessionView;
  line: Line;
  /** Sends and waits for the acknowledgement. */
  says(text: string, clientMessageId?: string): Promise<EntryView>;
  conversationId(): ConversationId;
  reconnects(): Promise<void>;
};

/** @param address where the visitor comes from, to a world behind a proxy (`PARLEY_PROXIES`); else all of them share one address and its limits */
export async function aVisitor(url: string, tenant: string, address?: string): Promise<VisitorAtChat> {
  const headers: Record<string, string> = address ? { 'x-forwarded-for': address } : {};
  const { body: session } = await call<SessionView>(url, '/api/v1/widget/sessions', { method: 'POST', body: { tenant }, headers });
  let conversationId: ConversationId | undefined;
  const visitor: VisitorAtChat = {
    session,
    line: await new Line(url, headers).open(session.token),
    async says(text, clientMessageId = messageId()) {
      const { line } = visitor;
      line.say({ type: 'send', clientMessageId, text, ...(conversationId ? { conversationId } : {}) });
      const answered = () =>
        line.frames.find((frame) => (frame.type === 'ack' || frame.type === 'refused') && frame.clientMessageId === clientMessageId);
      await until(() => Boolean(answered()));
      const answer = answered()!;
      if (answer.type !== 'ack') throw new Error(`Refused: ${JSON.stringify(answer)}`);
      conversationId = answer.conversationId;
      return answer.entry;
    },
    conversationId() {
      if (!conversationId) throw new Error('The visitor has not said anything yet.');
      return conversationId;
    },
    async reconnects() {
      visitor.line.close();
      visitor.line = await new Line(url, headers).open(session.token, conversationId ? { [conversationId]: 0 } : {});
    },
  };
  return visitor;
}

export type AgentAtDesk = {
  session: StaffSession;
  /** Rejects with a `Problem` what the others below answer with its status. */
  client: ParleyClient;
  line: Line;
  get<T>(path: string): Promise<Reply<T>>;
  post<T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<T>>;
  does(
    command: 'take-over' | 'return' | 'pause' | 'resume' | 'resolve' | 'reopen',
    conversationId: ConversationId,
    key?: string,
  ): Promise<Reply<ConversationView>>;
  says(conversationId: ConversationId, text: string): Promise<EntryView>;
};

export async function anAgent(url: string, login: { email: string; password: string }): Promise<AgentAtDesk> {
  const session = (await body(createParleyClient({ baseUrl: url }).POST('/auth/sign-in', { body: login }))) as StaffSession;
  const authorization = `Bearer ${session.accessToken}`;
  const agent: AgentAtDesk = {
    session,
    client: createParleyClient({ baseUrl: url, token: session.accessToken }),
    line: await new Line(url).open(session.accessToken),
    get: (path) => call(url, `/api/v1${path}`, { authorization }),
    post: (path, body, headers = {}) =>
      call(url, `/api/v1${path}`, { method: 'POST', authorization, headers, ...(body === undefined ? {} : { body }) }),
    does: (command, conversationId, key = messageId()) =>
      agent.post(`/conversations/${conversationId}/${command}`, undefined, { 'idempotency-key': key }),
    async says(conversationId, text) {
      const message = { clientMessageId: messageId(), text };
      const sent = agent.client.POST('/conversations/{conversationId}/messages', { params: { path: { conversationId } }, body: message });
      return (await body(sent)) as EntryView;
    },
  };
  return agent;
}
