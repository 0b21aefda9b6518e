/** Requests and frames by the schemas of routes and verbs: most fit and have something wrong with them, some are plain nonsense. */
import fc from 'fast-check';
import type { AnyRoute, Policy } from '../../../api/http/route.ts';
import { ClientFrame } from '../../../api/protocol/frames.ts';
import type { Cast } from './cast.ts';
import { fitting, jsonSchemaOf, spoilt, type JsonSchema, type Pool } from './schema-values.ts';
import { ECHO } from './shapes.ts';

export type HttpInput = {
  /** The route that it is meant for; null for what is meant for none. */
  name: string | null;
  who: string;
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body: string | Uint8Array | null;
};
export type FrameInput = { who: string; /** As the first frame of a new socket. */ first: boolean; data: string | Uint8Array };

type Shapes = { params: JsonSchema | null; query: JsonSchema | null; body: JsonSchema | null };
const shapesOf = new Map<AnyRoute, Shapes>();

function shapes(declared: AnyRoute): Shapes {
  const known = shapesOf.get(declared);
  if (known) return known;
  const of = (schema: unknown) => (schema ? jsonSchemaOf(schema) : null);
  const made = { params: of(declared.params), query: of(declared.query), body: of(declared.body) };
  shapesOf.set(declared, made);
  return made;
}

export function httpInput(routes: readonly AnyRoute[], cast: Cast): fc.Arbitrary<HttpInput> {
  const meant = fc.constantFrom(...routes).chain((declared) => ofRoute(declared, cast));
  return fc.oneof({ weight: 30, arbitrary: meant }, { weight: 1, arbitrary: elsewhere });
}

/** Who may go where, by the policy; first who may do most. */
export function rightfulOf(policy: Policy): readonly string[] {
  if (policy.who === 'anyone') return ['nobody'];
  if (policy.who === 'visitor') return ['visitor'];
  return policy.permission?.startsWith('platform.') ? ['operator'] : ['owner', 'owner', 'admin', 'agent', 'viewer', 'key'];
}

const maybeSpoilt = (schema: JsonSchema, pool: Pool): fc.Arbitrary<unknown> => {
  const fits = fitting(schema, pool);
  return fc.oneof({ weight: 1, arbitrary: fits }, { weight: 1, arbitrary: spoilt(fits) });
};

function ofRoute(declared: AnyRoute, { credentials, cookie, pool }: Cast): fc.Arbitrary<HttpInput> {
  const { params, query, body } = shapes(declared);
  const names = Object.keys(credentials);
  const right = rightfulOf(declared.policy as Policy);
  return fc
    .record({
      who: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: fc.constantFrom('nobody', ...names) }),
      params: params ? maybeSpoilt(params, pool) : fc.constant({}),
      query: query
        ? maybeSpoilt(query, pool)
        : fc.oneof({ weight: 8, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constant({ [ECHO]: '1' }) }),
      body: body ? maybeSpoilt(body, pool) : fc.constant(undefined),
      headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: oddHeaders(cookie) }),
      wire: fc.oneof({ weight: 12, arbitrary: fc.constant('json' as const) }, { weight: 1, arbitrary: fc.constantFrom(...WIRES) }),
      noise: fc.uint8Array({ maxLength: 40 }),
    })
    .map(({ who: caller, params: given, query: asked, body: sent, headers, wire, noise }) => {
      const path = `/api/v1${filled(declared.path, given)}${queryOf(asked)}`;
      const { type, bytes } = declared.file ? fileBody(sent ?? noise, wire) : bodyOf(sent, wire, noise);
      return {
        name: declared.name,
        who: caller,
        method: declared.method.toUpperCase(),
        path,
        headers: {
          ...(credentials[caller] ? { authorization: credentials[caller] } : {}),
          ...(declared.path.startsWith('/auth/') ? { cookie } : {}),
          ...(bytes === null ? {} : { 'content-type': type, 'content-length': String(Buffer.byteLength(bytes)) }),
          ...headers,
        },
        body: bytes,
      };
    });
}

const WIRES = ['text', 'form', 'cut', 'binary', 'deep', 'wide', 'pollution', 'none', 'twice', 'gzip'] as const;
type Wire = 'json' | (typeof WIRES)[number];

function bodyOf(sent: unknown, wire: Wire, noise: Uint8Array): { type: string; bytes: string | Uint8Array | null } {
  const json = sent === undefined ? null : JSON.stringify(sent);
  const type = 'application/json';
  switch (wire) {
    case 'json':
      return { type, bytes: json };
    case 'text':
      return { type: 'text/plain', bytes: json ?? ECHO };
    case 'form':
      return { type: 'application/x-www-form-urlencoded', bytes: `a[$ne]=&${ECHO}=1` };
    case 'cut':
      return { type, bytes: (json ?? '{"a":').slice(0, -1) };
    case 'binary':
      return { type, bytes: noise };
    case 'deep':
      return { type, bytes: '['.repeat(10_000) + ']'.repeat(10_000) };
    case 'wide':
      return { type, bytes: `{${Array.from({ length: 5_000 }, (_, i) => `"k${i}":0`).join(',')}}` };
    case 'pollution':
      return {
        type,
        bytes: `${(json ?? '{}').replace(/}$/, json && json !== '{}' ? ',' : '')}"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`,
      };
    case 'none':
      return { type, bytes: null };
    case 'twice':
      return { type, bytes: `${json ?? '{}'}${json ?? '{}'}` };
    case 'gzip':
      return { type: 'application/json; charset=utf-16', bytes: json };
    default:
      return wire satisfies never;
  }
}

/** One file of a form, or what only looks like it. */
function fileBody(content: unknown, wire: Wire): { type: string; bytes: string | Uint8Array } {
  const name = wire === 'deep' ? `../../${ECHO}.md` : wire === 'binary' ? '\u202e.md' : 'returns.md';
  const part = (field: string) =>
    `--zq\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: text/markdown\r\n\r\n# A\n\n${String(content)}\r\n`;
  const parts = wire === 'twice' ? part('file') + part('file') : wire === 'none' ? '' : part(wire === 'wide' ? ECHO : 'file');
  const type = wire === 'text' ? 'text/plain' : wire === 'form' ? 'multipart/form-data' : 'multipart/form-data; boundary=zq';
  return { type, bytes: wire === 'cut' ? parts : `${parts}--zq--\r\n` };
}

/** Characters that an HTTP library sends at all. */
const headerText = fc.stringMatching(/^[ -~]{0,40}$/).map((text) => text.trim());

const oddHeaders = (cookie: string): fc.Arbitrary<Record<string, string | string[]>> =>
  fc.oneof(
    fc.constantFrom<Record<string, string | string[]>>(
      { 'idempotency-key': 'x'.repeat(300) },
      { 'idempotency-key': 'a-key-of-ours' },
      { 'content-encoding': 'gzip' },
      { 'content-type': 'application/json; charset=nonsense' },
      { 'content-type': ['application/json', 'text/plain'] as string[] },
      { 'content-type': 'application/json;'.repeat(50) },
      { authorization: `Bearer ${ECHO}` },
      { authorization: 'Bearer ' },
      { authorization: `Visitor ses_${'x'.repeat(43)}` },
      { authorization: `Bearer parley_${'x'.repeat(43)}` },
      { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` },
      { authorization: `Bearer ${'a.'.repeat(3_000)}` },
      { cookie: `${cookie}; ${cookie}` },
      { cookie: `parley_refresh=${ECHO}` },
      { cookie: 'parley_refresh=%E0%A4%A' },
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: '::::' },
      { 'parley-tenant': `tnt_${'0'.repeat(26)}` },
      { 'parley-tenant': '{"$ne":""}' },
      { 'x-forwarded-for': '127.0.0.1, evil' },
      { 'x-request-id': '../../etc' },
      { 'last-event-id': '-1' },
      { 'if-match': '"0"' },
      { 'if-none-match': '*' },
      { range: 'bytes=9-1' },
      { expect: '200-ok' },
      { accept: 'application/xml;q=nonsense' },
      { 'accept-language': 'xx-'.repeat(100) },
      { 'user-agent': '' },
    ),
    fc.record({ 'idempotency-key': headerText }),
    fc.record({ authorization: headerText }),
    fc.record({ cookie: headerText }),
    fc.record({ 'parley-tenant': headerText }),
    fc.record({ origin: headerText }),
  );

const elsewhere: fc.Arbitrary<HttpInput> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND'),
    root: fc.constantFrom(
      '/',
      '/api/v1/',
      '/api/v1/conversations/',
      '/admin/',
      '/widget/',
      '/docs/',
      '/demo',
      '/healthz/',
      '/readyz',
      '/api/v1/openapi.json',
      '/ws',
    ),
    rest: fc.oneof(
      fc.constantFrom(
        '',
        '%00',
        '%ff',
        '%E0%A4%A',
        '..%2f..%2fpackage.json',
        '%2e%2e/%2e%2e/etc/passwd',
        '....//',
        '\\..\\',
        '?a[$ne]=1',
        '?__proto__[x]=1',
        ';a=b',
        '*',
        '%',
      ),
      fc.webPath(),
      fc.string({ unit: 'binary', maxLength: 30 }).map(encodeURIComponentSafe),
    ),
  })
  .map(({ method, root, rest }) => ({ name: null, who: 'nobody', method, path: sendable(root + rest), headers: {}, body: null }));

const frameSchema = jsonSchemaOf(ClientFrame);

export function frameInput({ credentials, pool }: Cast): fc.Arbitrary<FrameInput> {
  const tokens = Object.values(credentials).map((one) => one.split(' ')[1]!);
  const words = { ...pool, words: [...pool.words, ...tokens] };
  const frame = maybeSpoilt(frameSchema, words).map((value) => JSON.stringify(value) ?? 'null');
  const data = fc.oneof<fc.Arbitrary<string | Uint8Array>[]>(
    { weight: 20, arbitrary: frame } as never,
    { weight: 1, arbitrary: frame.map((text) => text.slice(0, -1)) } as never,
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) } as never,
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) } as never,
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...['null', '[]', '""', '1e999', '{"type":"__proto__"}', '{"__proto__":{"type":"send"}}', '['.repeat(10_000) + ']'.repeat(10_000)],
        ...[`{"type":"hello","token":"x","cursors":{"__proto__":1}}`, `{"type":"${ECHO}"}`, `{"a":"${'x'.repeat(70_000)}"}`],
      ),
    } as never,
  );
  return fc.record({
    who: fc.constantFrom('visitor', 'visitor', 'owner', 'agent', 'viewer', 'stranger'),
    first: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    data,
  });
}

const filled = (path: string, params: unknown): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = (params as Record<string, unknown> | null)?.[name];
    return encodeURIComponentSafe(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')) || '%20';
  });

function queryOf(query: unknown): string {
  if (query === null || typeof query !== 'object') return query === undefined ? '' : `?${encodeURIComponentSafe(JSON.stringify(query))}`;
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (Array.isArray(value)) return value.map((one) => [name, textOf(one)]);
    if (value !== null && typeof value === 'object') return Object.entries(value).map(([inner, one]) => [`${name}[${inner}]`, textOf(one)]);
    return [[name, textOf(value)]];
  });
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${encodeURIComponentSafe(name)}=${encodeURIComponentSafe(value)}`).join('&')}`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Half a surrogate has no encoding. */
function encodeURIComponentSafe(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 8_000);
}

/** What an HTTP library lets through in a request line. */
const sendable = (path: string): string => path.replace(/[^!-~]/g, encodeURIComponentSafe);
