/**
 * A provider that says what the test wrote down: a real HTTP server that speaks the OpenAI protocol, so that the adapter, its
 * client and its connection are the product's own. Answers are given in order; one call too many fails the test.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { LLMock, type Fixture } from '@copilotkit/aimock';

type ChatRequest = Parameters<NonNullable<Fixture['match']['predicate']>>[0];
export type Step = Pick<Fixture, 'response' | 'latency' | 'chunkSize' | 'truncateAfterChunks'>;

/** Streams the text in pieces. @param latency ms between two pieces */
export const says = (content: string, { latency = 0, chunkSize = 12 } = {}): Step => ({ response: { content }, latency, chunkSize });
export const callsTool = (name: string, args: object | string): Step => ({
  response: { toolCalls: [{ name, arguments: typeof args === 'string' ? args : JSON.stringify(args) }] },
});
/** Says something and calls a tool behind it, in one answer. */
export const saysAndCalls = (content: string, name: string, args: object): Step => ({
  response: { content, toolCalls: [{ name, arguments: JSON.stringify(args) }] },
});
/** The same, and the provider says what it took: tokens read and written. */
export const costing = ({ response, ...rest }: Step, read: number, wrote: number): Step => ({
  ...rest,
  response: { ...response, usage: { prompt_tokens: read, completion_tokens: wrote, total_tokens: read + wrote } },
});
/** @param retryAfter seconds, sent with a 429 */
export const fails = (status: number, { retryAfter }: { retryAfter?: number } = {}): Step => ({
  response: { error: { message: `scripted ${status}`, type: 'scripted' }, status, ...(retryAfter === undefined ? {} : { retryAfter }) },
});
/** The connection breaks behind some pieces of the answer. */
export const breaksOff = (content: string, pieces = 2): Step => ({ response: { content }, chunkSize: 8, truncateAfterChunks: pieces });

export type ScriptedModel = {
  /** For `aWorld({ env })` or the adapter's own options. */
  env: { OPENAI_BASE_URL: string; OPENAI_API_KEY: string };
  /** What was asked, in order. */
  requests(): ChatRequest[];
  /** The same as it came over the wire: the body of each request, byte for byte. */
  bodies(): string[];
  /** Resolves when a caller hangs up before its answer was told to the end. */
  hungUp: Promise<void>;
  /** @throws when a call came that no step was written for */
  close(): Promise<void>;
};

export async function scriptedModel(steps: readonly Step[]): Promise<ScriptedModel> {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  const asked: ChatRequest[] = [];
  const placeOf = (request: ChatRequest): number => {
    if (!asked.includes(request)) asked.push(request);
    return asked.indexOf(request);
  };
  for (const [i, step] of steps.entries()) mock.addFixture({ match: { predicate: (request) => placeOf(request) === i }, ...step });
  // Sees every request, also those behind the last step, and answers none.
  mock.addFixture({ match: { predicate: (request) => placeOf(request) < 0 }, response: { content: '' } });
  const line = await overheard(Number(new URL(await mock.start()).port));
  return {
    env: { OPENAI_BASE_URL: `http://127.0.0.1:${line.port}/v1`, OPENAI_API_KEY: 'test' },
    requests: () => [...asked],
    bodies: line.bodies,
    hungUp: line.hungUp,
    async close() {
      await line.close();
      await mock.stop();
      if (asked.length > steps.length) throw new Error(`${asked.length} calls came for ${steps.length} scripted ones.`);
    },
  };
}

type Overheard = { port: number; bodies: () => string[]; hungUp: Promise<void>; close: () => Promise<void> };

/**
 * A line in front of the mock, which itself goes on talking when nobody listens any more: it is heard to its end, else its clocks
 * would outlive the test.
 */
async function overheard(port: number): Promise<Overheard> {
  const heard: string[] = [];
  const callers = new Set<Socket>();
  const talking = new Map<Socket, PromiseWithResolvers<void>>();
  const hungUp = Promise.withResolvers<void>();
  const server = createServer((caller) => {
    const provider = connect(port, '127.0.0.1');
    callers.add(caller);
    for (const socket of [caller, provider]) socket.on('error', () => {});
    const silent = (): void => {
      talking.get(provider)?.resolve();
      talking.delete(provider);
    };
    provider.on('data', (data) => {
      // The last piece of a chunked answer is an empty one.
      if (data.subarray(-5).equals(LAST_PIECE)) silent();
      else if (!talking.has(provider)) talking.set(provider, Promise.withResolvers());
    });
    provider.on('close', () => {
      silent();
      caller.end();
    });
    caller.on('close', () => {
      if (talking.has(provider)) hungUp.resolve();
      void Promise.resolve(talking.get(provider)?.promise).then(() => provider.destroy());
      provider.resume();
    });
    caller.on(
      'data',
      bodiesOf((body) => heard.push(body)),
    );
    caller.pipe(provider, { end: false });
    provider.pipe(caller, { end: false });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    bodies: () => [...heard],
    hungUp: hungUp.promise,
    async close() {
      server.close();
      for (const caller of callers) caller.destroy();
      await Promise.all([...talking.values()].map(({ promise }) => promise));
    },
  };
}

/** Reads the requests of one connection. @returns what is told of each piece that comes */
function bodiesOf(found: (body: string) => void): (data: Buffer) => void {
  let waiting = Buffer.alloc(0);
  return (data) => {
    waiting = Buffer.concat([waiting, data]);
    for (;;) {
      const head = waiting.indexOf(HEAD_ENDS);
      if (head < 0) return;
      const length = Number(/^content-length: *(\d+)/im.exec(waiting.subarray(0, head).toString('latin1'))?.[1] ?? 0);
      const end = head + HEAD_ENDS.length + length;
      if (waiting.length < end) return;
      if (length > 0) found(waiting.subarray(head + HEAD_ENDS.length, end).toString());
      waiting = waiting.subarray(end);
    }
  };
}

const HEAD_ENDS = Buffer.from('\r\n\r\n');
const LAST_PIECE = Buffer.from('0\r\n\r\n');
