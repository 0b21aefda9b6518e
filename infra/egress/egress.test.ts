/** What every caller of the outside can rely on: ends in bytes and time, hang-ups that arrive, no redirects on the quiet. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { egress, type CallLimits, type Egress } from './egress.ts';

type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

let server: Server;
let other: Server;
let url: string;
let elsewhere: string;
let outside: Egress;
const asked: Asked[] = [];
const open = new Set<ServerResponse>();

const ANSWERS: Record<string, (response: ServerResponse) => void> = {
  '/hello': (response) => void response.writeHead(200, { 'content-type': 'text/plain', 'x-said': 'once' }).end('hello'),
  '/nothing': (response) => void response.writeHead(204).end(),
  '/bomb': (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
  '/silence': () => undefined,
  '/drip': (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/cut': (response) => void response.writeHead(200).write('half', () => response.destroy()),
  '/loop': (response) => void response.writeHead(302, { location: '/loop' }).end(),
  '/there': (response) => void response.writeHead(302, { location: '/hello' }).end(),
  '/away': (response) => void response.writeHead(307, { location: `${elsewhere}/hello` }).end(),
  '/inward': (response) => void response.writeHead(302, { location: `${elsewhere}/hello` }).end(),
};

function listener(request: IncomingMessage, response: ServerResponse): void {
  open.add(response);
  response.on('close', () => open.delete(response));
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    asked.push({ method: request.method!, path: request.url!, headers: request.headers, body });
    ANSWERS[request.url!]!(response);
  });
}

async function listen(): Promise<[Server, string]> {
  const made = createServer(listener);
  await new Promise<void>((listening) => made.listen(0, '127.0.0.1', listening));
  return [made, `http://127.0.0.1:${(made.address() as AddressInfo).port}`];
}

beforeAll(async () => {
  [server, url] = await listen();
  [other, elsewhere] = await listen();
  outside = egress({ trusted: [url, elsewhere] });
});
afterAll(() => {
  for (const one of [server, other]) {
    one.close();
    one.closeAllConnections();
  }
});

const call = (path: string, limits: Partial<CallLimits> = {}, init?: RequestInit, by = outside): Promise<Response> =>
  by.fetch({ maxBytes: 1_000, totalMs: 30_000, ...limits })(url + path, init);
const quiet = async (): Promise<void> => {
  while (open.size > 0) await new Promise((soon) => setTimeout(soon, 5));
};

test('asks and answers as fetch does', async () => {
  const body = new URLSearchParams({ a: 'b c' });
  const response = await call('/hello', {}, { method: 'POST', body, headers: { 'x-mine': '1' } });
  expect({ status: response.status, text: await response.text(), said: response.headers.get('x-said') }).toEqual({
    status: 200,
    text: 'hello',
    said: 'once',
  });
  expect(asked.at(-1)).toMatchObject({ method: 'POST', body: 'a=b+c', headers: { 'x-mine': '1', 'user-agent': 'Parley' } });
  expect((await call('/nothing')).status).toBe(204);
});

describe('has an end', () => {
  test('in bytes, of what was unpacked', async () => {
    const response = await call('/bomb');
    await expect(response.text()).rejects.toMatchObject({ name: 'EgressFault', kind: 'tooLarge' });
    await quiet();
  });

  test.each(['/silence', '/drip'])('in time, whatever comes meanwhile: %s', async (path) => {
    await expect(call(path, { totalMs: 300 }).then((response) => response.text())).rejects.toMatchObject({ name: 'EgressFault', kind: 'timeout' });
    await quiet();
  });

  test('when it was cut', async () => {
    await expect(call('/cut').then((response) => response.text())).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

describe('a caller who gives up closes the connection', () => {
  test.each(['/silence', '/drip'])('by its signal: %s', async (path) => {
    const stop = new AbortController();
    const asking = call(path, {}, { signal: stop.signal }).then((response) => response.text());
    while (open.size === 0) await new Promise((soon) => setTimeout(soon, 5));
    stop.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    await quiet();
  });

  test('before the call', async () => {
    const before = asked.length;
    await expect(call('/hello', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked).toHaveLength(before);
  });

  test('by leaving the body', async () => {
    const response = await call('/drip');
    await response.body!.cancel();
    await quiet();
  });
});

describe('a redirect', () => {
  test('is the answer, unless somebody asked to follow it', async () => {
    expect((await call('/there')).status).toBe(302);
    expect(await (await call('/there', { redirects: 1 })).text()).toBe('hello');
    expect((await call('/there', { redirects: 1 }, { method: 'POST', body: 'x' })).status).toBe(302);
  });

  test('is followed so often and no further', async () => {
    const before = asked.length;
    await expect(call('/loop', { redirects: 3 })).rejects.toMatchObject({ kind: 'unreachable' });
    expect(asked).toHaveLength(before + 4);
  });

  test('takes no credential to another origin', async () => {
    const headers = { authorization: 'Bearer secret', cookie: 'a=b', accept: 'text/plain' };
    await call('/away', { redirects: 1 }, { headers });
    expect(asked.at(-2)!.headers).toMatchObject(headers);
    expect(asked.at(-1)!.headers).not.toHaveProperty('authorization');
    expect(asked.at(-1)!.headers).not.toHaveProperty('cookie');
  });

  test('from a declared origin leads to no undeclared one', async () => {
    const before = asked.length;
    await expect(call('/inward', { redirects: 1 }, {}, egress({ trusted: [url] }))).rejects.toMatchObject({ kind: 'unreachable' });
    expect(asked).toHaveLength(before + 1);
  });
});
