/**
 * A tenant's secrets through the whole product: set over the API, used for the tenant's own calls of the model, and afterwards in
 * no answer, log line, history or collection.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ROUTES } from '../../../api/http/routes.ts';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { SecretList, SecretView } from '../../../api/protocol/secrets.ts';
import { conversationWorkflowId } from '../../../workflows/domain/ids.ts';
import { textOf } from '../canaries/remains.ts';
import { aVisitor, anAgent, call, messageId, type AgentAtDesk, type VisitorAtChat } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

type Secrets = z.infer<typeof SecretList>;
type One = z.infer<typeof SecretView>;

const INSTALLATION_KEY = 'sk-installation-0123456789-house';
const OWN_KEY = 'sk-tenant-own-0123456789-first';
const NEXT_KEY = 'sk-tenant-own-9876543210-other';
const IDENTITY = 'identity-secret-of-the-tenant-0123456789';
const RETURNS = '# Returns\n\n## Sale items\n\nItems bought on sale can be returned within 30 days.\n';
const QUESTION = 'Can I return items bought on sale?';

let world: World;
let provider: Server;
let owner: AgentAtDesk;
let visitor: VisitorAtChat;
let shop: Awaited<ReturnType<World['aTenant']>>;
let other: Awaited<ReturnType<World['aTenant']>>;
/** The keys by which the provider was asked, in order; it accepts those listed. */
const asked: string[] = [];
const accepted = [INSTALLATION_KEY, OWN_KEY];
const logged: string[] = [];

beforeAll(async () => {
  provider = createServer((request, response) => {
    const key = (request.headers.authorization ?? '').replace('Bearer ', '');
    asked.push(key);
    request.resume();
    if (!accepted.includes(key)) return response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":{"message":"Wrong key."}}');
    const chunk = (delta: object, finish: string | null) => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    return response.end(`${chunk({ content: 'Within 30 days [1].' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`);
  }).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const { port } = provider.address() as AddressInfo;
  world = await aWorld({
    env: { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_API_KEY: INSTALLATION_KEY, LOG_LEVEL: 'trace' },
    logTo: { write: (line) => void logged.push(line) },
  });
  [shop, other] = [await world.aTenant({ documents: { 'returns.md': RETURNS } }), await world.aTenant({ documents: { 'returns.md': RETURNS } })];
  owner = await anAgent(world.url, shop.login);
});
afterAll(async () => {
  await world.close();
  provider.close();
  provider.closeAllConnections();
});

const put = <T = One>(name: string, value: unknown, by = owner) =>
  call<T>(world.url, `/api/v1/secrets/${name}`, { method: 'PUT', body: { value }, authorization: `Bearer ${by.session.accessToken}` });
const remove = (path: string) =>
  call(world.url, `/api/v1/secrets/${path}`, { method: 'DELETE', authorization: `Bearer ${owner.session.accessToken}` });

async function answered(slug: string): Promise<VisitorAtChat> {
  const asks = await aVisitor(world.url, slug);
  await asks.says(QUESTION);
  await until(() => asks.line.transcript().some((entry) => entry.author.type === 'assistant'));
  return asks;
}

test('a secret is set, shown by its public half, rotated and removed', async () => {
  expect((await owner.get<Secrets>('/secrets')).body).toEqual({ data: [] });
  const first = await put('visitor-identity', 'the first value of the identity secret');
  expect(first).toMatchObject({ status: 200, body: { name: 'visitor-identity', version: 1, lastFour: 'cret', previousIsLive: false } });
  expect(Object.keys(first.body).sort()).toEqual(['lastFour', 'name', 'previousIsLive', 'updatedAt', 'version']);
  expect((await put('visitor-identity', IDENTITY)).body).toMatchObject({ version: 2, lastFour: '6789', previousIsLive: true });
  expect(await remove('visitor-identity/previous')).toMatchObject({ status: 200, body: { version: 2, previousIsLive: false } });
  expect((await owner.get<Secrets>('/secrets')).body.data).toMatchObject([{ name: 'visitor-identity', version: 2 }]);
  expect((await remove('model-key')).status).toBe(404);
});

test('roles without the permission, other tenants and visitors get nothing', async () => {
  const agent = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent'));
  expect((await put('model-key', 'a value of an agent', agent)).status).toBe(403);
  expect((await agent.get('/secrets')).status).toBe(403);
  const stranger = await anAgent(world.url, other.login);
  expect((await stranger.get<Secrets>('/secrets')).body).toEqual({ data: [] });
  const { session } = await aVisitor(world.url, shop.slug);
  for (const authorization of [undefined, `Visitor ${session.token}`, `Bearer ${session.token}`])
    expect((await call(world.url, '/api/v1/secrets', { ...(authorization ? { authorization } : {}) })).status).toBe(401);
});

test('what is not a secret is refused, and the refusal does not repeat it', async () => {
  for (const [name, value] of [
    ['model-key', 'short'],
    ['model-key', 'x'.repeat(9_000)],
    ['model-key', ' padded with spaces '],
    ['model-key', { $ne: '' }],
    ['model-key', 'nul\u0000character'],
    ['another-name', 'a long enough value'],
    ['__proto__', 'a long enough value'],
  ] as const) {
    const refused = await put<ProblemView>(name, value);
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    if (typeof value === 'string') expect(JSON.stringify(refused.body)).not.toContain(value.trim());
  }
});

test("a tenant's own key pays for its answers, and only for them; a replaced one is used at once", async () => {
  await answered(shop.slug);
  expect(asked.splice(0)).toEqual([INSTALLATION_KEY]);
  await put('model-key', OWN_KEY);
  visitor = await answered(shop.slug);
  await answered(other.slug);
  expect(asked.splice(0)).toEqual([OWN_KEY, INSTALLATION_KEY]);
  // The provider has withdrawn the old one, and another process than ours has set the next.
  accepted.splice(0, accepted.length, INSTALLATION_KEY, NEXT_KEY);
  await put('model-key', NEXT_KEY);
  await answered(shop.slug);
  expect(asked.splice(0)).toEqual([NEXT_KEY]);
  // A key that the provider refuses fails the tenant's answers and is not replaced by the installation's.
  accepted.splice(0, accepted.length, INSTALLATION_KEY);
  visitor = await answered(shop.slug);
  expect(new Set(asked.splice(0))).toEqual(new Set([NEXT_KEY]));
});

/** What people and programs sign in with: each is shown once, and asked for under a key, whose answer is kept for a day. */
async function credentials(): Promise<Record<string, string>> {
  const authorization = `Bearer ${owner.session.accessToken}`;
  const asks = <T>(path: string, body: unknown, by: string | null = authorization) =>
    call<T>(world.url, `/api/v1${path}`, {
      method: 'POST',
      body,
      headers: { 'idempotency-key': messageId() },
      ...(by ? { authorization: by } : {}),
    });
  const signedIn = await asks<{ accessToken: string }>('/auth/sign-in', shop.login, null);
  const key = await asks<{ key: string }>('/api-keys', { name: 'a program', permissions: ['conversation.read'] });
  const factor = await asks<{ secret: string }>('/me/second-factor', { password: shop.login.password });
  const session = await asks<{ token: string }>('/widget/sessions', { tenant: shop.slug }, null);
  expect((await asks('/invitations', { email: 'new@people.example', role: 'agent' })).status).toBe(201);
  await asks('/auth/code', { email: shop.login.email }, null);
  const mails = readdirSync(join(world.parts.config.home, 'mail')).map((file) => readFileSync(join(world.parts.config.home, 'mail', file), 'utf8'));
  return {
    'access token': signedIn.body.accessToken,
    'refresh token': /parley_refresh=([^;]+)/.exec(signedIn.headers.getSetCookie()[0]!)![1]!,
    'API key': key.body.key,
    'second factor': factor.body.secret,
    'visitor session': session.body.token,
    'visitor session of the journey': visitor.session.token,
    invitation: /#(\S+)/.exec(mails.find((mail) => mail.includes('new@people.example'))!)![1]!,
  };
}

test('no answer of the API, log line, history or collection holds one of them', async () => {
  const shown = await credentials();
  for (const [name, value] of Object.entries(shown)) expect([name, value.length >= 12]).toEqual([name, true]);
  const secrets = [INSTALLATION_KEY, OWN_KEY, NEXT_KEY, IDENTITY, ...Object.values(shown)];
  const seen: [where: string, text: string][] = [];
  const conversationId = visitor.conversationId();
  const { data: documents } = await world.parts.documents.list({ tenantId: shop.tenantId }, { limit: 1 });
  const [turn] = await world.parts.connection.collection<{ _id: string }>('turns').find({ conversationId }).toArray();
  const ids: Record<string, string> = { conversationId, documentId: documents[0]!._id, turnId: turn!._id, seq: '2', n: '1', name: 'model-key' };
  for (const { method, path, policy } of ROUTES) {
    if (method !== 'get') continue;
    const filled = path.replace(/\{(\w+)\}/g, (_: string, name: string) => ids[name] ?? 'none');
    const who = (policy as { who: string }).who;
    const authorization = who === 'visitor' ? `Visitor ${visitor.session.token}` : `Bearer ${owner.session.accessToken}`;
    const { body, headers } = await call(world.url, `/api/v1${filled}`, { authorization });
    seen.push([`GET ${path}`, JSON.stringify(body) + JSON.stringify([...headers])]);
  }
  seen.push(['frames', JSON.stringify([owner.line.frames, visitor.line.frames])]);
  // As somebody might log what has gone wrong around one.
  const secret = await world.parts.secrets.current({ tenantId: shop.tenantId }, 'model-key');
  world.parts.log.error({ secret, request: { headers: { authorization: `Bearer ${OWN_KEY}` } }, body: { value: IDENTITY } }, 'it went wrong');
  seen.push(['log', logged.join('\n')]);
  for (const { name } of await world.parts.connection.db!.listCollections().toArray())
    seen.push([`collection ${name}`, JSON.stringify(await world.parts.connection.collection(name).find().toArray())]);
  const workflow = world.parts.engine.client.workflow.getHandle(conversationWorkflowId({ tenantId: shop.tenantId, conversationId }));
  seen.push(['history', textOf(await workflow.fetchHistory())]);

  // The search sees what is there: the question stands in the log of the conversation.
  expect(seen.find(([where]) => where === 'collection entries')![1]).toContain(QUESTION);
  expect(seen.find(([where]) => where === 'history')![1]).toContain(conversationId);
  expect(logged.join()).toContain('it went wrong');
  const found = seen.flatMap(([where, text]) =>
    secrets
      .filter((secret) =>
        [secret, Buffer.from(secret).toString('base64').slice(0, 30), encodeURIComponent(secret)].some((coded) => text.includes(coded)),
      )
      .map((secret) => [where, Object.entries(shown).find(([, value]) => value === secret)?.[0] ?? secret]),
  );
  expect(found).toEqual([]);
});
