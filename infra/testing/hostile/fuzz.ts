/**
 * The fuzzer: sends requests and frames made from the schemas to the api alone, a few at a time, and counts what comes back. A
 * status of 500 and above, a crash, a socket that ends with an error, an answer that is no problem or repeats what was sent, and a
 * changed `Object.prototype` are findings.
 */
import fc from 'fast-check';
import { Agent, request } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import WebSocket from 'ws';
import { ROUTES } from '../../../api/http/routes.ts';
import { messageId } from '../people.ts';
import { anApiAlone, type ApiAlone } from './api-alone.ts';
import { aCast, type Cast } from './cast.ts';
import { frameInput, httpInput, type FrameInput, type HttpInput } from './requests.ts';
import { ECHO } from './shapes.ts';

export type Finding = { what: string; answer: string; input: string };
export type FuzzReport = {
  seed: number;
  inputs: number;
  requests: number;
  frames: number;
  seconds: number;
  /** Answers by status of HTTP, and by code of refusal for frames. */
  statuses: Record<string, number>;
  refusals: Record<string, number>;
  /** Routes that accepted at least one input, of all routes. */
  accepted: { routes: number; of: number; never: string[] };
  crashes: number;
  findings: Finding[];
  /** Of generator and api together in one process, ms. */
  eventLoopLagP99Ms: number;
};

/** Inputs made at a time, of which so many are under way together. */
const BATCH = 200;
const AT_ONCE = 24;
/** A database grows slow: after so many inputs another one is taken. */
const PER_DATABASE = 6_000;
/** Inputs of ten that are frames. */
const FRAMES_OF_TEN = 3;

export async function fuzz(options: { mongoUri: string; inputs: number; seed: number; say?: (line: string) => void }): Promise<FuzzReport> {
  const { mongoUri, inputs, seed, say = () => undefined } = options;
  const started = performance.now();
  const lag = monitorEventLoopDelay({ resolution: 10 });
  const count = { requests: 0, frames: 0, crashes: 0 };
  const statuses: Record<string, number> = {};
  const refusals: Record<string, number> = {};
  const passed = new Set<string>();
  const findings: Finding[] = [];
  const crash = (error: unknown): void => {
    count.crashes++;
    findings.push({ what: 'nobody caught an error', answer: String((error as Error)?.stack ?? error).slice(0, 1_000), input: '' });
  };
  process.on('uncaughtException', crash).on('unhandledRejection', crash);
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  const notice = (found: Finding | null): void => {
    if (found && findings.length < 200) findings.push(found);
  };

  let done = 0;
  for (let database = 0; done < inputs; database++) {
    const api = await anApiAlone(mongoUri);
    lag.enable();
    try {
      let cast = await aCast(api);
      for (const end = Math.min(inputs, done + PER_DATABASE); done < end;) {
        const size = Math.min(BATCH, end - done);
        const frames = Math.round((size * FRAMES_OF_TEN) / 10);
        const batchSeed = seed * 1_000_003 + done;
        const http = fc.sample(httpInput(ROUTES, cast), { numRuns: size - frames, seed: batchSeed });
        const spoken = fc.sample(frameInput(cast), { numRuns: frames, seed: batchSeed });
        await Promise.all([
          inTurns(http, AT_ONCE, async (input) => {
            const answer = await ask(api, input);
            count.requests++;
            statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
            if (input.name && answer.status < 300) passed.add(input.name);
            notice(judge(input, answer));
          }),
          talk(api, cast, spoken, { refusals, notice }),
        ]);
        count.frames += frames;
        done += size;
        if (Object.getOwnPropertyNames(Object.prototype).join() !== before)
          notice({ what: 'Object.prototype was changed', answer: Object.keys(Object.prototype).join(), input: `batch of seed ${batchSeed}` });
        if (!(await cast.stands())) cast = await aCast(api);
      }
      for (const line of api.log.splice(0, 20)) if (line.includes('"internal"')) say(line.trim().slice(0, 1_500));
    } finally {
      lag.disable();
      await api.close();
    }
    say(`fuzz: ${done} of ${inputs}, ${findings.length} findings`);
  }
  process.off('uncaughtException', crash).off('unhandledRejection', crash);

  return {
    seed,
    inputs: done,
    ...count,
    seconds: Math.round((performance.now() - started) / 1_000),
    statuses,
    refusals,
    accepted: { routes: passed.size, of: ROUTES.length, never: ROUTES.map(({ name }) => name).filter((name) => !passed.has(name)) },
    findings,
    eventLoopLagP99Ms: Math.round(lag.percentile(99) / 1e6),
  };
}

async function inTurns<T>(all: readonly T[], atOnce: number, act: (one: T) => Promise<void>): Promise<void> {
  const rest = [...all];
  const work = async (): Promise<void> => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
type Answer = { status: number; type: string; text: string };

/** Far above what a slow machine needs. */
const PATIENCE_MS = 30_000;
const NO_ANSWER = 'no answer came';

/** Status 0 for a line that was cut. */
function ask({ url }: ApiAlone, { method, path, headers, body }: HttpInput): Promise<Answer> {
  const { port } = new URL(url);
  return new Promise((done) => {
    const cut = (error: Error): void => done({ status: 0, type: '', text: error.message });
    try {
      const asked = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.once('end', () => done({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text }));
        response.once('error', cut);
      });
      asked.once('error', cut).setTimeout(PATIENCE_MS, () => asked.destroy(new Error(NO_ANSWER)));
      asked.end(body ?? undefined);
    } catch (error) {
      cut(error as Error); // refused by our own library: nothing was sent
    }
  });
}

function judge(input: HttpInput, { status, type, text }: Answer): Finding | null {
  const found = (what: string): Finding => ({
    what,
    answer: `${status} ${text.slice(0, 400)}`,
    input: JSON.stringify({ ...input, headers: { ...input.headers, authorization: undefined, as: input.who } }).slice(0, 1_500),
  });
  if (text === NO_ANSWER) return found(NO_ANSWER);
  if (status >= 500) return found(`a status of ${status}`);
  if (status < 400) return null;
  if (!type.startsWith('application/problem+json') && input.method !== 'HEAD') return found('a refusal that is no problem');
  if (text.includes(ECHO)) return found('a refusal repeats what was sent');
  if (/node_modules|\bat .*\.ts:\d/.test(text)) return found('a refusal shows a stack');
  return null;
}

/** How a server ends a socket on purpose. */
const ENDS = new Set([1000, 1007, 1008, 1009, 1012, 1013, 4401, 4403]);

/** Frames of everybody, each on its socket, one after the other; a sentinel behind each says when it was read. */
async function talk(
  { url }: ApiAlone,
  { credentials }: Cast,
  frames: readonly FrameInput[],
  { refusals, notice }: { refusals: Record<string, number>; notice: (found: Finding | null) => void },
): Promise<void> {
  const byWho = Map.groupBy(frames, ({ who }) => who);
  await Promise.all(
    [...byWho].map(async ([who, said]) => {
      const token = credentials[who]!.split(' ')[1]!;
      let line = await open(url, token);
      for (const { first, data } of said) {
        if (first || line.closed) {
          line.socket.close();
          line = await open(url, first ? null : token);
        }
        const sentinel = messageId();
        line.heard.length = 0;
        line.socket.send(data);
        line.socket.send(JSON.stringify({ type: 'send', clientMessageId: sentinel }));
        const found = (what: string, answer: string): Finding => ({ what, answer, input: `${who}: ${String(data).slice(0, 1_500)}` });
        if (!(await heard(line, sentinel))) notice(found(NO_ANSWER, line.heard.join().slice(0, 400)));
        for (const text of line.heard) {
          if (!text.startsWith('{"type":"refused"') || text.includes(sentinel)) continue;
          const { problem } = JSON.parse(text) as { problem: { status: number; code: string } };
          refusals[problem.code] = (refusals[problem.code] ?? 0) + 1;
          if (problem.status >= 500) notice(found(`a frame with ${problem.status}`, text));
          else if (text.replace(/"clientMessageId":("[^"]*"|null),/, '').includes(ECHO))
            notice(found('a refusal repeats what was sent', text.slice(0, 400)));
        }
        if (line.closed !== null && !ENDS.has(line.closed)) notice(found(`a socket that ends with ${line.closed}`, line.heard.join().slice(0, 400)));
      }
      line.socket.close();
    }),
  );
}

type Spoken = { socket: WebSocket; heard: string[]; closed: number | null };

/** @param token null leaves the first word to whoever asked */
async function open(url: string, token: string | null): Promise<Spoken> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`);
  const line: Spoken = { socket, heard: [], closed: null };
  socket.on('message', (data) => line.heard.push(String(data)));
  socket.on('close', (code) => (line.closed = code));
  socket.on('error', () => undefined);
  await new Promise((ready) => socket.once('open', ready).once('close', ready));
  if (token) {
    socket.send(JSON.stringify({ type: 'hello', token, cursors: {} }));
    await heard(line, '"welcome"');
  }
  return line;
}

/** True with the first frame that holds the word, or with the end of the socket; false when neither came. */
function heard(line: Spoken, word: string): Promise<boolean> {
  return new Promise((done) => {
    const end = (came: boolean): void => {
      clearTimeout(late);
      line.socket.off('message', look).off('close', look);
      done(came);
    };
    const look = (): void => {
      if (line.closed !== null || line.heard.some((text) => text.includes(word))) end(true);
    };
    const late = setTimeout(end, PATIENCE_MS, false);
    line.socket.on('message', look).on('close', look);
    look();
  });
}
