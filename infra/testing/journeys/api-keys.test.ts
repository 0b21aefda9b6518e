/** Keys for programs over real HTTP: shown once, good for what they say and where they belong, dead when revoked. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { makeApiKey } from '../../../api/make-api-key.ts';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { ApiKeyPage, ApiKeyView, MadeApiKey } from '../../../api/protocol/api-keys.ts';
import type { ConversationPage, EntryView } from '../../../api/protocol/conversation.ts';
import type { ApiKey } from '../../../workflows/domain/api-key.ts';
import { hashToken, mintToken } from '../../identity/opaque-tokens.ts';
import { mintId } from '../../ids/mint.ts';
import { aVisitor, anAgent, call, Line, messageId, type AgentAtDesk, type VisitorAtChat } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

type Made = z.infer<typeof MadeApiKey>;
type Keys = z.infer<typeof ApiKeyPage>;

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
let other: Awaited<ReturnType<World['aTenant']>>;
let owner: AgentAtDesk;
let visitor: VisitorAtChat;

beforeAll(async () => {
  world = await aWorld({ workers: false });
  [shop, other] = [await world.aTenant(), await world.aTenant()];
  owner = await anAgent(world.url, shop.login);
  visitor = await aVisitor(world.url, shop.slug);
  await visitor.says('Hello');
});
afterAll(() => world.close());

const aKey = async (permissions: string[], by = owner): Promise<Made> =>
  (await by.post<Made>('/api-keys', { name: 'the importer', permissions })).body;

const ask = <T = ProblemView>(path: string, key: string, options: { method?: string; body?: unknown; tenant?: string } = {}) =>
  call<T>(world.url, `/api/v1${path}`, {
    authorization: `Bearer ${key}`,
    ...(options.method ? { method: options.method } : {}),
    ...(options.body ? { body: options.body } : {}),
    ...(options.tenant ? { headers: { 'parley-tenant': options.tenant } } : {}),
  });

/** As the command line makes them. */
const made = (tenantId: ApiKey['tenantId'], permissions: ApiKey['permissions'], now = new Date(), expiresInDays: number | null = null) =>
  makeApiKey(
    { apiKeys: world.parts.apiKeys, mintId, mintToken, hashToken, now: () => now },
    { tenantId, name: 'made by hand', permissions, createdBy: owner.session.user.id, expiresInDays },
  );

test('a key is shown once, and afterwards known by its beginning; the database holds its hash', async () => {
  const { key, id } = await aKey(['conversation.read']);
  expect(key).toMatch(/^parley_[A-Za-z0-9_-]{43}$/);
  const listed = (await owner.get<Keys>('/api-keys')).body;
  expect(listed.data.find((one) => one.id === id)).toMatchObject({ start: key.slice(0, 11), permissions: ['conversation.read'], revokedAt: null });
  expect(JSON.stringify(listed)).not.toContain(key.slice(11));
  const records = await world.parts.connection.collection('apiKeys').find().toArray();
  expect(JSON.stringify(records)).not.toContain(key.slice(11));
});

test('a key opens what it says and nothing else: no other permission, no place for people, no socket', async () => {
  const { key } = await aKey(['conversation.read']);
  const conversationId = visitor.conversationId();
  const { status, body } = await ask<z.infer<typeof ConversationPage>>('/conversations', key);
  expect([status, body.data.map(({ id }) => id)]).toEqual([200, [conversationId]]);
  for (const path of ['/documents', '/secrets', '/api-keys', '/me', '/system']) expect((await ask(path, key)).status).toBe(403);
  const message = { clientMessageId: messageId(), text: 'From a program' };
  expect((await ask(`/conversations/${conversationId}/messages`, key, { method: 'POST', body: message })).status).toBe(403);
  expect((await ask('/api-keys', key, { method: 'POST', body: { name: 'more', permissions: ['document.read'] } })).status).toBe(403);
  expect((await call(world.url, '/api/v1/widget/session', { authorization: `Visitor ${key}` })).status).toBe(401);
  const line = await new Line(world.url).open(key);
  await until(() => line.closed !== null);
  expect(line.closed?.code).toBe(4401);
});

test('a key with the permission answers in the name of who made it', async () => {
  const { key } = await aKey(['conversation.read', 'conversation.answer']);
  const message = { clientMessageId: messageId(), text: 'From a program' };
  const sent = await ask<EntryView>(`/conversations/${visitor.conversationId()}/messages`, key, { method: 'POST', body: message });
  expect(sent).toMatchObject({ status: 201, body: { author: { type: 'agent', name: owner.session.user.name } } });
});

test('making and revoking a key is in the audit, and so is what a program changes, under the name of its key', async () => {
  const { key, id } = await aKey(['canned.write', 'secret.manage']);
  await ask('/secrets/model-key', key, { method: 'PUT', body: { value: 'a value set by a program' } });
  await call(world.url, `/api/v1/api-keys/${id}`, { method: 'DELETE', authorization: `Bearer ${owner.session.accessToken}` });
  const rows = await world.parts.audit.page({ tenantId: shop.tenantId }, { limit: 3 });
  expect(rows.map(({ action, actor, subject }) => [action, actor.type, subject])).toEqual([
    ['key.revoked', 'user', id],
    ['secret.set', 'key', 'model-key'],
    ['key.made', 'user', null],
  ]);
});

test('what a program moves stands in the audit under its key, and in the transcript under the name of who made that', async () => {
  const { key, id } = await aKey(['conversation.read', 'conversation.answer', 'assistant.switch']);
  await world.startWorkers();
  const guest = await aVisitor(world.url, shop.slug);
  await guest.says('Hello?');
  const conversationId = guest.conversationId();
  const path = `/conversations/${conversationId}`;
  expect((await ask(`${path}/take-over`, key, { method: 'POST' })).status).toBe(200);
  const tomorrow = new Date(Date.now() + 3_600_000).toISOString();
  expect((await ask(`${path}/snooze`, key, { method: 'POST', body: { until: tomorrow } })).status).toBe(200);
  expect((await ask(`${path}/return`, key, { method: 'POST' })).status).toBe(200);
  const message = { clientMessageId: messageId(), text: 'From a program' };
  expect((await ask(`${path}/messages`, key, { method: 'POST', body: message })).status).toBe(201);
  expect((await ask('/assistant/pause', key, { method: 'POST' })).status).toBe(202);
  expect((await ask('/assistant/resume', key, { method: 'POST' })).status).toBe(202);

  const asked = ['conversation.takenOver', 'conversation.snoozed', 'conversation.returned', 'assistant.paused', 'assistant.resumed'];
  const rows = async () =>
    (await world.parts.audit.page({ tenantId: shop.tenantId }, { limit: 50 })).filter(
      ({ action, subject }) => asked.includes(action) && (subject === conversationId || subject === shop.tenantId),
    );
  await until(async () => (await rows()).length >= asked.length + 1);
  expect(new Set((await rows()).map(({ actor }) => `${actor.type} ${actor.id}`))).toEqual(new Set([`key ${id}`]));
  const taken = await owner.get<{ data: EntryView[] }>(`${path}/entries`);
  expect(taken.body.data.find(({ kind }) => kind === 'takenOver')?.author).toEqual({ type: 'agent', name: owner.session.user.name });
  guest.line.close();
  await world.stopWorkers();
});

test("a tenant's key at another tenant's address is refused before anything is looked up; another tenant's objects are not there", async () => {
  const { key } = await aKey(['conversation.read']);
  const stranger = await aVisitor(world.url, other.slug);
  await stranger.says('Hello');
  for (const tenant of [other.tenantId, mintId('tnt'), 'nonsense'])
    for (const path of [`/conversations/${stranger.conversationId()}`, '/conversations', `/conversations/${mintId('cnv')}`])
      expect(await ask(path, key, { tenant })).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
  expect((await ask('/conversations', key, { tenant: shop.tenantId })).status).toBe(200);
  expect((await ask(`/conversations/${stranger.conversationId()}`, key)).status).toBe(404);
  const foreignOwner = await anAgent(world.url, other.login);
  const { id } = await aKey(['conversation.read']);
  expect(
    (await call(world.url, `/api/v1/api-keys/${id}`, { method: 'DELETE', authorization: `Bearer ${foreignOwner.session.accessToken}` })).status,
  ).toBe(404);
});

test('revoked, expired and invented keys are refused', async () => {
  const { key, id } = await aKey(['conversation.read']);
  expect((await ask('/conversations', key)).status).toBe(200);
  const revoke = () =>
    call<ApiKeyView>(world.url, `/api/v1/api-keys/${id}`, { method: 'DELETE', authorization: `Bearer ${owner.session.accessToken}` });
  const { revokedAt } = (await revoke()).body;
  expect(revokedAt).not.toBeNull();
  expect((await revoke()).body.revokedAt).toBe(revokedAt);
  const { token: expired } = await made(shop.tenantId, ['conversation.read'], new Date(Date.now() - 3 * 86_400_000), 2);
  for (const dead of [key, expired, mintToken('parley'), 'parley_', `parley_${'x'.repeat(5_000)}`, key.slice(0, -1), `${key}x`])
    expect(await ask('/conversations', dead)).toMatchObject({ status: 401, body: { code: 'auth.required' } });
});

test('roles below admin make no keys, and nobody makes one for what belongs to people', async () => {
  const agent = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent'));
  expect((await agent.post('/api-keys', { name: 'mine', permissions: ['conversation.read'] })).status).toBe(403);
  for (const permissions of [
    [],
    ['key.manage'],
    ['tenant.delete'],
    ['member.manage'],
    ['conversation.read', 'conversation.read'],
    'conversation.read',
  ])
    expect((await owner.post('/api-keys', { name: 'more', permissions })).status).toBe(400);
});

test('a key of the installation names its tenant with each call', async () => {
  const { token } = await made(null, ['conversation.read']);
  expect(await ask('/conversations', token)).toMatchObject({ status: 400 });
  expect((await ask('/conversations', token, { tenant: mintId('tnt') })).status).toBe(404);
  for (const { tenantId } of [shop, other]) expect((await ask('/conversations', token, { tenant: tenantId })).status).toBe(200);
  expect((await ask('/documents', token, { tenant: shop.tenantId })).status).toBe(403);
  // It is not the tenant's to see or revoke.
  const { data } = (await owner.get<Keys>('/api-keys')).body;
  expect(data.every(({ start }) => start !== token.slice(0, 11))).toBe(true);
});

test('the last use is noted, not more often than every five minutes', async () => {
  const { key, id } = await aKey(['conversation.read']);
  const lastUse = async () => (await owner.get<Keys>('/api-keys')).body.data.find((one) => one.id === id)?.lastUsedAt ?? null;
  expect(await lastUse()).toBeNull();
  await ask('/conversations', key);
  await until(async () => (await lastUse()) !== null);
  const first = await lastUse();
  await ask('/conversations', key);
  expect(await lastUse()).toBe(first);
});
