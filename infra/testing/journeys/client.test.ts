/** A front end of one's own, by `@parley/client` alone: visitor, person and program hold a conversation over REST. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { all, body, createParleyClient, once, Problem, type ParleyClient } from '@parley/client';
import { messageId } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
beforeAll(async () => {
  world = await aWorld();
  shop = await world.aTenant({ documents: { 'delivery.md': '# Delivery\n\nDelivery takes three working days.\n' } });
});
afterAll(() => world.close());

const as = (token: string) => createParleyClient({ baseUrl: world.url, token });

async function signedIn(login: { email: string; password: string }): Promise<{ client: ParleyClient; token: string }> {
  const reply = await body(createParleyClient({ baseUrl: world.url }).POST('/auth/sign-in', { body: login }));
  if (!('accessToken' in reply)) throw new Error('A second factor was not expected.');
  return { client: as(reply.accessToken), token: reply.accessToken };
}

async function aVisitor(): Promise<{ client: ParleyClient; visitorId: string }> {
  const { token, visitorId } = await body(createParleyClient({ baseUrl: world.url }).POST('/widget/sessions', { body: { tenant: shop.slug } }));
  return { client: as(token), visitorId };
}

const problemOf = (answer: Promise<unknown>): Promise<Problem> =>
  answer.then(
    () => {
      throw new Error('It was not refused.');
    },
    (problem: Problem) => problem,
  );

test('visitor, assistant, person and program: from the first question to the end', async () => {
  const visitor = await aVisitor();
  const question = { clientMessageId: messageId(), text: 'How long does delivery take?' };
  const { conversationId } = await body(visitor.client.POST('/widget/messages', { body: question }));
  const path = { conversationId };
  const log = async () => (await body(visitor.client.GET('/widget/conversations/{conversationId}/entries', { params: { path } }))).data;
  const spoken = async () => (await log()).filter(({ kind, author }) => kind === 'message' && author.type !== 'system');
  await until(async () => (await spoken()).length === 2);
  expect((await spoken())[1]).toMatchObject({ author: { type: 'assistant' }, citations: [{ title: 'Delivery' }] });

  const owner = (await signedIn(shop.login)).client;
  const permissions = ['conversation.read' as const, 'conversation.answer' as const, 'visitor.read' as const];
  const { key } = await body(owner.POST('/api-keys', { body: { name: 'Desk', permissions, expiresInDays: null } }));
  const program = as(key);
  const { visitorId } = visitor;
  const found = await all((from) => program.GET('/conversations', { params: { query: { visitorId, mode: 'ai', limit: 1, ...from } } }));
  expect(found.map(({ id }) => id)).toEqual([conversationId]);
  expect(await all((from) => program.GET('/visitors', { params: { query: { limit: 100, ...from } } }))).toEqual(
    expect.arrayContaining([expect.objectContaining({ id: visitorId, firstSeenAt: expect.any(String) })]),
  );

  const request = { params: { path, ...once() } };
  const taken = await program.POST('/conversations/{conversationId}/take-over', request);
  const again = await program.POST('/conversations/{conversationId}/take-over', request);
  expect(again.data).toEqual(taken.data);
  expect(again.response.headers.get('idempotency-replayed')).toBe('true');
  const reply = { clientMessageId: messageId(), text: 'Three days, I have looked.' };
  await body(program.POST('/conversations/{conversationId}/messages', { params: { path }, body: reply }));
  expect(await body(owner.POST('/conversations/{conversationId}/resolve', { params: { path } }))).toMatchObject({ status: 'resolved' });
  await until(async () => (await log()).at(-1)?.kind === 'resolved');
  expect((await spoken()).map(({ author }) => author.type)).toEqual(['visitor', 'assistant', 'agent']);
});

test('refusals are problems with their code, whoever asks', async () => {
  const visitor = await aVisitor();
  const { client: owner } = await signedIn(shop.login);
  const nowhere = { path: { conversationId: `cnv_${'0'.repeat(26)}` } };
  expect(await problemOf(owner.GET('/conversations/{conversationId}', { params: nowhere }))).toMatchObject({ status: 404, code: 'notFound' });
  expect(await problemOf(owner.GET('/conversations', { params: { query: { limit: 1_000 } } }))).toMatchObject({
    status: 400,
    code: 'request.invalid',
    fields: [{ path: 'query.limit' }],
  });
  expect(await problemOf(owner.GET('/conversations', { params: { query: { cursor: 'made-up' } } }))).toMatchObject({
    status: 400,
    fields: [{ path: 'cursor' }],
  });
  expect(await problemOf(visitor.client.GET('/conversations'))).toMatchObject({ status: 401 });
  const problem = await problemOf(as('nonsense').GET('/me'));
  expect(problem).toBeInstanceOf(Problem);
  expect(problem.requestId).toEqual(expect.any(String));
});

test('a token that has died is renewed behind the back of the caller', async () => {
  const { token } = await signedIn(shop.login);
  const stale: string[] = [];
  const credentials = {
    token: async () => 'dead',
    renew: async (old: string) => {
      stale.push(old);
      return token;
    },
  };
  const client = createParleyClient({ baseUrl: world.url, credentials });
  expect(await body(client.GET('/me'))).toMatchObject({ user: { email: shop.login.email } });
  expect(stale).toEqual(['dead']);
});

test('lists are walked to their end', async () => {
  const { client: owner } = await signedIn(shop.login);
  const names = ['one', 'two', 'three', 'four', 'five'];
  for (const name of names) await body(owner.POST('/api-keys', { body: { name, permissions: ['conversation.read'], expiresInDays: 1 } }));
  const keys = await all((from) => owner.GET('/api-keys', { params: { query: { limit: 2, ...from } } }));
  expect(keys.map(({ name }) => name).slice(0, 5)).toEqual([...names].reverse());
  for (const name of names) await world.aUser(shop.tenantId, 'agent', name);
  const members = await all((from) => owner.GET('/members', { params: { query: { limit: 2, ...from } } }));
  expect(members.map(({ name }) => name).sort()).toEqual(['Robin', ...names].sort());
  const rows = await all((from) => owner.GET('/audit', { params: { query: { limit: 3, ...from } } }));
  expect(rows.filter(({ action }) => action === 'key.made').length).toBeGreaterThanOrEqual(5);
  expect(new Set(rows.map(({ seq }) => seq)).size).toBe(rows.length);
});
