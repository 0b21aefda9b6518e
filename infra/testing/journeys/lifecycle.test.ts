/** What agents do with a conversation over HTTP: pause, resume, snooze; and where a message goes after it was resolved. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aVisitor, anAgent, type VisitorAtChat } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const documents = { 'delivery.md': '# Delivery\n\nDelivery takes three working days.\n' };
const asked = 'How long does delivery take?';

test('a paused assistant is silent, and resumed it answers what waited; both stand in the audit', async () => {
  const shop = await world.aTenant({ documents });
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says(asked);
  await until(() => visitor.line.transcript().length === 2);
  const id = visitor.conversationId();
  const agent = await anAgent(world.url, shop.login);
  expect(await agent.does('pause', id)).toMatchObject({ status: 200, body: { mode: 'paused' } });
  expect(await agent.does('pause', id)).toMatchObject({ status: 409, body: { code: 'conversation.moveRefused', mode: 'paused' } });
  await visitor.says(asked);
  expect(await agent.does('resume', id)).toMatchObject({ status: 200, body: { mode: 'ai' } });
  await until(() => visitor.line.transcript().length === 6);
  const kinds = visitor.line.transcript().map((entry) => (entry.kind === 'message' ? entry.author.type : entry.kind));
  expect(kinds).toEqual(['visitor', 'assistant', 'paused', 'visitor', 'resumed', 'assistant']);
  const rows = await world.parts.events.auditOf({ tenantId: shop.tenantId }, id);
  expect(rows.map(({ action, actor }) => [action, actor.id])).toEqual([
    ['conversation.paused', agent.session.user.id],
    ['conversation.resumed', agent.session.user.id],
  ]);
});

test('a snoozed conversation comes back with a message of the visitor', async () => {
  const shop = await world.aTenant({ documents });
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says(asked);
  await until(() => visitor.line.transcript().length === 2);
  const id = visitor.conversationId();
  const agent = await anAgent(world.url, shop.login);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const snoozed = await agent.post(`/conversations/${id}/snooze`, { until: tomorrow });
  expect(snoozed).toMatchObject({ status: 200, body: { snoozedUntil: tomorrow } });
  await visitor.says(asked);
  await until(async () => (await agent.get<{ snoozedUntil: string | null }>(`/conversations/${id}`)).body.snoozedUntil === null);
});

test('after a resolution a message begins a new conversation where the tenant wants that, and a repeat of it is no third', async () => {
  const shop = await world.aTenant({ documents, settings: { lifecycle: { afterResolve: 'new' } } });
  const visitor = await aVisitor(world.url, shop.slug);
  const first = await visitor.says(asked, 'message-one');
  await until(() => visitor.line.transcript().length === 2);
  const agent = await anAgent(world.url, shop.login);
  await agent.does('resolve', first.conversationId);
  const again = await visitor.says(asked, 'message-two');
  expect(again).toMatchObject({ seq: 1 });
  expect(again.conversationId).not.toBe(first.conversationId);
  const scope = { tenantId: shop.tenantId };
  await until(async () => (await world.parts.conversations.list(scope, { limit: 10 })).data.length === 2);
  const left = await world.parts.entries.after(scope, first.conversationId, 0, 10);
  expect(left.at(-1)!.kind).toBe('resolved');
  expect(left.filter(({ author }) => author.type === 'visitor')).toHaveLength(1);
});

test('two messages at once after a resolution open one new conversation, and so does one from a client that knows only the oldest', async () => {
  const shop = await world.aTenant({ documents, settings: { lifecycle: { afterResolve: 'new' } } });
  const visitor = await aVisitor(world.url, shop.slug);
  const first = await visitor.says(asked, 'message-one');
  await until(() => visitor.line.transcript().length === 2);
  const agent = await anAgent(world.url, shop.login);
  await agent.does('resolve', first.conversationId);
  const says = (clientMessageId: string) => {
    visitor.line.say({ type: 'send', clientMessageId, text: asked, conversationId: first.conversationId });
    return ackOf(visitor, clientMessageId);
  };
  const [two, three] = await Promise.all([says('message-two'), says('message-three')]);
  expect(two.conversationId).not.toBe(first.conversationId);
  expect(three.conversationId).toBe(two.conversationId);
  expect((await says('message-two')).entry.seq).toBe(two.entry.seq);

  await until(() => visitor.line.transcript(two.conversationId).some(({ author }) => author.type === 'assistant'));
  await agent.does('resolve', two.conversationId);
  const four = await says('message-four');
  expect([first.conversationId, two.conversationId]).not.toContain(four.conversationId);
  expect((await says('message-two')).conversationId).toBe(two.conversationId);
});

test('hello after a resolved handoff gets an answer and not another handoff', async () => {
  for (const afterResolve of ['reopen', 'new'] as const) {
    const shop = await world.aTenant({ documents, settings: { lifecycle: { afterResolve }, handoffWords: ['human'] } });
    const visitor = await aVisitor(world.url, shop.slug);
    const first = await visitor.says('May I talk to a human?');
    await until(() => visitor.line.transcript().some(({ kind }) => kind === 'escalated'));
    const agent = await anAgent(world.url, shop.login);
    await agent.does('take-over', first.conversationId);
    await agent.says(first.conversationId, 'Here I am.');
    expect(await agent.does('resolve', first.conversationId)).toMatchObject({ status: 200 });
    const again = await visitor.says('Hello');
    await until(() => visitor.line.transcript(again.conversationId).some(({ seq, author }) => seq > again.seq && author.type === 'assistant'));
    const behind = visitor.line.transcript(again.conversationId).filter(({ seq }) => seq > again.seq);
    expect(behind.map(({ kind }) => kind)).not.toContain('escalated');
  }
});

async function ackOf(visitor: VisitorAtChat, clientMessageId: string) {
  const acks = () => visitor.line.of('ack').filter((frame) => frame.clientMessageId === clientMessageId);
  const before = acks().length;
  await until(() => acks().length > before);
  return acks().at(-1)!;
}
