/** Hostile input over the wire: refused as a problem, nothing repeated, nothing stored, and everybody else is served meanwhile. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { AnyRoute, Policy } from '../../../api/http/route.ts';
import { ROUTES } from '../../../api/http/routes.ts';
import { ClientFrame } from '../../../api/protocol/frames.ts';
import { COLLECTIONS } from '../../mongo/models/records.ts';
import { anApiAlone, type ApiAlone } from '../hostile/api-alone.ts';
import { badAccessTokens } from '../hostile/bad-tokens.ts';
import { aCast, type Cast } from '../hostile/cast.ts';
import { objectPlaces, scalarPlaces, withAt } from '../hostile/places.ts';
import { rightfulOf } from '../hostile/requests.ts';
import { fitting, jsonSchemaOf } from '../hostile/schema-values.ts';
import { ECHO, SHAPES } from '../hostile/shapes.ts';
import { call, Line, messageId } from '../people.ts';
import { until } from '../world.ts';

let api: ApiAlone;
let cast: Cast;
const prototype = Object.getOwnPropertyNames(Object.prototype).join();

beforeAll(async () => {
  api = await anApiAlone(process.env.PARLEY_TEST_MONGODB_URI!);
  cast = await aCast(api);
});
afterAll(async () => {
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(prototype);
  expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
  expect(api.log).toEqual([]);
  await api.close();
});

type Answer = { status: number; type: string; text: string };

async function send(declared: AnyRoute, { body, query = '', headers = {} }: { body?: BodyInit; query?: string; headers?: Record<string, string> }) {
  const credential = cast.credentials[rightfulOf(declared.policy as Policy)[0]!];
  const path = declared.path.replace(/\{(\w+)\}/g, (_, name: string) => String(valueFor(declared, name)));
  const response = await fetch(`${api.url}/api/v1${path}${query}`, {
    method: declared.method.toUpperCase(),
    headers: { ...(credential ? { authorization: credential } : {}), 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
}

/** What fits a parameter of the path. */
function valueFor(declared: AnyRoute, name: string): unknown {
  const schema = jsonSchemaOf(declared.params).properties?.[name] ?? {};
  return fc.sample(fitting(schema, cast.pool), { numRuns: 1, seed: 3 })[0];
}

const bodyFor = (declared: AnyRoute): unknown =>
  fc
    .sample(fitting(jsonSchemaOf(declared.body), cast.pool), { numRuns: 60, seed: 3 })
    .sort((one, other) => scalarPlaces(other).length - scalarPlaces(one).length)[0];

function isRefusal({ status, type, text }: Answer, what: string): void {
  if (status < 400 || status > 499 || !type.startsWith('application/problem+json') || text.includes(ECHO) || /node_modules|at .*\.ts:/.test(text))
    throw new Error(`${what}: ${status} ${type} ${text.slice(0, 300)}`);
}

const withBody = ROUTES.filter(({ body }) => body).map((declared): [string, AnyRoute] => [declared.name, declared]);

describe('bodies', () => {
  test.each(withBody)('%s: an operator in every place, fields of what is stored, the prototype', async (_name, declared) => {
    const body = bodyFor(declared);
    for (const { name, shape } of SHAPES.filter((_one, i) => i % 6 === 0)) {
      const everywhere = scalarPlaces(body).reduce((so, place) => withAt(so, place, shape), body);
      isRefusal(await send(declared, { body: JSON.stringify(everywhere) }), name);
    }
    const stored = [...new Set(Object.values(COLLECTIONS).flatMap(({ schema }) => Object.keys(schema.paths)))].filter((path) => !path.includes('.'));
    const sprayed = Object.fromEntries([...stored.map((field) => [field, ECHO]), ...Object.entries(body as object)]) as object;
    isRefusal(await send(declared, { body: JSON.stringify(sprayed) }), 'every stored field');
    for (const key of ['__proto__', 'constructor', 'prototype'])
      for (const place of objectPlaces(body).slice(0, 3)) {
        const polluted = withAt(body, [...place, key], { polluted: 1, toString: ECHO });
        isRefusal(await send(declared, { body: JSON.stringify(polluted) }), `${key} at ${place.join('.')}`);
      }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  const everyBody = async (what: string, body: BodyInit, headers: Record<string, string> = {}): Promise<void> => {
    for (const [name, declared] of withBody) isRefusal(await send(declared, { body, headers }), `${what} to ${name}`);
  };
  test('ten thousand deep', () => everyBody('deep', '['.repeat(10_000) + ']'.repeat(10_000)));
  test('objects ten thousand deep', () => everyBody('deep', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)));
  test('as many keys as fit', () => everyBody('wide', `{${Array.from({ length: 6_000 }, (_, i) => `"${ECHO}${i}":0`).join()}}`.slice(0, 64_000)));
  test('100,000 keys', () => everyBody('wide', `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":0`).join()}}`));
  test('another type', () => everyBody('type', `${ECHO}[$ne]=1`, { 'content-type': 'application/x-www-form-urlencoded' }));
  test.each(['--zq\r\n', '', 'zq'])('a form without a boundary, %j', async (body) => {
    const upload = ROUTES.find(({ file }) => file)!;
    isRefusal(await send(upload, { body, headers: { 'content-type': 'multipart/form-data' } }), 'no boundary');
  });
  test('no type', () => everyBody('type', new Uint8Array([123, 125]), { 'content-type': '' }));
  test('two types', () => everyBody('type', '{}', { 'content-type': 'text/plain, application/json' }));
  test('a compressed body, which would be a million bytes', () => everyBody('gzip', gzipSync('0'.repeat(1_000_000)), { 'content-encoding': 'gzip' }));
});

describe('queries', () => {
  const listed = ROUTES.filter(({ method, query }) => method === 'get' && query).map((declared): [string, AnyRoute] => [declared.name, declared]);
  test.each(listed)('%s: cursors and pages that are none', async (_name, declared) => {
    const { properties = {} } = jsonSchemaOf(declared.query);
    const limits = ['0', '-1', '1e9', '99999999999999999999', '1.5', 'NaN', 'Infinity', '%00', '', '0x10;', '1&limit=2'];
    const cursors = [
      '',
      '%00',
      '%ff',
      '../..',
      'null',
      '[]',
      '{"$ne":""}',
      'x'.repeat(201),
      ECHO,
      'e30',
      'MA',
      'LTE',
      '-1',
      'cnv_x:1',
      '%F0%9F%92%A5',
      '1&cursor=2',
    ];
    for (const limit of 'limit' in properties ? limits : []) isRefusal(await send(declared, { query: `?limit=${limit}` }), `limit ${limit}`);
    for (const cursor of 'cursor' in properties ? cursors : []) {
      const answer = await send(declared, { query: `?cursor=${cursor}` });
      // A cursor is any text to some lists: what it must not do is to fail, or to be repeated.
      if (answer.status >= 300) isRefusal(answer, `cursor ${cursor}`);
    }
    for (const name of Object.keys(properties))
      for (const odd of [`${name}[$ne]=`, `${name}[]=1`, `${name}[__proto__]=1`, `__proto__[${name}]=1`, `constructor.prototype.${name}=1`])
        isRefusal(await send(declared, { query: `?${encodeURI(odd)}` }), odd);
  });
});

describe('credentials', () => {
  test('sixty bad access tokens open neither route nor socket', async () => {
    const bad = await badAccessTokens({ good: cast.credentials.owner!.split(' ')[1]!, pem: api.signingKey });
    expect(bad.length).toBeGreaterThanOrEqual(60);
    for (const { name, token } of bad) {
      for (const scheme of ['Bearer', 'Visitor']) {
        // What no header can hold is no header.
        if (/[^\t -~]/.test(token) || token.length > 12_000) continue;
        const answer = await call(api.url, '/api/v1/me', { authorization: `${scheme} ${token}` });
        if (answer.status !== 401) throw new Error(`${name} as ${scheme}: ${answer.status}`);
      }
      const line = new Line(api.url);
      await until(() => line.socket.readyState === line.socket.OPEN);
      line.say({ type: 'hello', token, cursors: {} });
      await until(() => line.of('refused').length > 0 || line.closed !== null);
      expect(line.of('welcome')).toEqual([]);
      // What is far too long for a frame is cut off without a word.
      expect([400, 401, 413, 1009]).toContain(line.of('refused')[0]?.problem.status ?? line.closed?.code);
      line.close();
    }
  });

  test.each(['Bearer', 'Visitor', 'Basic'])('a megabyte of %s', async (scheme) => {
    const answer = await raw(`GET /api/v1/me HTTP/1.1\r\nhost: x\r\nauthorization: ${scheme} ${'A'.repeat(1 << 20)}\r\n\r\n`);
    // Who goes on writing on a line that was closed may be reset before the answer is read.
    if (answer) expect(answer).toMatch(/^HTTP\/1\.1 431 [^]*"code":"request\.headersTooLarge"/);
  });

  test('a megabyte as a token of a body or a frame', async () => {
    const token = 'A'.repeat(1 << 20);
    for (const path of ['/auth/second-factor', '/auth/code/sign-in', '/invitations/look'])
      expect((await call(api.url, `/api/v1${path}`, { method: 'POST', body: { token, partialToken: token } })).status).toBeGreaterThanOrEqual(400);
    const line = new Line(api.url);
    await until(() => line.socket.readyState === line.socket.OPEN);
    line.say({ type: 'hello', token, cursors: {} });
    await until(() => line.closed !== null);
    expect(line.closed?.code).toBe(1009);
  });
});

describe('frames', () => {
  test('an operator in every place of every verb', async () => {
    const line = await new Line(api.url).open(cast.credentials.owner!.split(' ')[1]!);
    const frames = fc.sample(fitting(jsonSchemaOf(ClientFrame), cast.pool), { numRuns: 40, seed: 3 });
    let asked = 0;
    for (const frame of frames.slice(0, 12))
      for (const place of scalarPlaces(frame))
        for (const { shape } of SHAPES) {
          line.say(withAt(frame, place, shape));
          asked++;
          if (asked % 40 === 0) await until(() => line.of('refused').length === asked);
        }
    await until(() => line.of('refused').length === asked);
    for (const { problem } of line.of('refused')) expect([problem.status, JSON.stringify(problem).includes(ECHO)]).toEqual([400, false]);
    line.close();
  });
});

describe('the wire', () => {
  test.each<[string, string, number]>([
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['a header that is none', 'GET /api/v1/me HTTP/1.1\r\nhost: x\r\n: nothing\r\n\r\n', 400],
    ['two lengths', 'POST /api/v1/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}x', 400],
    ['a length and chunks', 'POST /api/v1/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['an expectation', 'GET /api/v1/me HTTP/1.1\r\nhost: x\r\nexpect: miracles\r\n\r\n', 417],
    ['a thousand headers', `GET /api/v1/me HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(4_000)}\r\n`, 431],
    ['two credentials', 'GET /api/v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer a\r\nauthorization: Bearer b\r\nconnection: close\r\n\r\n', 401],
  ])('%s', async (_name, bytes, status) => {
    const answer = await raw(bytes);
    expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
    expect(answer).toMatch(/application\/problem\+json/i);
    expect(answer).toContain(`"status":${status}`);
  });

  test('two hundred bodies that never end keep nobody else waiting, and strangers are refused before theirs is read', async () => {
    const port = Number(new URL(api.url).port);
    const head = (authorization: string) =>
      `POST /api/v1/widget/messages HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"text":"`;
    const slow = Array.from({ length: 200 }, (_, i) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(head(i % 2 ? cast.credentials.visitor! : `Visitor ses_${'x'.repeat(43)}`)));
      socket.on('error', () => undefined);
      return { socket, refused: i % 2 ? null : once(socket, 'data') };
    });
    for (const { refused } of slow) if (refused) expect(String((await refused)[0])).toContain(' 401 ');
    const said = await call(api.url, '/api/v1/widget/messages', {
      method: 'POST',
      authorization: cast.credentials.visitor!,
      body: { clientMessageId: messageId(), text: 'Is somebody there?' },
    });
    expect(said.status).toBe(201);
    for (const { socket } of slow) socket.destroy();
  });
});

/** Everything that comes back on a line of its own until it is closed. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => socket.write(bytes));
  let text = '';
  socket.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    if (text.includes('"requestId"') || text.includes('connection: close')) socket.end();
  });
  socket.on('error', () => undefined);
  await new Promise((closed) => socket.once('close', closed));
  return text;
}
