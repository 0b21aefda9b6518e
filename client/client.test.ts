import { expect, test } from '@jest/globals';
import { all, body, createParleyClient, each, once, Problem, type Page } from './index.ts';

type Heard = { url: string; method: string; authorization: string | null; key: string | null; tenant: string | null; text: string };

/** A server that gives these answers in turn, and what it heard. */
function aServer(...answers: (Response | Error)[]) {
  const heard: Heard[] = [];
  const send = (async (request: Request) => {
    const header = (name: string) => request.headers.get(name);
    const { url, method } = request;
    heard.push({
      url,
      method,
      authorization: header('authorization'),
      key: header('idempotency-key'),
      tenant: header('parley-tenant'),
      text: await request.text(),
    });
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer ?? new Error('One request too many.');
  }) as typeof fetch;
  return { heard, options: { baseUrl: 'https://parley.example/', fetch: send } };
}
const json = (value: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' }, ...init });
const refused = (status: number, code: string, headers: Record<string, string> = {}) =>
  json({ type: `urn:parley:problem:${code}`, title: 'No.', status, code, detail: 'Not now.', requestId: 'req-1' }, { status, headers });
const caught = (answer: Promise<unknown>) =>
  answer.then(
    () => null,
    (error: unknown) => error as Problem,
  );

test('says who asks, for which tenant, and under which key', async () => {
  const { heard, options } = aServer(json({ id: 'x' }), json({ id: 'x' }), json({ data: [], nextCursor: null }));
  const path = { conversationId: 'cnv_a' };
  await createParleyClient({ ...options, token: 'parley_secret', tenant: 'tnt_a' }).POST('/conversations/{conversationId}/take-over', {
    params: { path, ...once('key-1') },
  });
  await createParleyClient({ ...options, token: 'ses_visitor' }).GET('/widget/session');
  await createParleyClient(options).GET('/conversations', { params: { query: { status: 'escalated', limit: 5 } } });
  expect(heard).toMatchObject([
    {
      url: 'https://parley.example/api/v1/conversations/cnv_a/take-over',
      method: 'POST',
      authorization: 'Bearer parley_secret',
      tenant: 'tnt_a',
      key: 'key-1',
    },
    { authorization: 'Visitor ses_visitor', tenant: null, key: null },
    { url: 'https://parley.example/api/v1/conversations?status=escalated&limit=5', authorization: null },
  ]);
});

test('a refusal is thrown with its code and what else it says', async () => {
  const { options } = aServer(
    refused(429, 'limit.rate', { 'retry-after': '7' }),
    new Response('<h1>Bad gateway</h1>', { status: 502 }),
    new TypeError('network'),
  );
  const client = createParleyClient({ ...options, token: 't' });
  const [slow, garbled, silent] = [await caught(client.GET('/me')), await caught(client.GET('/me')), await caught(client.GET('/me'))];
  expect(slow).toMatchObject({
    code: 'limit.rate',
    status: 429,
    detail: 'Not now.',
    requestId: 'req-1',
    retryAfterSeconds: 7,
    sentence: 'No. Not now.',
  });
  expect(slow).toBeInstanceOf(Problem);
  expect(garbled).toMatchObject({ code: 'unreadable', status: 502 });
  expect(silent).toMatchObject({ code: 'network', status: 0 });
});

test('a dead token is renewed once, and the request sent again with its body; a dead session stays refused', async () => {
  const { heard, options } = aServer(refused(401, 'auth.required'), json({ ok: true }), refused(401, 'auth.required'));
  let renewals = 0;
  const credentials = { token: async () => 'old', renew: async () => (renewals++ === 0 ? 'new' : null) };
  const client = createParleyClient({ ...options, credentials });
  const send = () => client.POST('/conversations/{conversationId}/read', { params: { path: { conversationId: 'cnv_a' } }, body: { seq: 3 } });
  await send();
  expect(heard.map(({ authorization, text }) => [authorization, text])).toEqual([
    ['Bearer old', '{"seq":3}'],
    ['Bearer new', '{"seq":3}'],
  ]);
  expect(await caught(send())).toMatchObject({ code: 'auth.required' });
});

test('a list is walked to its end, and no further than it is read', async () => {
  const asked: (string | undefined)[] = [];
  const pages: Record<string, Page<number>> = {
    first: { data: [1, 2], nextCursor: 'second' },
    second: { data: [], nextCursor: 'third' },
    third: { data: [3], nextCursor: null },
  };
  const ask = async ({ cursor }: { cursor?: string }) => {
    asked.push(cursor);
    return { data: pages[cursor ?? 'first']! };
  };
  expect(await all(ask)).toEqual([1, 2, 3]);
  asked.length = 0;
  for await (const item of each(ask)) if (item === 2) break;
  expect(asked).toEqual([undefined]);
});

test('an answer without a body is no body', async () => {
  const { options } = aServer(json({ name: 'Robin' }), new Response(null, { status: 204 }));
  const client = createParleyClient(options);
  expect(await body(client.GET('/me') as Promise<{ data?: unknown }>)).toEqual({ name: 'Robin' });
  expect(await caught(body(client.GET('/me') as Promise<{ data?: unknown }>))).toMatchObject({ code: 'unreadable' });
});

test('keys are fresh', () => {
  expect(new Set(Array.from({ length: 100 }, () => once().header['Idempotency-Key'])).size).toBe(100);
});
