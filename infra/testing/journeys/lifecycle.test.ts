/** What agents do with a conversation over HTTP: pause, resume, snooze; and where a message goes after it was resolved. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aVisitor, anAgent } from '../people.ts';
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
  expect((await world.parts.entries.after(scope, first.conversationId, 0, 10)).map(({ kind }) => kind)).toEqual(['message', 'message', 'resolved']);
});
