/**
 * The scripted model provider: speaks Chat Completions, remembers every call, and misbehaves as it is told. An honest answer
 * repeats the marks of the messages that it was asked about, so that the checker sees who was answered.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PICKUP, TEXT } from './questions.ts';

export const MOODS = [
  'honest',
  'slow',
  'rateLimited',
  'rateLimitedSilently',
  'error500',
  'error503',
  'silence',
  'cut',
  'cutInJson',
  'errorBody',
  'badUtf8',
  'doubledEvents',
  'endless',
  'drip',
  'unknownTool',
  'badArguments',
] as const;
export type Mood = (typeof MOODS)[number];

/** One call as the provider saw it. */
export type ModelCall = { n: number; at: number; mood: Mood; marks: string[]; ended: 'told' | 'refused' | 'hungUp' | 'cut' };

export type ModelServer = {
  readonly port: number;
  /** From now on; calls that are being answered keep their mood, those that were met with silence are cut. */
  be(mood: Mood): void;
  calls(): readonly ModelCall[];
  close(): void;
};

/** A visitor's message carries its mark in brackets: `(12.3)`. */
const MARK = /\((\d+\.\d+)\)/g;

export async function aModelServer(): Promise<ModelServer> {
  let mood: Mood = 'honest';
  const calls: ModelCall[] = [];
  const held = new Set<ServerResponse>();

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(request);
    const question = body.messages?.findLast(({ role }) => role === 'user')?.content ?? '';
    const source = /\n\[1\] [^\n]*\n([^\n]+)/.exec(body.messages?.[0]?.content ?? '')?.[1] ?? 'that is written in our help centre';
    const call: ModelCall = { n: calls.length, at: Date.now(), mood, marks: [...question.matchAll(MARK)].map(([, mark]) => mark!), ended: 'hungUp' };
    calls.push(call);
    const errand = body.messages?.at(-1)?.role === 'user' ? errandOf(question, body) : null;
    await answer(call, errand, source, response, held);
  };
  const server = createServer((request, response) => {
    response.on('error', () => {});
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    be(next) {
      mood = next;
      for (const response of held) response.destroy();
      held.clear();
    },
    calls: () => calls,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What the newest question wants done, if the product offers it. */
function errandOf(question: string, { tools = [] }: Ask): string | null {
  const wanted = question.lastIndexOf(PICKUP) > question.lastIndexOf(TEXT) ? 'book_pickup' : question.includes(TEXT) ? 'send_text' : '';
  return tools.some((tool) => tool.function.name === wanted) ? wanted : null;
}

type Ask = { messages?: { role: string; content: string | null }[]; tools?: { function: { name: string } }[] };

async function read(request: IncomingMessage): Promise<Ask> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as Ask;
}

/** @param source the first one, of which the answer says some words: what stands in none is not passed on */
async function answer(call: ModelCall, errand: string | null, source: string, response: ServerResponse, held: Set<ServerResponse>): Promise<void> {
  const refuse = (status: number, headers: Record<string, string> = {}): void => {
    call.ended = 'refused';
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ error: { message: 'scripted', code: 'scripted' } }));
  };
  const cut = (): void => {
    call.ended = 'cut';
    response.destroy();
  };
  const quoted = source
    .replace(/[.!?:|*#`]/g, '')
    .split(/\s+/)
    .slice(0, 14)
    .join(' ');
  const words = `About ${call.marks.join(', ')}: ${quoted} [1].`.split(/(?<= )/);
  const stream = async (pieces: Iterable<string>, gapMs: number, each = 1): Promise<boolean> => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of pieces) {
      for (let i = 0; i < each && !response.closed; i++) response.write(piece);
      if (gapMs > 0) await sleep(gapMs);
      if (response.closed) return false;
    }
    return true;
  };
  const told = (): void => {
    response.end('data: [DONE]\n\n');
    call.ended = 'told';
  };
  const said = errand
    ? [toolCall(errand, JSON.stringify({ ref: String(call.n) })), event({}, 'tool_calls')]
    : [...words.map((content) => event({ content })), event({}, 'stop')];

  switch (call.mood) {
    case 'honest':
      return void ((await stream(said, 4)) && told());
    case 'slow':
      return void ((await stream(said, 120)) && told());
    case 'doubledEvents':
      return void ((await stream(said, 0, 2)) && told());
    case 'drip':
      return void ((await stream([...said.join('')], 1)) && told());
    case 'rateLimited':
      return refuse(429, { 'retry-after': '1' });
    case 'rateLimitedSilently':
      return refuse(429);
    case 'error500':
      return refuse(500);
    case 'error503':
      return refuse(503);
    case 'silence':
      return void held.add(response);
    case 'cut':
      return void ((await stream(said.slice(0, 5), 10)) && cut());
    case 'cutInJson':
      return void ((await stream([...said.slice(0, 3), said[3]!.slice(0, 30)], 10)) && cut());
    case 'errorBody':
      call.ended = 'told';
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    case 'badUtf8':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xc3, 0x28, 0xff, 0xfe, 0x0a, 0x0a]));
      return told();
    case 'endless':
      return void (await stream(endless(), 1));
    case 'unknownTool':
      return void ((await stream([toolCall('refundEverything', '{}'), event({}, 'tool_calls')], 0)) && told());
    case 'badArguments':
      return void ((await stream([toolCall('escalate', '{"reason": "becau'), event({}, 'tool_calls')], 0)) && told());
    default:
      return call.mood satisfies never;
  }
}

const event = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'scripted', object: 'chat.completion.chunk', created: 0, model: 'scripted', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** Far more than any answer may be long. */
function* endless(): Generator<string> {
  for (let n = 0; n < 100_000; n++) yield event({ content: 'and so on, and so on, '.repeat(10) });
}

const toolCall = (name: string, args: string): string =>
  event({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: args } }] });
