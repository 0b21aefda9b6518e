/** Pausing the assistant of a tenant over HTTP, its progress and its audit; and the lifecycle part of the settings. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AssistantView, OperationView } from '../../../api/protocol/assistant.ts';
import type { LifecycleView } from '../../../api/protocol/settings.ts';
import { DEFAULT_LIFECYCLE } from '../../../workflows/domain/lifecycle.ts';
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
  expect(repeat.body).toMatchObject({ id: first.body.id, state: 'done', total: 1, done: 1, failed: 0 });
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
  expect((await agent.get('/settings/lifecycle')).status).toBe(200);
  expect((await put(agent.session.accessToken, { basedOn: 1, lifecycle: DEFAULT_LIFECYCLE })).status).toBe(403);
});

test('the lifecycle is read, saved as a new version with an audit row, and refused with the field that is wrong', async () => {
  const shop = await world.aTenant();
  const owner = await anAgent(world.url, shop.login);
  const token = owner.session.accessToken;
  const { body: before } = await owner.get<LifecycleView>('/settings/lifecycle');
  const hours = { timeZone: 'Europe/Berlin', week: { mon: [['09:00', '17:00']] } };
  const lifecycle = { ...before.lifecycle, idleWarningMs: 3_600_000, firstResponseMs: 7_200_000, hours, afterResolve: 'new' };
  const saved = await put<LifecycleView>(token, { basedOn: before.version, lifecycle });
  expect(saved).toMatchObject({ status: 200, body: { version: before.version + 1, lifecycle } });
  expect((await owner.get<LifecycleView>('/settings/lifecycle')).body).toEqual(saved.body);
  expect(await put(token, { basedOn: before.version, lifecycle })).toMatchObject({ status: 409, body: { code: 'settings.movedOn' } });

  const faults = async (change: object): Promise<string[]> =>
    (await put<{ fields: { path: string }[] }>(token, { basedOn: saved.body.version, lifecycle: { ...lifecycle, ...change } })).body.fields.map(
      ({ path }) => path,
    );
  expect(await faults({ reopenMs: 5 })).toEqual(['body.lifecycle.reopenMs']);
  expect(await faults({ hours: { ...hours, timeZone: 'Mars/Olympus' } })).toEqual(['body.lifecycle.hours.timeZone']);
  expect(await faults({ hours: { ...hours, week: { mon: [['17:00', '09:00']] } } })).toEqual(['body.lifecycle.hours.week.mon']);
  expect(await faults({ hours: { ...hours, week: {} } })).toEqual(['body.lifecycle.hours.week']);
  expect(await faults({ idleNotice: ' ' })).toEqual(['body.lifecycle.idleNotice']);
  expect(await faults({ autoResolveMs: { unresolved: 3_600_000, escalated: 3_600_000 } })).toEqual(['body.lifecycle.idleWarningMs']);
  const [row] = await world.parts.events.auditOf({ tenantId: shop.tenantId }, shop.tenantId);
  expect(row).toMatchObject({ action: 'settings.changed', actor: { id: owner.session.user.id } });
});

const put = <T>(token: string, body: unknown) =>
  call<T>(world.url, '/api/v1/settings/lifecycle', { method: 'PUT', body, authorization: `Bearer ${token}` });
