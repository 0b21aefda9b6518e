/**
 * The one HTTP client for calls to the outside, shaped like `fetch` for the clients of vendors. Addresses must be public and https,
 * by their text and by what they resolve to when the socket is opened; only origins that whoever runs the installation has declared
 * are called as they are. Bytes and time have ends, redirects are not followed unless asked, and then judged hop by hop.
 */
import got, { type Request as Outgoing, type Response as Incoming } from 'got';
import type { LookupFunction } from 'node:net';
import { faultOfOutsideAddress } from '../../workflows/domain/outside-address.ts';
import { guardedAgents, plainAgents, type Agents } from './agents.ts';
import { EgressFault } from './fault.ts';

export type EgressOptions = {
  /** Origins (`http://127.0.0.1:11434`) given by the configuration. An address of a tenant never belongs here. */
  trusted?: readonly string[];
  lookup?: LookupFunction;
};

export type CallLimits = {
  /** Of the answer's body, unpacked. */
  maxBytes: number;
  /** From the call to the last byte, ms. */
  totalMs: number;
  /** How many redirects of a GET are followed; without it none, and the answer is the redirect. */
  redirects?: number;
};

export type Egress = {
  /** @returns a `fetch` within these limits. It rejects with `EgressFault`, or with the signal's reason when the caller gives up. */
  fetch(limits: CallLimits): typeof fetch;
  /** What is wrong with an address, for people, as it is judged before each call; null when it may be called. */
  faultOf(address: string): string | null;
};

/** Not handed to another origin by a redirect. */
const PERSONAL = ['authorization', 'cookie', 'proxy-authorization'];
const REDIRECTS = [301, 302, 303, 307, 308];
const WITHOUT_BODY = [204, 205, 304];

type Call = { url: string; method: string; headers: Headers; body: Uint8Array | null; signal: AbortSignal | null };

export function egress({ trusted = [], lookup }: EgressOptions = {}): Egress {
  const declared = new Set(trusted.map((address) => new URL(address).origin));
  const [guarded, plain] = [guardedAgents(lookup), plainAgents()];
  const isDeclared = (url: string): boolean => URL.canParse(url) && declared.has(new URL(url).origin) && !new URL(url).username;
  /** @throws {EgressFault} for an address that may not be called */
  const agentsFor = (url: string): Agents => {
    if (isDeclared(url)) return plain;
    if (faultOfOutsideAddress(url)) throw new EgressFault('unreachable');
    return guarded;
  };
  return {
    faultOf: (address) => (isDeclared(address) ? null : faultOfOutsideAddress(address)),
    fetch:
      ({ maxBytes, totalMs, redirects = 0 }) =>
      async (input, init) => {
        const until = performance.now() + totalMs;
        let call = await callOf(input, init, agentsFor);
        for (let hops = 0; ; hops++) {
          const response = await send(call, agentsFor(call.url), { maxBytes, until });
          const next = response.headers.get('location');
          if (!REDIRECTS.includes(response.status) || next === null || redirects === 0 || call.method !== 'GET') return response;
          await response.body?.cancel();
          if (hops >= redirects || !URL.canParse(next, call.url)) throw new EgressFault('unreachable');
          call = redirected(call, new URL(next, call.url));
        }
      },
  };
}

/** Judged before anything else looks at it: `Request` has words of its own for an odd address. */
async function callOf(input: string | URL | Request, init: RequestInit | undefined, judge: (url: string) => unknown): Promise<Call> {
  judge(input instanceof Request ? input.url : String(input));
  const request = new Request(input, init);
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : null;
  const { url, method, headers } = request;
  return { url, method, headers, body, signal: init?.signal ?? (input instanceof Request ? input.signal : null) };
}

function redirected(call: Call, to: URL): Call {
  const headers = new Headers(call.headers);
  if (to.origin !== new URL(call.url).origin) for (const name of PERSONAL) headers.delete(name);
  return { ...call, url: to.href, headers };
}

/** Resolves with the head of the answer; its body is read as it comes. Whoever aborts or cancels closes the connection. */
function send(
  { url, method, headers, body, signal }: Call,
  agent: Agents,
  { maxBytes, until }: { maxBytes: number; until: number },
): Promise<Response> {
  if (signal?.aborted) return Promise.reject(signal.reason as Error);
  const outgoing = got.stream(url, {
    method: method as 'GET',
    headers: { 'user-agent': 'Parley', ...Object.fromEntries(headers) },
    // Without one got would wait for somebody to write it.
    ...(['GET', 'HEAD'].includes(method) ? {} : { body: body ?? new Uint8Array() }),
    agent,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
  });
  /** What ended the call before its answer did, if it was us. */
  let ended: Error | null = null;
  const end = (why: Error): void => {
    ended ??= why;
    outgoing.destroy();
  };
  const giveUp = (): void => end(signal!.reason as Error);
  const clock = setTimeout(() => end(new EgressFault('timeout')), Math.max(0, until - performance.now()));
  clock.unref(); // the socket holds the process as long as there is one
  signal?.addEventListener('abort', giveUp, { once: true });
  outgoing.once('close', () => {
    clearTimeout(clock);
    signal?.removeEventListener('abort', giveUp);
  });
  const why = (): Error => ended ?? new EgressFault('unreachable');

  return new Promise((resolve, reject) => {
    // Stays for the whole call: an error without a listener would end the process.
    outgoing.on('error', () => reject(why()));
    outgoing.once('close', () => reject(why()));
    // Read to its end it would stay open without a word; the connection is kept for the next call all the same.
    outgoing.once('end', () => outgoing.destroy());
    outgoing.once('response', ({ statusCode, headers: said }: Incoming) => {
      if (statusCode < 200 || statusCode > 599) return end(new EgressFault('unreachable'));
      const empty = WITHOUT_BODY.includes(statusCode) || method === 'HEAD';
      if (empty) outgoing.resume();
      resolve(new Response(empty ? null : bodyOf(outgoing, maxBytes, { end, why }), { status: statusCode, headers: headersOf(said) }));
    });
  });
}

function bodyOf(outgoing: Outgoing, maxBytes: number, { end, why }: { end(why: Error): void; why(): Error }): ReadableStream<Uint8Array> {
  const pieces = outgoing[Symbol.asyncIterator]();
  let bytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = (await pieces.next()) as IteratorResult<Uint8Array, undefined>;
          if (done) return controller.close();
          bytes += value.byteLength;
          if (bytes > maxBytes) end(new EgressFault('tooLarge'));
          if (bytes > maxBytes) throw why();
          controller.enqueue(value);
        } catch {
          outgoing.destroy();
          controller.error(why());
        }
      },
      cancel: () => void outgoing.destroy(),
    },
    { highWaterMark: 0 },
  );
}

/** Without those that speak of the bytes on the wire: got has unpacked them. */
function headersOf(said: Incoming['headers']): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(said)) {
    if (['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'].includes(name)) continue;
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  return headers;
}
