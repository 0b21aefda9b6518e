/** Requests of the scripted people: repeated, under the same key, until their outcome is known. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger, LedgerLine } from './evidence.ts';

const PATIENCE_MS = 10_000;
const PAUSE_MS = 250;

type Asked = Pick<LedgerLine, 'actor' | 'op' | 'key'> & {
  url: string;
  method?: 'GET' | 'POST';
  body?: unknown;
  headers?: Record<string, string>;
  /** For the ledger: what was said. */
  detail?: Record<string, unknown>;
};

export type Answer = { status: number; body: Record<string, unknown> };

/** Comes back with the first answer that is no weather (5xx, 429): a success or a refusal. Waits out restarts for ever. */
export async function ask(ledger: Ledger, { url, method = 'POST', body, headers = {}, detail = {}, ...line }: Asked): Promise<Answer> {
  for (let pauseMs = PAUSE_MS; ; await sleep(pauseMs), pauseMs = PAUSE_MS) {
    ledger.note({ ...line, phase: 'invoke', detail });
    try {
      const response = await fetch(url, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      const answer = { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
      if (response.ok) ledger.note({ ...line, phase: 'ok', detail: { status: response.status } });
      else ledger.note({ ...line, phase: response.status >= 500 ? 'info' : 'fail', detail: { status: response.status, code: answer.body.code } });
      if (response.status < 500 && response.status !== 429) return answer;
      pauseMs = Math.max(PAUSE_MS, Number(response.headers.get('retry-after') ?? 0) * 1_000);
    } catch (error) {
      ledger.note({ ...line, phase: 'info', detail: { reason: (error as Error).name } });
    }
  }
}
