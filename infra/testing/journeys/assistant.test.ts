/** Pausing the assistant of a tenant over HTTP, its progress and its audit; and the lifecycle part of the settings. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AssistantView, OperationView } from '../../../api/protocol/assistant.ts';
import { aVisitor, anAgent, call } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const documents = { 'delivery.md': '# Delivery\n\nDelivery takes three working days.\n' };
const asked = 'How long does delivery take?';

test('a tenant pauses its assistant in every conversation, and what waited is answered once it goes on', async () => {
  const shop = await world.aTenant({ documents });
  const owner = await anAgent(world.url, shop.login);
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says(asked);
  await until(() => visitor.line.transcript().length === 2);

  const key = { 'idempotency-key': 'pause-for-lunch' };
  const first = await owner.post<OperationView>('/assistant/pause', undefined, key);
  expect(first).toMatchObject({ status: 202, body: { move: 'pause' } });
  const ended = (id: string) => async () => (await owner.get<OperationView>(`/assistant/operations/${id}`)).body.endedAt !== null;
  await until(ended(first.body.id));
  const repeat = await owner.post<OperationView>('/assistant/pause', undefined, key);
  expect(repeat).toMatchObject({ status: 202, body: first.body });
  const { body: operation } = await owner.get<OperationView>(`/assistant/operations/${first.body.id}`);
  expect(operation).toMatchObject({ id: first.body.id, state: 'done', total: 1, done: 1, failed: 0 });
  expect((await owner.get<AssistantView>('/assistant')).body).toMatchObject({ paused: 'tenant', operation: { id: first.body.id } });

  await visitor.says(asked);
  const late = await aVisitor(world.url, shop.slug);
  await late.says(asked);
  await until(() => late.line.transcript().length === 2);
  expect(late.line.transcript().map(({ kind }) => kind)).toEqual(['message', 'paused']);

  const resumed = await owner.post<OperationView>('/assistant/resume');
  await until(ended(resumed.body.id));
  await until(() => [visitor, late].every(({ line }) => line.transcript().at(-1)!.author.type === 'assistant'));
  const kinds = visitor.line.transcript().map((entry) => (entry.kind === 'message' ? entry.author.type : entry.kind));
  expect(kinds).toEqual(['visitor', 'assistant', 'paused', 'visitor', 'resumed', 'assistant']);
  expect((await owner.get<AssistantView>('/assistant')).body.paused).toBeNull();

  const rows = await world.parts.events.auditOf({ tenantId: shop.tenantId }, shop.tenantId);
  expect(rows.map(({ action, actor }) => [action, actor.id])).toEqual([
    ['assistant.paused', owner.session.user.id],
    ['assistant.resumed', owner.session.user.id],
  ]);
});

test('who may not switch the assistant or edit settings is told so, and another tenant sees nothing', async () => {
  const [shop, other] = [await world.aTenant(), await world.aTenant()];
  const owner = await anAgent(world.url, shop.login);
  const agent = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent'));
  const foreign = await anAgent(world.url, other.login);
  expect((await agent.post('/assistant/pause')).status).toBe(403);
  expect((await call(world.url, '/api/v1/assistant/pause', { method: 'POST' })).status).toBe(401);
  const { body } = await owner.post<OperationView>('/assistant/resume');
  expect((await agent.get(`/assistant/operations/${body.id}`)).status).toBe(200);
  const unknown = `opr_${'0'.repeat(26)}`;
  const [hidden, missing] = [await foreign.get(`/assistant/operations/${body.id}`), await foreign.get(`/assistant/operations/${unknown}`)];
  expect([hidden.status, missing.status]).toEqual([404, 404]);
});
