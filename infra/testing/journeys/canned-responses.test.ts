/** Canned responses over real HTTP: made, found by pages, changed, removed, refused, written down, and erased with their tenant. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { CannedResponsePage, CannedResponseView } from '../../../api/protocol/canned-responses.ts';
import { mintId } from '../../ids/mint.ts';
import { anAgent, call, type AgentAtDesk } from '../people.ts';
import { aWorld, type World } from '../world.ts';

type Page = z.infer<typeof CannedResponsePage>;

let world: World;
beforeAll(async () => {
  world = await aWorld({ workers: false });
});
afterAll(() => world.close());

let shop: Awaited<ReturnType<World['aTenant']>>;
let agent: AgentAtDesk;
beforeEach(async () => {
  shop = await world.aTenant();
  agent = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent'));
});

const make = (shortcut: string, text = 'Thank you.', by = agent) => by.post<CannedResponseView>('/canned-responses', { shortcut, text });
const ask = <T = CannedResponseView>(method: string, id: string, body?: unknown, by = agent) =>
  call<T>(world.url, `/api/v1/canned-responses/${id}`, { method, authorization: `Bearer ${by.session.accessToken}`, ...(body ? { body } : {}) });

test('an agent makes, changes and removes one; each leaves one row of the audit', async () => {
  const made = await make('thanks', '  Thank you, {{visitor.name}}!  ');
  expect(made).toMatchObject({
    status: 201,
    body: { shortcut: 'thanks', text: 'Thank you, {{visitor.name}}!', version: 1, updatedBy: agent.session.user.id },
  });
  const { id } = made.body;
  const changed = await ask('PUT', id, { basedOn: 1, shortcut: 'bye', text: 'Goodbye.' });
  expect(changed).toMatchObject({ status: 200, body: { id, shortcut: 'bye', text: 'Goodbye.', version: 2 } });
  expect((await ask('GET', id)).body).toEqual(changed.body);
  expect((await make('thanks')).status).toBe(201);
  expect((await ask('DELETE', id)).status).toBe(204);
  expect((await ask('GET', id)).status).toBe(404);
  expect((await ask('DELETE', id)).status).toBe(404);
  const rows = (await world.parts.audit.page(shop, { limit: 10 })).filter(({ action }) => action.startsWith('canned.'));
  expect(rows.map(({ action, subject, actor }) => [action, subject, actor.id])).toEqual([
    ['canned.removed', id, agent.session.user.id],
    ['canned.made', null, agent.session.user.id],
    ['canned.changed', id, agent.session.user.id],
    ['canned.made', null, agent.session.user.id],
  ]);
});

test('a shortcut belongs to one response of a tenant, however many ask for it at once', async () => {
  const statuses = (await Promise.all(Array.from({ length: 6 }, () => make('late')))).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 409, 409, 409, 409, 409]);
  const { body: other } = await make('soon');
  expect(await ask('PUT', other.id, { basedOn: 1, shortcut: 'late', text: 'x' })).toMatchObject({ status: 409, body: { code: 'canned.taken' } });
  expect((await ask('PUT', other.id, { basedOn: 1, shortcut: 'soon', text: 'Soon!' })).status).toBe(200);
  const elsewhere = await anAgent(world.url, (await world.aTenant()).login);
  expect((await make('late', 'Ours.', elsewhere)).status).toBe(201);
});

test('of colleagues who change the same one at once one does, and the others are told who was first', async () => {
  const colleague = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent', 'Robin'));
  const { id } = (await make('hours')).body;
  const wish = (n: number) => ({ basedOn: 1, shortcut: 'hours', text: `Open from ${n}.` });
  const replies = await Promise.all([7, 8, 9, 10].map((n) => ask<ProblemView>('PUT', id, wish(n), n % 2 ? agent : colleague)));
  const won = replies.findIndex(({ status }) => status === 200);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  const [changedBy, text] = [won % 2 ? 'Robin' : agent.session.user.name, wish(7 + won).text];
  for (const { body } of replies.filter(({ status }) => status === 409))
    expect(body).toMatchObject({ code: 'canned.movedOn', version: 2, changedBy });
  expect((await ask('GET', id)).body).toMatchObject({ version: 2, text });
  for (const basedOn of [1, 3])
    expect(await ask('PUT', id, { ...wish(1), basedOn })).toMatchObject({ status: 409, body: { code: 'canned.movedOn' } });
  for (const basedOn of [0, '2', undefined]) expect((await ask('PUT', id, { ...wish(1), basedOn })).status).toBe(400);
  expect(await ask('PUT', id, { ...wish(6), basedOn: 2 })).toMatchObject({ status: 200, body: { version: 3, text: 'Open from 6.' } });
  const rows = (await world.parts.audit.page(shop, { limit: 10 })).filter(({ action }) => action === 'canned.changed');
  expect(rows).toHaveLength(2);
});

test('one that was stored before there were versions is the first', async () => {
  const { id } = (await make('old')).body;
  await world.parts.connection.collection('cannedResponses').updateOne({ shortcut: 'old', tenantId: shop.tenantId }, { $unset: { version: 1 } });
  expect((await ask('GET', id)).body.version).toBe(1);
  expect(await ask('PUT', id, { basedOn: 1, shortcut: 'old', text: 'New.' })).toMatchObject({ status: 200, body: { version: 2 } });
  expect((await ask('PUT', id, { basedOn: 1, shortcut: 'old', text: 'Late.' })).status).toBe(409);
});

test('pages are in the order of the shortcuts, and neither skip nor repeat while others write', async () => {
  for (const shortcut of ['e', 'a', 'c', 'g', 'i']) await make(shortcut);
  const foreign = await anAgent(world.url, (await world.aTenant()).login);
  await make('b', 'Ours.', foreign);
  const page = async (query: string) => (await agent.get<Page>(`/canned-responses?limit=2${query}`)).body;
  const first = await page('');
  await make('b');
  await make('d');
  const second = await page(`&cursor=${first.nextCursor}`);
  await ask('DELETE', second.data.at(-1)!.id);
  const third = await page(`&cursor=${second.nextCursor}`);
  expect([...first.data, ...second.data, ...third.data].map(({ shortcut }) => shortcut)).toEqual(['a', 'c', 'd', 'e', 'g', 'i']);
  expect(third.nextCursor).toBeNull();
});

test('what is wrong is refused where it is; viewers read, strangers see nothing', async () => {
  for (const [body, path] of [
    [{ shortcut: 'A b', text: 'x' }, 'body.shortcut'],
    [{ shortcut: 'a', text: '  ' }, 'body.text'],
    [{ shortcut: 'a', text: 'x'.repeat(4_001) }, 'body.text'],
    [{ shortcut: 'a', text: '\u0000' }, 'body.text'],
    [{ shortcut: { $ne: null }, text: 'x' }, 'body.shortcut'],
    [{ shortcut: 'a', text: 'x', tenantId: 'tnt_a' }, 'body'],
  ] as const)
    expect(await agent.post('/canned-responses', body)).toMatchObject({ status: 400, body: { fields: [{ path }] } });
  for (const query of ['limit=0', 'limit=101', 'cursor=A%20B', 'page=2']) expect((await agent.get(`/canned-responses?${query}`)).status).toBe(400);

  const { id } = (await make('a')).body;
  const viewer = await anAgent(world.url, await world.aUser(shop.tenantId, 'viewer'));
  const stranger = await anAgent(world.url, (await world.aTenant()).login);
  expect((await ask('GET', id, undefined, viewer)).status).toBe(200);
  expect((await make('b', 'x', viewer)).status).toBe(403);
  expect((await call(world.url, '/api/v1/canned-responses')).status).toBe(401);
  for (const [method, body] of [['GET'], ['PUT', { basedOn: 1, shortcut: 'a', text: 'x' }], ['DELETE']] as const) {
    const [hidden, missing] = [await ask(method, id, body, stranger), await ask(method, mintId('can'), body, stranger)];
    expect([hidden.status, missing.status]).toEqual([404, 404]);
  }
  expect((await ask('GET', id)).body.text).toBe('Thank you.');
  expect((await world.parts.tenantDesk.eraseRecords(shop))['cannedResponses']).toBe(1);
});
