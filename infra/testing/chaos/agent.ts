/** A scripted agent: takes conversations over, answers in them, hands them back or resolves them, and repeats itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger, SeenEntry } from './evidence.ts';
import { ask, type Answer } from './http.ts';
import type { Login } from './people.ts';

/** How long a person keeps what they have interrupted, ms. */
const HOLDS_MS = 4_000;

export type Agent = {
  /** Takes over, answers, and then hands back or resolves. */
  serves(conversationId: string, key: string, then: 'return' | 'resolve'): Promise<void>;
  /** Answers without taking over first, which takes over all the same, and hands back a little later. */
  interrupts(conversationId: string, key: string): Promise<void>;
  /** Silences the assistant, and lets it speak again a little later. */
  silences(conversationId: string, key: string): Promise<void>;
  /** Says again every command that was obeyed, under its old key: the verdict must be the same. */
  repeats(): Promise<void>;
  /** Conversations of its tenant that wait for a person. */
  escalated(): Promise<string[]>;
  /** Tries to read a conversation; what it is shown is kept. */
  peeks(conversationId: string): Promise<void>;
  readonly seen: readonly SeenEntry[];
};

export async function anAgent(name: string, url: string, login: Login, ledger: Ledger): Promise<Agent> {
  let token: string | null = null;
  const obeyed: Parameters<typeof does>[0][] = [];
  const seen: SeenEntry[] = [];
  let signingIn: Promise<void> | null = null;
  // One at a time, whatever waits for it: a crowd at the door is turned away by the limit on sign-ins.
  const signIn = (): Promise<void> => (signingIn ??= knock().finally(() => (signingIn = null)));
  const knock = async (): Promise<void> => {
    const { body } = await ask(ledger, { actor: name, op: 'session', key: `sign-in-${name}`, url: `${url}/api/v1/auth/sign-in`, body: login });
    token = body.accessToken ? String(body.accessToken) : null;
  };
  /** A refusal (409: somebody was first) is an outcome like another; the log tells what became of it. */
  const does = async (request: Omit<Parameters<typeof ask>[1], 'actor' | 'headers'>): Promise<Answer> => {
    for (;;) {
      if (!token) await signIn();
      const shown = token;
      const headers = { authorization: `Bearer ${shown}`, 'idempotency-key': request.key };
      const answer = await ask(ledger, { ...request, actor: name, headers });
      if (answer.status !== 401) return answer;
      if (token === shown) token = null;
    }
  };
  const commands = async (request: Parameters<typeof does>[0]): Promise<boolean> => {
    const { status } = await does(request);
    if (status === 200) obeyed.push(request);
    return status === 200;
  };
  const says = (path: string, key: string): Promise<Answer> => {
    const text = `I am a person and look after ${key}.`;
    return does({ op: 'reply', key: `${key}-reply`, url: `${path}/messages`, body: { clientMessageId: `${key}-reply`, text }, detail: { text } });
  };
  return {
    seen,
    async interrupts(conversationId, key) {
      const path = `${url}/api/v1/conversations/${conversationId}`;
      await says(path, key);
      await sleep(HOLDS_MS);
      await commands({ op: 'return', key: `${key}-return`, url: `${path}/return` });
    },
    async silences(conversationId, key) {
      const path = `${url}/api/v1/conversations/${conversationId}`;
      if (!(await commands({ op: 'pause', key: `${key}-pause`, url: `${path}/pause` }))) return;
      await sleep(HOLDS_MS);
      await commands({ op: 'resume', key: `${key}-resume`, url: `${path}/resume` });
    },
    async serves(conversationId, key, then) {
      const path = `${url}/api/v1/conversations/${conversationId}`;
      if (!(await commands({ op: 'take-over', key: `${key}-take`, url: `${path}/take-over` }))) return;
      await says(path, key);
      await commands({ op: then, key: `${key}-${then}`, url: `${path}/${then}` });
    },
    async repeats() {
      for (const request of obeyed.splice(0)) await does(request);
    },
    async escalated() {
      const { body } = await does({ op: 'list', key: `list-${name}`, method: 'GET', url: `${url}/api/v1/conversations?status=escalated&limit=50` });
      return ((body.data ?? []) as { id: string; takenBy?: unknown }[]).map(({ id }) => id);
    },
    async peeks(conversationId) {
      const path = `${url}/api/v1/conversations/${conversationId}/entries?after=0&limit=50`;
      const { status, body } = await does({ op: 'peek', key: `peek-${conversationId}`, method: 'GET', url: path });
      if (status !== 200) return;
      for (const entry of body.data as { id: string; seq: number; kind: string; author: { type: string }; text: string }[]) {
        const { id, seq, kind, author, text } = entry;
        seen.push({ client: name, conversationId, id, seq, kind, author: author.type, text });
      }
    },
  };
}
