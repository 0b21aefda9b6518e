/** A scripted agent: takes a conversation over, answers in it, and hands it back. */
import type { Ledger } from './evidence.ts';
import { ask, type Answer } from './http.ts';

export type Login = { email: string; password: string };
export type Agent = { serves(conversationId: string, key: string): Promise<void> };

const NAME = 'agent-1';

export async function anAgent(url: string, login: Login, ledger: Ledger): Promise<Agent> {
  let token: string | null = null;
  const signIn = async (): Promise<void> => {
    const { body } = await ask(ledger, { actor: NAME, op: 'session', key: 'sign-in', url: `${url}/api/v1/auth/sign-in`, body: login });
    token = String(body.accessToken);
  };
  /** A refusal (409: somebody was first, or our own repeat was) is an outcome like another; the log tells what became of it. */
  const does = async (request: Omit<Parameters<typeof ask>[1], 'actor' | 'headers'>): Promise<Answer> => {
    for (;;) {
      if (!token) await signIn();
      const headers = { authorization: `Bearer ${token}`, 'idempotency-key': request.key };
      const answer = await ask(ledger, { ...request, actor: NAME, headers });
      if (answer.status !== 401) return answer;
      token = null;
    }
  };
  return {
    async serves(conversationId, key) {
      const path = `${url}/api/v1/conversations/${conversationId}`;
      const taken = await does({ op: 'take-over', key: `${key}-take`, url: `${path}/take-over` });
      if (taken.status !== 200) return;
      const text = `I am a person and look after ${key}.`;
      await does({ op: 'reply', key: `${key}-reply`, url: `${path}/messages`, body: { clientMessageId: `${key}-reply`, text }, detail: { text } });
      await does({ op: 'return', key: `${key}-back`, url: `${path}/return` });
    },
  };
}
