/** Running the installation over real HTTP: operators manage tenants from outside, and no door to what a tenant holds opens for them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeApiKey } from '../../../api/make-api-key.ts';
import { ROUTES } from '../../../api/http/routes.ts';
import type { Policy } from '../../../api/http/route.ts';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { StaffSession } from '../../../api/protocol/staff.ts';
import { PLATFORM } from '../../../workflows/domain/audit.ts';
import type { PlatformPermission } from '../../../workflows/domain/api-key.ts';
import type { TenantId } from '../../../workflows/domain/ids.ts';
import { permissionsOf } from '../../../workflows/domain/roles.ts';
import { hashToken, mintToken } from '../../identity/opaque-tokens.ts';
import { mintId } from '../../ids/mint.ts';
import { aVisitor, anAgent, call, Line, messageId, type AgentAtDesk, type VisitorAtChat } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

type Tenant = { id: TenantId; slug: string; name: string; status: string };

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
let visitor: VisitorAtChat;
let operator: AgentAtDesk;
beforeAll(async () => {
  world = await aWorld({ workers: false });
  shop = await world.aTenant();
  visitor = await aVisitor(world.url, shop.slug);
  await visitor.says('My card is 4711');
  operator = await anAgent(world.url, await world.anOperator());
});
afterAll(() => world.close());

const as = <T = ProblemView>(authorization: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  call<T>(world.url, `/api/v1${path}`, { method, authorization: `Bearer ${authorization}`, headers, ...(body === undefined ? {} : { body }) });
const ask = <T = ProblemView>(method: string, path: string, body?: unknown) => as<T>(operator.session.accessToken, method, path, body);
const platformRows = async (): Promise<[string, string, string | null][]> =>
  (await world.parts.audit.page({ tenantId: PLATFORM }, { limit: 100 })).map(({ action, actor, subject }) => [action, actor.type, subject]);

test('an operator signs in to the platform, sees every tenant by its counts, and nothing of what it holds', async () => {
  expect(operator.session).toMatchObject({ role: 'operator', tenant: { id: PLATFORM, name: 'Platform' }, permissions: permissionsOf('operator') });
  const { body: page } = await ask<{ data: Tenant[]; nextCursor: string | null }>('GET', '/operator/tenants?limit=1');
  expect(page).toMatchObject({ data: [{ id: shop.tenantId, status: 'active' }], nextCursor: shop.tenantId });
  expect(await ask('GET', `/operator/tenants?cursor=${page.nextCursor}`)).toMatchObject({ body: { data: [], nextCursor: null } });
  const { body: detail } = await ask<object>('GET', `/operator/tenants/${shop.tenantId}`);
  expect(detail).toMatchObject({ slug: shop.slug, counts: { members: 1, conversations: 1, documents: 0 }, today: { modelCalls: 0 } });
  expect(JSON.stringify(detail)).not.toContain('4711');
  expect(await ask('GET', `/operator/tenants/${mintId('tnt')}`)).toMatchObject({ status: 404 });
  expect(await ask('GET', '/system')).toMatchObject({ status: 200 });
  expect(await ask('GET', '/audit')).toMatchObject({ status: 200 });
});

test('every route of tenants is shut for an operator, and every route of operators for the highest role of a tenant', async () => {
  const owner = await anAgent(world.url, shop.login);
  const ids: Record<string, string> = {
    conversationId: visitor.conversationId(),
    visitorId: visitor.session.visitorId,
    userId: owner.session.user.id,
    tenantId: shop.tenantId,
    name: 'model-key',
  };
  const own = permissionsOf('operator');
  let shut = 0;
  for (const { method, path, policy } of ROUTES as readonly { method: string; path: string; policy: Policy }[]) {
    if (policy.who !== 'staff' || policy.permission === null) continue;
    const mayOperator = own.includes(policy.permission);
    const asked = path.replace(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? 'x');
    const body = method === 'get' ? undefined : {};
    if (!mayOperator) {
      expect([path, (await ask(method.toUpperCase(), asked, body)).status]).toEqual([path, 403]);
      shut++;
    } else if (policy.permission.startsWith('platform.'))
      expect([path, (await as(owner.session.accessToken, method.toUpperCase(), asked, body)).status]).toEqual([path, 403]);
  }
  expect(shut).toBeGreaterThan(30);
  const line = await new Line(world.url).open(operator.session.accessToken);
  line.say({ type: 'watch', conversationId: visitor.conversationId(), after: 0 });
  line.say({ type: 'send', clientMessageId: messageId(), conversationId: visitor.conversationId(), text: 'Hello' });
  await until(() => line.of('refused').length === 2);
  await visitor.says('And my pin is 0815');
  expect(line.frames.filter(({ type }) => type !== 'refused' && type !== 'welcome')).toEqual([]);
  line.close();
  // Nor does a way lead there: nobody switches into a workspace without belonging to it.
  expect(await ask('POST', '/me/workspace', { tenantId: shop.tenantId })).toMatchObject({ status: 404 });
  expect(await as(owner.session.accessToken, 'POST', '/me/workspace', { tenantId: PLATFORM })).toMatchObject({ status: 404 });
});

test('an operator makes a tenant; its owner joins by the mail alone', async () => {
  const email = `founder-${Math.random().toString(36).slice(2)}@people.example`;
  const made = await ask<Tenant>('POST', '/operator/tenants', { name: 'Blue Bottle', slug: `blue-${Date.now()}`, ownerEmail: email });
  expect(made).toMatchObject({ status: 201, body: { name: 'Blue Bottle', status: 'active' } });
  expect(await ask('POST', '/operator/tenants', { name: 'Again', slug: made.body.slug, ownerEmail: email })).toMatchObject({
    status: 409,
    body: { code: 'tenant.slugTaken' },
  });
  const folder = join(world.parts.config.home, 'mail');
  const mail = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .find((text) => text.startsWith(`To: ${email}\n`))!;
  const token = /#(inv_\S+)/.exec(mail)![1]!;
  const joined = await call<StaffSession>(world.url, '/api/v1/auth/invitations/accept', {
    method: 'POST',
    body: { token, name: 'Founder', password: 'a phrase of mine' },
  });
  expect(joined).toMatchObject({ status: 200, body: { role: 'owner', tenant: { id: made.body.id } } });
  expect(await platformRows()).toContainEqual(['tenant.created', 'operator', made.body.id]);
});

test('a suspended tenant says so at every door, loses nothing, and is back when it is resumed', async () => {
  const closing = await world.aTenant();
  const agent = await anAgent(world.url, closing.login);
  const guest = await aVisitor(world.url, closing.slug);
  await guest.says('Before the break');
  const { token: key } = await makeApiKey(
    { apiKeys: world.parts.apiKeys, mintId, mintToken, hashToken, now: () => new Date() },
    { tenantId: closing.tenantId, name: 'a program', permissions: ['conversation.read'], createdBy: agent.session.user.id, expiresInDays: null },
  );
  const suspended = { status: 403, body: { code: 'tenant.suspended' } };
  expect(await ask('POST', `/operator/tenants/${closing.tenantId}/suspend`)).toMatchObject({ status: 200, body: { status: 'suspended' } });

  expect(await call(world.url, '/api/v1/auth/sign-in', { method: 'POST', body: closing.login })).toMatchObject(suspended);
  expect(await call(world.url, '/api/v1/auth/sign-in', { method: 'POST', body: { ...closing.login, password: 'wrong' } })).toMatchObject({
    status: 401,
    body: { code: 'auth.wrongCredentials' },
  });
  expect(await agent.get('/me')).toMatchObject({ status: 401 });
  expect(await as(key, 'GET', '/conversations')).toMatchObject(suspended);
  const visitors = { authorization: `Visitor ${guest.session.token}` };
  const message = { clientMessageId: messageId(), text: 'Anybody there?' };
  expect(await call(world.url, '/api/v1/widget/messages', { method: 'POST', body: message, ...visitors })).toMatchObject(suspended);
  expect(await call(world.url, '/api/v1/widget/session', visitors)).toMatchObject(suspended);
  expect(await call(world.url, '/api/v1/widget/sessions', { method: 'POST', body: { tenant: closing.slug } })).toMatchObject({
    status: 404,
    body: { code: 'tenant.unknown' },
  });
  await until(() => agent.line.closed !== null && guest.line.closed !== null);
  for (const { line } of [agent, guest]) {
    expect(line.closed).toEqual({ code: 4403, reason: 'tenant.suspended' });
    expect(line.of('refused').at(-1)?.problem.code).toBe('tenant.suspended');
  }

  expect(await ask('POST', `/operator/tenants/${closing.tenantId}/resume`)).toMatchObject({ status: 200, body: { status: 'active' } });
  const again = await anAgent(world.url, closing.login);
  expect(await again.get(`/conversations/${guest.conversationId()}/entries`)).toMatchObject({ status: 200, body: { data: [{ seq: 1 }] } });
  expect(await call(world.url, '/api/v1/widget/messages', { method: 'POST', body: message, ...visitors })).toMatchObject({ status: 201 });
  expect(await as(key, 'GET', '/conversations')).toMatchObject({ status: 200 });
  const rows = await platformRows();
  for (const action of ['tenant.suspended', 'tenant.resumed'])
    expect(rows.filter(([what, who, whom]) => what === action && who === 'operator' && whom === closing.tenantId)).toHaveLength(1);
});

test('an operator deletes a tenant by its short name; its doors close at once', async () => {
  const gone = await world.aTenant();
  const agent = await anAgent(world.url, gone.login);
  expect(await ask('DELETE', `/operator/tenants/${gone.tenantId}`, { slug: 'another' })).toMatchObject({ status: 400 });
  expect(await ask('DELETE', `/operator/tenants/${gone.tenantId}`, { slug: gone.slug })).toMatchObject({ status: 202 });
  await until(() => agent.line.closed !== null);
  expect(await agent.get('/me')).toMatchObject({ status: 401 });
  expect(await ask('POST', `/operator/tenants/${gone.tenantId}/resume`)).toMatchObject({ status: 404 });
});

test('keys of the installation manage tenants in the name of an operator, and open no tenant', async () => {
  const make = (permissions: string[]) => ask<{ key: string; id: string }>('POST', '/operator/api-keys', { name: 'the deployer', permissions });
  for (const permissions of [['conversation.read'], ['platform.keys'], []]) expect(await make(permissions)).toMatchObject({ status: 400 });
  const { body: made } = await make(['platform.read']);
  expect(await as(made.key, 'GET', '/operator/tenants')).toMatchObject({ status: 200 });
  expect(await as(made.key, 'POST', `/operator/tenants/${shop.tenantId}/suspend`)).toMatchObject({ status: 403 });
  for (const path of ['/conversations', '/documents', '/secrets', '/members', '/operator/api-keys'])
    expect(await as(made.key, 'GET', path, undefined, { 'parley-tenant': shop.tenantId })).toMatchObject({ status: 403 });
  await until(
    async () => (await ask<{ data: { id: string; lastUsedAt: string | null }[] }>('GET', '/operator/api-keys')).body.data[0]!.lastUsedAt !== null,
  );

  const { body: manager } = await make(['platform.manage']);
  const tenant = await world.aTenant();
  expect(await as(manager.key, 'POST', `/operator/tenants/${tenant.tenantId}/suspend`)).toMatchObject({ status: 200 });
  expect(await platformRows()).toContainEqual(['tenant.suspended', 'key', tenant.tenantId]);
  // A key of a tenant never gets there, whatever its record says.
  const forged: PlatformPermission[] = ['platform.read'];
  const { token } = await makeApiKey(
    { apiKeys: world.parts.apiKeys, mintId, mintToken, hashToken, now: () => new Date() },
    { tenantId: shop.tenantId, name: 'forged', permissions: forged, createdBy: operator.session.user.id, expiresInDays: null },
  );
  expect(await as(token, 'GET', '/operator/tenants')).toMatchObject({ status: 403 });

  expect(await ask('DELETE', `/operator/api-keys/${made.id}`)).toMatchObject({ status: 200 });
  expect(await as(made.key, 'GET', '/operator/tenants')).toMatchObject({ status: 401 });
  // Whoever no longer runs the installation does not do it by a key either, and is out with the next call.
  await world.parts.accounts.setOperator(operator.session.user.id, null);
  expect(await as(manager.key, 'POST', `/operator/tenants/${tenant.tenantId}/resume`)).toMatchObject({ status: 403 });
  expect(await ask('GET', '/operator/tenants')).toMatchObject({ status: 401 });
});
