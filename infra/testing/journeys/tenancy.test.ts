/** The end of a tenant: its doors close at once, and nothing of it is left in database, index, files and engine. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TenantId } from '../../../workflows/domain/ids.ts';
import { aVisitor, anAgent, call } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const documents = { 'returns.md': '# Returns\n\nYou can return anything within 30 days.' };
const filesOf = (): string[] => {
  const folder = join(world.parts.config.home, 'files');
  return existsSync(folder) ? readdirSync(folder) : [];
};
async function dump(): Promise<string> {
  const { connection } = world.parts;
  const names = (await connection.listCollections()).map(({ name }) => name);
  return JSON.stringify(await Promise.all(names.map(async (name) => ({ name, all: await connection.collection(name).find({}).toArray() }))));
}
async function workflowsOf(tenantId: TenantId): Promise<number> {
  const { count } = await world.parts.engine.client.workflow.count(`ParleyTenant = '${tenantId}'`);
  return count;
}

test('everything of a deleted tenant goes, everything of its neighbour stays', async () => {
  const [gone, stays] = [await world.aTenant({ documents }), await world.aTenant({ documents })];
  for (const shop of [gone, stays]) {
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('Can I return a gift?');
    await until(() => visitor.line.transcript().length >= 2);
    visitor.line.close();
  }
  expect(filesOf()).toHaveLength(2);
  await until(async () => (await workflowsOf(gone.tenantId)) >= 2);

  await world.parts.tenantDesk.setStatus(gone.tenantId, 'deleting');
  await world.parts.engine.startTenantDeletion({ tenantId: gone.tenantId, quietMs: 500 });
  await until(async () => (await world.parts.tenants.get(gone.tenantId)) === null);

  // The platform keeps that it was, and no more: its own rows name the tenant.
  const rows = await world.parts.connection.collection('auditEvents').find({ subject: gone.tenantId }).toArray();
  expect(rows.map(({ action }) => action as string)).toEqual(['tenant.deleted']);
  await world.parts.connection.collection('auditEvents').deleteMany({ subject: gone.tenantId });
  expect(await dump()).not.toContain(gone.tenantId);
  expect(await dump()).not.toContain(gone.login.email);
  const { configured: encoder } = world.parts.encoders;
  expect(await world.parts.vectors.count({ tenantId: gone.tenantId, encoder })).toBe(0);
  expect(filesOf()).toHaveLength(1);
  // Temporal deletes behind its own queues and looks again at growing pauses: 10 to 40 s were seen on an idle machine.
  await until(async () => (await workflowsOf(gone.tenantId)) === 0);

  expect(await world.parts.vectors.count({ tenantId: stays.tenantId, encoder })).toBeGreaterThan(0);
  await until(async () => (await workflowsOf(stays.tenantId)) > 0);
  const visitor = await aVisitor(world.url, stays.slug);
  await visitor.says('Can I return a gift?');
  await until(() => visitor.line.transcript().length >= 2);
  visitor.line.close();
});

test('an owner deletes the workspace by its short name; sessions, sockets and the widget are closed at once', async () => {
  const shop = await world.aTenant();
  const [owner, admin] = [await anAgent(world.url, shop.login), await anAgent(world.url, await world.aUser(shop.tenantId, 'admin'))];
  const remove = (agent: typeof owner, slug: string) =>
    call(world.url, '/api/v1/tenant', { method: 'DELETE', body: { slug }, authorization: `Bearer ${agent.session.accessToken}` });
  expect(await remove(admin, shop.slug)).toMatchObject({ status: 403 });
  expect(await remove(owner, 'another')).toMatchObject({ status: 400 });
  expect(await remove(owner, shop.slug)).toMatchObject({ status: 202 });
  await until(() => owner.line.closed !== null && admin.line.closed !== null);
  expect(await owner.get('/me')).toMatchObject({ status: 401 });
  expect(await call(world.url, '/api/v1/auth/sign-in', { method: 'POST', body: shop.login })).toMatchObject({ status: 401 });
  expect((await call(world.url, '/api/v1/widget/sessions', { method: 'POST', body: { tenant: shop.slug } })).status).toBeGreaterThanOrEqual(400);
});
