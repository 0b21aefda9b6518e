/**
 * A provider that breaks in every way a provider can: it takes the request and then answers as the test wrote down, byte by
 * byte. `scripted-model.ts` is the one that keeps to the protocol.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** @param hungUp aborts when the caller closes the connection */
export type Answer = (response: ServerResponse, hungUp: AbortSignal) => void;

const piece = (choice: object): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`;
const stream = (response: ServerResponse): void => void response.writeHead(200, { 'content-type': 'text/event-stream' });
const text = (content: string): string => piece({ delta: { content } });
const DONE = `${piece({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`;

export const whole =
  (content: string): Answer =>
  (response) => {
    stream(response);
    response.end(text(content) + DONE);
  };
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, { 'content-type': 'application/json', ...headers }).end('{"error":{"message":"broken"}}');
/** Takes the request and says nothing, not even a header. */
export const silence: Answer = () => {};
/** Begins, and then says nothing more. */
export const stalls: Answer = (response) => {
  stream(response);
  response.write(text('Yes, with'));
};
/** Half of an answer, then the connection is gone. */
export const half: Answer = (response) => {
  stream(response);
  response.write(text('Yes, with'));
  setTimeout(() => response.destroy(), 20);
};
/** Pieces without an end. */
export const endless =
  (every: number, content = 'and '): Answer =>
  (response, hungUp) => {
    stream(response);
    const timer = setInterval(() => response.write(text(content)), every);
    hungUp.addEventListener('abort', () => clearInterval(timer));
  };
/** One line without an end: nothing that a reader of lines ever gets to see. */
export const endlessLine: Answer = (response, hungUp) => {
  stream(response);
  const megabyte = 'x'.repeat(1_000_000);
  const more = (): void => {
    while (!hungUp.aborted && response.write(megabyte));
    if (!hungUp.aborted) response.once('drain', more);
  };
  more();
};
/** 200, and then something that is no answer. */
export const garbage =
  (body: string): Answer =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(body);

export type BrokenModel = {
  env: { OPENAI_BASE_URL: string; OPENAI_API_KEY: string };
  /** Calls that came. */
  calls(): number;
  /** Calls that neither side has ended. */
  open(): number;
  close(): Promise<void>;
};

/** @param answers in order, the last one again and again; or chosen by the request's body */
export async function brokenModel(answers: readonly [Answer, ...Answer[]] | ((body: string) => Answer)): Promise<BrokenModel> {
  let calls = 0;
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const call = calls++;
    let body = '';
    const hungUp = new AbortController();
    open.add(response);
    response.on('error', () => {});
    response.on('close', () => {
      open.delete(response);
      hungUp.abort();
    });
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const answer = typeof answers === 'function' ? answers(body) : answers[Math.min(call, answers.length - 1)]!;
      answer(response, hungUp.signal);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    env: { OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, OPENAI_API_KEY: 'test' },
    calls: () => calls,
    open: () => open.size,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
