/** A visitor with a stop-watch: times are taken when a frame arrives, not when somebody looks. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';

type Frame = { type: string; clientMessageId?: string; conversationId?: string; entry?: { seq: number; kind: string; author: { type: string } } };
export type Times = { ackMs: number; firstTokenMs: number; replyMs: number };

export type ChatClient = {
  /** Sends and waits for the acknowledgement, ms; null when it was refused or none came in time. */
  accepts(text: string, patienceMs: number): Promise<number | null>;
  /** Sends and waits for the whole answer. */
  asks(text: string): Promise<Times>;
  readonly conversationId: string | null;
  close(): void;
};

export async function chatClient(url: string, tenant: string): Promise<ChatClient> {
  const response = await fetch(`${url}/api/v1/widget/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant }),
  });
  const { token } = (await response.json()) as { token: string };
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`);
  let conversationId: string | null = null;
  let hear: (frame: Frame) => void = () => undefined;
  socket.on('message', (data: Buffer) => hear(JSON.parse(data.toString()) as Frame));
  await new Promise<void>((welcome, lost) => {
    hear = (frame) => frame.type === 'welcome' && welcome();
    socket.once('error', lost);
    socket.once('open', () => socket.send(JSON.stringify({ type: 'hello', token, cursors: {} })));
  });

  const send = (text: string): string => {
    const clientMessageId = randomUUID();
    socket.send(JSON.stringify({ type: 'send', clientMessageId, text, ...(conversationId ? { conversationId } : {}) }));
    return clientMessageId;
  };

  return {
    get conversationId() {
      return conversationId;
    },
    accepts: (text, patienceMs) =>
      new Promise((resolve) => {
        const late = setTimeout(() => resolve(null), patienceMs);
        const sentAt = performance.now();
        const id = send(text);
        hear = (frame) => {
          if (frame.clientMessageId !== id) return;
          clearTimeout(late);
          conversationId ??= frame.conversationId ?? null;
          resolve(frame.type === 'ack' ? performance.now() - sentAt : null);
        };
      }),
    asks: (text) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('No answer within 60 s.')), 60_000);
        const fail = (error: Error): void => {
          clearTimeout(late);
          reject(error);
        };
        const sentAt = performance.now();
        const id = send(text);
        let ackMs = NaN;
        let firstTokenMs = NaN;
        socket.once('close', () => fail(new Error('The line was lost: did Parley end?')));
        hear = (frame) => {
          const ms = performance.now() - sentAt;
          if (frame.type === 'refused') fail(new Error(`Refused: ${JSON.stringify(frame)}`));
          if (frame.type === 'ack' && frame.clientMessageId === id) {
            ackMs = ms;
            conversationId ??= frame.conversationId!;
          }
          if (frame.type === 'turn.delta' && Number.isNaN(firstTokenMs)) firstTokenMs = ms;
          if (frame.type !== 'entry' || frame.entry!.author.type !== 'assistant') return;
          clearTimeout(late);
          if (frame.entry!.kind === 'message') resolve({ ackMs, firstTokenMs, replyMs: ms });
          else fail(new Error('The question was escalated: the model was never asked.'));
        };
      }),
    close: () => socket.close(),
  };
}
