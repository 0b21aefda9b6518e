/** Idempotency-Key over HTTP: same answer, one effect, also for secrets that are shown once and for uploads. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MadeApiKey } from '../../../api/protocol/api-keys.ts';
import { doorOf } from '../../../workflows/domain/visitor-door.ts';
import { aVisitor, anAgent, call, messageId, type AgentAtDesk } from '../people.ts';
import { aWorld, type World } from '../world.ts';
import type { z } from 'zod';

let world: World;
beforeAll(async () => {
  world = await aWorld({ workers: false });
});
afterAll(() => world.close());

const made = { name: 'Reports', permissions: ['conversation.read'], expiresInDays: null };
type Made = z.infer<typeof MadeApiKey>;

/** The bytes of an answer, and what says that it is an earlier one. */
async function raw(agent: AgentAtDesk, path: string, key: string, init: RequestInit): Promise<{ status: number; text: string; repeated: boolean }> {
  const headers = { authorization: `Bearer ${agent.session.accessToken}`, 'idempotency-key': key, ...init.headers };
  const response = await fetch(`${world.url}/api/v1${path}`, { ...init, headers });
  return { status: response.status, text: await response.text(), repeated: response.headers.get('idempotency-replayed') === 'true' };
}
const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const upload = (text: string): RequestInit => {
  const form = new FormData();
  form.append('file', new Blob([text]), 'delivery.md');
  return { method: 'POST', body: form };
};

test('a key for programs is made once, shown again to who asked, and to nobody else', async () => {
  const shop = await world.aTenant();
  const owner = await anAgent(world.url, shop.login);
  const admin = await anAgent(world.url, await world.aUser(shop.tenantId, 'admin'));
  const key = messageId();
  const all = await Promise.all(Array.from({ length: 5 }, () => raw(owner, '/api-keys', key, json(made))));
  expect(new Set(all.map(({ text }) => text)).size).toBe(1);
  expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  expect(all.filter(({ repeated }) => repeated)).toHaveLength(4);
  const { key: token, id } = JSON.parse(all[0]!.text) as Made;
  expect((await owner.get<{ data: { id: string }[] }>('/api-keys')).body.data.map((one) => one.id)).toEqual([id]);
  expect((await call(world.url, '/api/v1/conversations', { authorization: `Bearer ${token}` })).status).toBe(200);

  expect(await raw(owner, '/api-keys', key, json({ ...made, name: 'Other' }))).toMatchObject({ status: 422, repeated: false });
  expect(JSON.parse((await raw(owner, '/api-keys', key, json({ ...made, name: 'Other' }))).text)).toMatchObject({ code: 'idempotency.keyReused' });
  const others = await raw(admin, '/api-keys', key, json(made));
  expect(others).toMatchObject({ status: 201, repeated: false });
  expect((JSON.parse(others.text) as Made).key).not.toBe(token);
  const rows = (await world.parts.audit.page({ tenantId: shop.tenantId }, { limit: 50 })).filter(({ action }) => action === 'key.made');
  expect(rows).toHaveLength(2);
  await owner.post('/auth/sign-out');
});

test('a key that a dead process had made, and shown to nobody, is the one that the repeat shows', async () => {
  const shop = await world.aTenant();
  const owner = await anAgent(world.url, shop.login);
  const key = messageId();
  const first = JSON.parse((await raw(owner, '/api-keys', key, json(made))).text) as Made;
  // As if the process had died behind the effect: nobody is at it, and no answer is kept.
  await world.parts.connection.collection('keptAnswers').updateMany({ tenantId: shop.tenantId }, { $set: { state: 'open', body: '' } });
  const second = JSON.parse((await raw(owner, '/api-keys', key, json(made))).text) as Made;
  expect(second.id).toBe(first.id);
  expect(second.key).not.toBe(first.key);
  expect((await owner.get<{ data: unknown[] }>('/api-keys')).body.data).toHaveLength(1);
  const asked = (token: string) => call(world.url, '/api/v1/conversations', { authorization: `Bearer ${token}` });
  expect([(await asked(first.key)).status, (await asked(second.key)).status]).toEqual([401, 200]);
  expect((await world.parts.audit.page({ tenantId: shop.tenantId }, { limit: 50 })).filter(({ action }) => action === 'key.made')).toHaveLength(1);
});

test('what a dead process had made is found by the repeat, also where a name may be given once', async () => {
  const shop = await world.aTenant();
  const owner = await anAgent(world.url, shop.login);
  const asks: [string, object][] = [
    ['/canned-responses', { shortcut: 'thanks', text: 'Thank you for writing.' }],
    ['/invitations', { email: 'new@people.example', role: 'agent' }],
  ];
  for (const [path, body] of asks) {
    const key = messageId();
    const first = await raw(owner, path, key, json(body));
    expect(first.status).toBe(201);
    await world.parts.connection.collection('keptAnswers').updateMany({ tenantId: shop.tenantId }, { $set: { state: 'open', body: '' } });
    const second = await raw(owner, path, key, json(body));
    expect([second.status, second.repeated]).toEqual([201, false]);
    expect((JSON.parse(second.text) as { id: string }).id).toBe((JSON.parse(first.text) as { id: string }).id);
    expect((await owner.get<{ data: unknown[] }>(path)).body.data).toHaveLength(1);
  }
});

test('an upload under its key is the same for the same file, and refused for another', async () => {
  const shop = await world.aTenant();
  const owner = await anAgent(world.url, shop.login);
  const key = messageId();
  const first = await raw(owner, '/documents', key, upload('# Delivery\n\nThree days.\n'));
  expect(first).toMatchObject({ status: 202, repeated: false });
  expect(await raw(owner, '/documents', key, upload('# Delivery\n\nThree days.\n'))).toEqual({ ...first, repeated: true });
  expect((await raw(owner, '/documents', key, upload('# Delivery\n\nFour days.\n'))).status).toBe(422);
});

test('a visitor, too, gets the first answer again; a refusal is kept with it, and what is no key is refused', async () => {
  const shop = await world.aTenant();
  const visitor = await aVisitor(world.url, shop.slug);
  const says = (key: string, body: object) =>
    call<{ code?: string }>(world.url, '/api/v1/widget/messages', {
      method: 'POST',
      body,
      authorization: `Visitor ${visitor.session.token}`,
      headers: { 'idempotency-key': key },
    });
  const key = messageId();
  const message = { clientMessageId: messageId(), text: 'How long does delivery take?' };
  const first = await says(key, message);
  expect(first.status).toBe(201);
  const again = await says(key, message);
  expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([201, first.body, 'true']);
  const elsewhere = { ...message, conversationId: `cnv_${'0'.repeat(26)}` };
  const refused = await says(`${key}-2`, elsewhere);
  expect(refused.status).toBe(404);
  expect((await says(`${key}-2`, elsewhere)).body).toEqual(refused.body);
  expect(await says('not a key', message)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  visitor.line.close();
});

test('answers say which limits were taken, and when there will be more', async () => {
  const shop = await world.aTenant({ settings: { door: { ...doorOf({}), messages: 3 } } });
  const visitor = await aVisitor(world.url, shop.slug);
  const says = () =>
    call<{ code?: string }>(world.url, '/api/v1/widget/messages', {
      method: 'POST',
      body: { clientMessageId: messageId(), text: 'Hello?' },
      authorization: `Visitor ${visitor.session.token}`,
    });
  const first = await says();
  expect(first.headers.get('ratelimit-policy')).toContain('"visitorMessage";q=3;w=10');
  expect(first.headers.get('ratelimit')).toContain('"visitorMessage";r=2;t=10');
  expect(first.headers.get('ratelimit')).not.toContain('visitorMessageTo');
  const seen = [first];
  while (seen.at(-1)!.status === 201) seen.push(await says());
  const last = seen.at(-1)!;
  expect(last).toMatchObject({ status: 429, body: { code: 'limit.rate' } });
  expect(last.headers.get('ratelimit')).toMatch(/"visitorMessage";r=0;t=\d+/);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  visitor.line.close();
});
