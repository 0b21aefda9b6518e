/** The way of a question over real HTTP and ws, with the real engine and the extractive answerer. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConversationView } from '../../../api/protocol/conversation.ts';
import type { SentRequestView, TurnView } from '../../../api/protocol/turn.ts';
import { aVisitor, anAgent, call, messageId } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

const RETURNS =
  '# Returns\n\nYou can send anything back within 45 days of delivery.\n\n## Sale items\n\nItems bought on sale can be returned within 30 days. We refund the price that you paid.\n';
const SHIPPING = '# Shipping\n\nStandard delivery takes three to five working days and costs 4.90.\n';

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;

beforeAll(async () => {
  world = await aWorld();
  shop = await world.aTenant({ documents: { 'returns.md': RETURNS, 'shipping.md': SHIPPING } });
});
afterAll(() => world.close());

test('a question gets a streamed answer with a citation that opens its source', async () => {
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says('Can I return items bought on sale?');

  await until(() => visitor.line.transcript().length === 2);
  const [question, answer] = visitor.line.transcript();
  expect(question).toMatchObject({ seq: 1, author: { type: 'visitor' } });
  expect(answer).toMatchObject({ author: { type: 'assistant' }, kind: 'message' });
  expect(answer!.text).toContain('within 30 days');
  expect(answer!.citations[0]).toMatchObject({ n: 1, title: 'Returns' });
  const streamed = visitor.line
    .of('turn.delta')
    .map((frame) => frame.text)
    .join('');
  expect(streamed.trim()).toBe(answer!.text);

  const source = await call<{ text: string; title: string }>(
    world.url,
    `/api/v1/widget/conversations/${visitor.conversationId()}/entries/${answer!.seq}/citations/1`,
    { authorization: `Visitor ${visitor.session.token}` },
  );
  expect(source).toMatchObject({ status: 200, body: { title: 'Returns' } });
  expect(source.body.text).toContain('30 days');
});

test('five messages typed in one go get one reply that answers all', async () => {
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says('Can I return sale items?');
  await until(() => visitor.line.transcript().length === 2);
  const types = () => visitor.line.say({ type: 'typing', conversationId: visitor.conversationId(), typing: true });

  const burst = ['Something else:', 'How long does', 'standard delivery take?', 'To a normal address', 'Thanks!'];
  types();
  for (const text of burst) {
    await visitor.says(text);
    if (text !== burst.at(-1)) types();
  }

  await until(() => visitor.line.transcript().length === 8);
  const [, , ...after] = visitor.line.transcript();
  expect(after.map((entry) => entry.author.type)).toEqual([...burst.map(() => 'visitor'), 'assistant']);
  const agent = await anAgent(world.url, shop.login);
  const turn = (await agent.get<TurnView>(`/turns/${after.at(-1)!.turnId}`)).body;
  expect(turn.question).toBe(burst.join('\n'));
  // What the answerer that quotes was handed can be made again too.
  const { body } = await agent.get<SentRequestView>(`/turns/${turn.id}/request`);
  expect(body).toMatchObject({ state: 'exact', form: 'passages-1', body: expect.stringContaining('"floor"') });
});

test('who asks for a person is handed over, told so, and the agent knows why', async () => {
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says('I want to talk to a human');
  await until(() => visitor.line.transcript().some((entry) => entry.kind === 'escalated'));
  expect(visitor.line.transcript().at(-1)!.text).not.toBe('');

  const agent = await anAgent(world.url, shop.login);
  const shown = (await agent.get<ConversationView>(`/conversations/${visitor.conversationId()}`)).body;
  expect(shown).toMatchObject({ status: 'escalated', mode: 'human', takenBy: null });
  const { body } = await agent.get<{ data: { reason: string | null }[] }>(`/conversations/${visitor.conversationId()}/entries`);
  expect(body.data.at(-1)).toMatchObject({ reason: 'askedForPerson' });
});

test('what the help centre does not answer goes to a person instead of being invented', async () => {
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says('What is the airspeed velocity of an unladen swallow?');
  await until(() => visitor.line.transcript().length === 2);
  expect(visitor.line.transcript()[1]).toMatchObject({ kind: 'escalated', author: { type: 'assistant' } });
});

describe('people and the assistant', () => {
  test('a takeover silences the assistant; handing back answers what waited', async () => {
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('How long does delivery take?');
    await until(() => visitor.line.transcript().length === 2);
    const id = visitor.conversationId();
    const agent = await anAgent(world.url, shop.login);

    expect(await agent.does('take-over', id)).toMatchObject({ status: 200, body: { mode: 'human', takenBy: agent.session.user.id } });
    await visitor.says('Are you a person?');
    await agent.says(id, 'Yes, I am.');
    await visitor.says('Can I return sale items?');
    expect(await agent.does('return', id)).toMatchObject({ status: 200, body: { mode: 'ai', status: 'unresolved' } });

    await until(() => visitor.line.transcript().at(-1)?.author.type === 'assistant' && visitor.line.transcript().length === 8);
    expect(visitor.line.transcript().map((entry) => (entry.kind === 'message' ? entry.author.type : entry.kind))).toEqual([
      'visitor',
      'assistant',
      'takenOver',
      'visitor',
      'agent',
      'visitor',
      'returned',
      'assistant',
    ]);
    const seqs = visitor.line.entries().map((entry) => entry.seq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  });

  test('of two agents who take over together one wins and the other is told who', async () => {
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('How long does delivery take?');
    await until(() => visitor.line.transcript().length === 2);
    const id = visitor.conversationId();
    const [one, two] = [await anAgent(world.url, shop.login), await anAgent(world.url, await world.aUser(shop.tenantId, 'agent', 'Kim'))];

    const verdicts = await Promise.all([one.does('take-over', id), two.does('take-over', id)]);
    expect(verdicts.map((verdict) => verdict.status).sort()).toEqual([200, 409]);
    const winner = verdicts[0].status === 200 ? one : two;
    expect(verdicts.find((verdict) => verdict.status === 409)!.body).toMatchObject({ code: 'conversation.taken', takenBy: winner.session.user.id });
  });

  test('the same command twice, with the same key, is one move with one verdict', async () => {
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('How long does delivery take?');
    await until(() => visitor.line.transcript().length === 2);
    const agent = await anAgent(world.url, shop.login);
    const key = messageId();
    const first = await agent.does('resolve', visitor.conversationId(), key);
    const second = await agent.does('resolve', visitor.conversationId(), key);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    await until(() => visitor.line.transcript().some((entry) => entry.kind === 'resolved'));
    expect(visitor.line.transcript().filter((entry) => entry.kind === 'resolved')).toHaveLength(1);
  });

  test('a message after the conversation was resolved reopens it and is answered', async () => {
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('How long does delivery take?');
    await until(() => visitor.line.transcript().length === 2);
    const agent = await anAgent(world.url, shop.login);
    await agent.does('resolve', visitor.conversationId());
    await visitor.says('And what does delivery cost?');
    await until(() => visitor.line.transcript().length === 6);
    expect(visitor.line.transcript().map((entry) => (entry.kind === 'message' ? entry.author.type : entry.kind))).toEqual([
      'visitor',
      'assistant',
      'resolved',
      'visitor',
      'reopened',
      'assistant',
    ]);
  });

  test('an escalation is on every agent screen at once and survives a reload', async () => {
    const agent = await anAgent(world.url, shop.login);
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('human please');
    await until(() =>
      agent.line.of('conversation').some((frame) => frame.conversation.id === visitor.conversationId() && frame.conversation.status === 'escalated'),
    );
    const { body } = await agent.get<{ data: ConversationView[] }>('/conversations?status=escalated');
    expect(body.data[0]!.id).toBe(visitor.conversationId());
  });
});

test('a visitor who comes back sees the same conversation once and in order', async () => {
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says('How long does delivery take?');
  await until(() => visitor.line.transcript().length === 2);
  const before = visitor.line.transcript();
  await visitor.reconnects();
  await until(() => visitor.line.of('caughtUp').length > 0);
  expect(visitor.line.transcript()).toEqual(before);
});

test('opening the widget a hundred times makes no conversation', async () => {
  const tenant = await world.aTenant();
  for (let i = 0; i < 100; i++) await call(world.url, '/api/v1/widget/sessions', { method: 'POST', body: { tenant: tenant.slug } });
  const { data } = await world.parts.conversations.list({ tenantId: tenant.tenantId }, { limit: 10 });
  expect(data).toEqual([]);
});

test('the same client message id ten times is one message', async () => {
  const visitor = await aVisitor(world.url, shop.slug);
  const id = messageId();
  const sent = await Promise.all(Array.from({ length: 10 }, () => visitor.says('How long does delivery take?', id)));
  expect(new Set(sent.map((entry) => entry.id)).size).toBe(1);
  await until(() => visitor.line.transcript().length === 2);
  expect(visitor.line.transcript().filter((entry) => entry.author.type === 'visitor')).toHaveLength(1);
});
