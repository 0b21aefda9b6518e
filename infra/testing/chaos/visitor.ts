/**
 * A scripted visitor over real HTTP and ws: sends one message after the other, repeats what is not acknowledged under the same
 * id after every reconnect, goes on from its cursor, and keeps every entry that it is shown. Knows the wire, not the product.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Ledger, SeenEntry } from './evidence.ts';
import { ask } from './http.ts';

const ACK_MS = 8_000;
const RECONNECT_MS = 200;
/** Whoever cannot catch up in this time goes, and the checker misses what they did not see. */
const CATCH_UP_MS = 120_000;

type Frame = {
  type: string;
  clientMessageId?: string;
  conversationId?: string;
  seq?: number;
  problem?: { code: string; status: number; retryAfterSeconds?: number };
  entry?: { id: string; seq: number; kind: string; author: { type: string }; text: string };
};

export type Visitor = {
  readonly name: string;
  readonly conversationId: string | null;
  readonly seen: readonly SeenEntry[];
  /** Returns when it is acknowledged, however many restarts that takes; gives its seq, or null when it was refused for good. */
  says(key: string, text: string): Promise<number | null>;
  /** True when something of assistant or agents stands behind `seq` before the time is up. */
  hearsBehind(seq: number, patienceMs: number): Promise<boolean>;
  /** Comes back, sees all that it missed, and leaves. */
  catchesUp(): Promise<void>;
  leaves(): void;
};

/** `hasty` hangs up right after sending, `stormy` sends everything three times, `twoTabs` looks on from a second socket. */
export type Habit = 'calm' | 'hasty' | 'stormy' | 'twoTabs';

export async function aVisitor(name: string, url: string, ledger: Ledger, habit: Habit = 'calm'): Promise<Visitor> {
  const session = await ask(ledger, {
    actor: name,
    op: 'session',
    key: `session-${name}`,
    url: `${url}/api/v1/widget/sessions`,
    body: { tenant: 'demo' },
  });
  if (session.status !== 201) throw new Error(`No session: ${JSON.stringify(session)}`);
  const token = String(session.body.token);
  const seen: SeenEntry[] = [];
  const waiting = new Set<() => void>();
  const hungUp = new Set<string>();
  let conversationId: string | null = null;
  let socket: WebSocket | null = null;
  let frames: Frame[] = [];
  let tab: WebSocket | null = null;

  const keep = (client: string, { type, entry, conversationId: of }: Frame): void => {
    if (type !== 'entry' || !entry || !of) return;
    const { id, seq, kind, text } = entry;
    seen.push({ client, conversationId: of, id, seq, kind, author: entry.author.type, text });
  };
  const openTab = (): void => {
    if (habit !== 'twoTabs' || tab?.readyState === WebSocket.OPEN) return;
    const line = new WebSocket(`${url.replace('http', 'ws')}/ws`);
    tab = line;
    line.on('error', () => undefined);
    line.on('open', () => line.send(JSON.stringify({ type: 'hello', token, cursors: {} })));
    line.on('message', (data: Buffer) => keep(`${name}/tab`, JSON.parse(data.toString()) as Frame));
  };

  const cursor = (): number => {
    const seqs = new Set(seen.filter(({ client }) => client === name).map((entry) => entry.seq));
    let last = 0;
    while (seqs.has(last + 1)) last++;
    return last;
  };

  const hear = (frame: Frame): void => {
    frames.push(frame);
    keep(name, frame);
    for (const look of waiting) look();
  };

  /** Resolves with what `find` gives, or null when the line is lost or the time is up. */
  const until = <T>(find: () => T | undefined, patienceMs: number): Promise<T | null> =>
    new Promise((resolve) => {
      const line = socket;
      const look = (): void => {
        const found = find();
        if (found !== undefined) finish(found);
        else if (line && line.readyState > WebSocket.OPEN) finish(null);
      };
      const late = setTimeout(() => finish(null), patienceMs);
      const finish = (result: T | null): void => {
        clearTimeout(late);
        waiting.delete(look);
        resolve(result);
      };
      waiting.add(look);
      look();
    });

  /** @returns false when the line was lost before the welcome */
  const connect = async (): Promise<boolean> => {
    socket?.terminate();
    frames = [];
    const line = new WebSocket(`${url.replace('http', 'ws')}/ws`);
    socket = line;
    line.on('message', (data: Buffer) => line === socket && hear(JSON.parse(data.toString()) as Frame));
    line.on('error', () => undefined);
    line.on('close', () => waiting.forEach((look) => look()));
    line.on('open', () => line.send(JSON.stringify({ type: 'hello', token, cursors: conversationId ? { [conversationId]: cursor() } : {} })));
    return (await until(() => frames.find((frame) => frame.type === 'welcome'), ACK_MS)) !== null;
  };

  const connected = async (): Promise<void> => {
    while (socket?.readyState !== WebSocket.OPEN || !frames.some((frame) => frame.type === 'welcome')) {
      if (await connect()) return;
      await sleep(RECONNECT_MS);
    }
  };

  return {
    name,
    get conversationId() {
      return conversationId;
    },
    seen,
    async says(key, text) {
      for (;;) {
        await connected();
        const from = frames.length;
        ledger.note({ actor: name, op: 'send', key, phase: 'invoke', detail: { text } });
        const frame = JSON.stringify({ type: 'send', clientMessageId: key, text, ...(conversationId ? { conversationId } : {}) });
        for (let times = habit === 'stormy' ? 3 : 1; times > 0; times--) socket!.send(frame);
        openTab();
        if (habit === 'hasty' && !hungUp.has(key)) {
          hungUp.add(key);
          // Gone as soon as it is on the way: it comes back and says the same again.
          socket!.close();
        }
        const answer = await until(
          () => frames.slice(from).find((frame) => (frame.type === 'ack' || frame.type === 'refused') && frame.clientMessageId === key),
          ACK_MS,
        );
        if (answer?.type === 'ack') {
          ledger.note({ actor: name, op: 'send', key, phase: 'ok', detail: { entry: answer.entry!.id } });
          if (!conversationId) {
            conversationId = answer.conversationId!;
            // Stored before a restart and acknowledged behind it: what came in between was never asked for.
            if (cursor() < answer.entry!.seq) socket!.send(JSON.stringify({ type: 'watch', conversationId, after: 0 }));
          }
          return answer.entry!.seq;
        }
        const problem = answer?.problem;
        const unknown = !problem || problem.status >= 500;
        ledger.note({
          actor: name,
          op: 'send',
          key,
          phase: unknown ? 'info' : 'fail',
          detail: { code: problem?.code ?? 'no answer', status: problem?.status ?? 0 },
        });
        if (problem && problem.status < 500 && problem.status !== 429) return null;
        if (problem) await sleep((problem.retryAfterSeconds ?? 1) * 1_000);
        else socket?.terminate(); // a line that does not answer is given up, as the widget does
      }
    },
    async hearsBehind(seq, patienceMs) {
      const answered = (): true | undefined =>
        seen.some((entry) => entry.seq > seq && entry.author !== 'visitor' && entry.author !== 'system') || undefined;
      for (const end = Date.now() + patienceMs; Date.now() < end;) {
        await connected();
        if (await until(answered, Math.max(1, end - Date.now()))) return true;
      }
      return false;
    },
    async catchesUp() {
      for (const end = Date.now() + CATCH_UP_MS; Date.now() < end; await sleep(RECONNECT_MS)) {
        if (!(await connect())) continue;
        if (!conversationId) break;
        if (await until(() => frames.find((frame) => frame.type === 'caughtUp' && frame.conversationId === conversationId), ACK_MS)) break;
      }
      socket?.close();
      tab?.close();
    },
    leaves() {
      socket?.close();
      tab?.close();
    },
  };
}
