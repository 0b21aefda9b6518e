/** The visitor's door over real HTTP and sockets: who gets in from where, for how long, as whom, and how fast. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import WebSocket from 'ws';
import type { z } from 'zod';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { EntryPage } from '../../../api/protocol/conversation.ts';
import type { VisitorView } from '../../../api/protocol/visitors.ts';
import type { CurrentSessionView, IdentifiedView, SessionView } from '../../../api/protocol/widget.ts';
import { Secret } from '../../../workflows/domain/secret.ts';
import { ABSOLUTE_MS } from '../../../workflows/domain/visitor-door.ts';
import { aVisitor, anAgent, call, Line, messageId, type AgentAtDesk } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

const IDENTITY = 'the-identity-secret-of-this-shop-0123456789';
const SITE = 'https://shop.example';
const HOUR = 3_600_000;

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
let other: Awaited<ReturnType<World['aTenant']>>;
let owner: AgentAtDesk;

beforeAll(async () => {
  world = await aWorld({ workers: false });
  [shop, other] = [await world.aTenant({ settings: { door: { origins: [SITE], messages: 100 } } }), await world.aTenant()];
  await world.parts.secrets.put({ tenantId: shop.tenantId }, 'visitor-identity', new Secret(IDENTITY));
  owner = await anAgent(world.url, shop.login);
});
afterAll(() => world.close());

type Session = SessionView;
const open = <T = Session>(body: object, headers: Record<string, string> = {}) =>
  call<T>(world.url, '/api/v1/widget/sessions', { method: 'POST', body, headers });
const as = <T>(token: string, path: string, options: { method?: string; body?: unknown; headers?: Record<string, string> } = {}) =>
  call<T>(world.url, `/api/v1/widget${path}`, { authorization: `Visitor ${token}`, ...options });
const current = (token: string) => as<CurrentSessionView & ProblemView>(token, '/session');
const says = (token: string, text = 'Hello') => as<ProblemView>(token, '/messages', { method: 'POST', body: { clientMessageId: messageId(), text } });
const sessions = () => world.parts.connection.collection<{ _id: string; expiresAt: Date; createdAt: Date; tokenHash: string }>('visitorSessions');
const jwt = (claims: object, secret = IDENTITY): Promise<string> =>
  new SignJWT({ aud: shop.slug, ...claims }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime('5m').sign(Buffer.from(secret));
const identify = <T = IdentifiedView>(token: string, proof: object) => as<T>(token, '/identify', { method: 'POST', body: proof });

/** As if the session had been opened, and last used, so long ago. */
async function aged(visitorId: string, openedMs: number, endsInMs: number): Promise<void> {
  const now = Date.now();
  await sessions().updateOne({ visitorId }, { $set: { createdAt: new Date(now - openedMs), expiresAt: new Date(now + endsInMs) } });
}

describe('a session', () => {
  test('has a token of 256 bits that the database does not hold', async () => {
    const { body } = await open({ tenant: shop.slug });
    expect(body.token).toMatch(/^ses_[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(await sessions().find().toArray())).not.toContain(body.token.slice(4));
  });

  test('lives on by use in its last quarter, and never beyond its thirty days', async () => {
    const { body } = await open({ tenant: shop.slug });
    const left = async () => new Date((await current(body.token)).body.expiresAt).getTime() - Date.now();
    await aged(body.visitorId, 12 * HOUR, 12 * HOUR);
    expect(await left()).toBeLessThan(12 * HOUR + 1);
    await aged(body.visitorId, 20 * HOUR, 4 * HOUR);
    expect(await left()).toBeGreaterThan(23 * HOUR);
    await aged(body.visitorId, ABSOLUTE_MS.most - HOUR, HOUR / 2);
    expect(await left()).toBeLessThan(HOUR + 1);
  });

  test('that is over says why: expired, revoked or unknown; no other credential opens its door', async () => {
    const { body } = await open({ tenant: shop.slug });
    await aged(body.visitorId, 30 * HOUR, -1);
    expect(await current(body.token)).toMatchObject({ status: 401, body: { code: 'session.expired' } });
    const second = (await open({ tenant: shop.slug })).body;
    expect((await as(second.token, '/session', { method: 'DELETE' })).status).toBe(204);
    expect(await current(second.token)).toMatchObject({ status: 401, body: { code: 'session.revoked' } });
    for (const token of [`ses_${'x'.repeat(43)}`, 'ses_', body.visitorId, owner.session.accessToken.slice(0, 150)])
      expect(await current(token)).toMatchObject({ status: 401, body: { code: 'session.unknown' } });
    expect((await call(world.url, '/api/v1/widget/session', { authorization: `Bearer ${owner.session.accessToken}` })).status).toBe(401);
    expect((await call(world.url, '/api/v1/conversations', { authorization: `Bearer ${second.token}` })).status).toBe(401);
  });

  test('is refused at the address of another tenant', async () => {
    const { body } = await open({ tenant: shop.slug });
    expect((await as(body.token, '/session', { headers: { 'parley-tenant': shop.tenantId } })).status).toBe(200);
    expect(await as(body.token, '/session', { headers: { 'parley-tenant': other.tenantId } })).toMatchObject({ status: 401 });
  });

  test('that is ended on this device closes its sockets, and the next person there sees nothing of it', async () => {
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('Something private');
    await as(visitor.session.token, '/session', { method: 'DELETE' });
    await until(() => visitor.line.closed !== null);
    expect(visitor.line.closed).toEqual({ code: 4401, reason: 'session.revoked' });
    const next = (await open({ tenant: shop.slug })).body;
    expect((await current(next.token)).body.conversations).toEqual([]);
    expect((await as(next.token, `/conversations/${visitor.conversationId()}/entries`)).status).toBe(404);
  });
});

describe('a tenant', () => {
  test('that does not exist or is switched off opens no door, and its open chats close', async () => {
    const closing = await world.aTenant();
    const visitor = await aVisitor(world.url, closing.slug);
    const tenants = world.parts.connection.collection<{ _id: string }>('tenants');
    await tenants.updateOne({ _id: closing.tenantId }, { $set: { status: 'suspended' } });
    for (const tenant of ['nobody', closing.slug, closing.tenantId, '__proto__']) {
      expect(await open<ProblemView>({ tenant })).toMatchObject({ status: 404, body: { code: 'tenant.unknown' } });
      expect((await call(world.url, `/api/v1/widget/door?tenant=${tenant}`)).status).toBe(404);
    }
    expect(await says(visitor.session.token)).toMatchObject({ status: 403, body: { code: 'tenant.suspended' } });
    await until(() => visitor.line.closed !== null);
    expect(visitor.line.closed?.code).toBe(4403);
  });

  test('lets only the sites of its list show the chat, and a refused one leaves no session behind', async () => {
    const before = await sessions().countDocuments();
    const frame = async (tenant: string) => (await fetch(`${world.url}/widget/frame?tenant=${tenant}`)).headers.get('content-security-policy') ?? '';
    for (const origin of ['https://evil.example', `${SITE}.evil.example`, 'null', 'http://shop.example']) {
      expect(await open<ProblemView>({ tenant: shop.slug }, { origin })).toMatchObject({ status: 403, body: { code: 'origin.refused' } });
      expect(await open<ProblemView>({ tenant: shop.slug, host: origin })).toMatchObject({ status: 403, body: { code: 'origin.refused' } });
      const door = await call(world.url, `/api/v1/widget/door?tenant=${shop.slug}`, { headers: { origin } });
      expect([door.status, door.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    }
    expect(await sessions().countDocuments()).toBe(before);
    expect((await open({ tenant: shop.slug, host: SITE }, { origin: new URL(world.url).origin })).status).toBe(201);
    const door = await call(world.url, `/api/v1/widget/door?tenant=${shop.slug}`, { headers: { origin: SITE } });
    expect([door.status, door.headers.get('access-control-allow-origin')]).toEqual([204, SITE]);
    expect(await frame(shop.slug)).toMatch(/frame-ancestors 'self' https:\/\/shop\.example$/);
    expect(await frame('nobody')).toMatch(/frame-ancestors 'self'$/);
  });

  test('gets no socket from a page of another site: refused before the upgrade', async () => {
    const knock = (origin: string | undefined) =>
      new Promise<number>((answered) => {
        const socket = new WebSocket(`${world.url.replace('http', 'ws')}/ws`, origin === undefined ? {} : { origin });
        socket.on('open', () => (answered(101), socket.close()));
        socket.on('unexpected-response', (_request, response) => answered(response.statusCode ?? 0));
        socket.on('error', () => {});
      });
    for (const origin of ['https://evil.example', 'null', 'nonsense', `${new URL(world.url).origin}.evil.example`])
      expect(await knock(origin)).toBe(403);
    for (const origin of [undefined, new URL(world.url).origin]) expect(await knock(origin)).toBe(101);
  });
});

describe('identify', () => {
  test('where only proven visitors may write, others are told so by every door, and keep what they may read', async () => {
    const strict = await world.aTenant({ settings: { door: { origins: [SITE], identifiedOnly: true } } });
    await world.parts.secrets.put(strict, 'visitor-identity', new Secret(IDENTITY));
    const stranger = await aVisitor(world.url, strict.slug);
    expect(await says(stranger.session.token)).toMatchObject({ status: 403, body: { code: 'identity.required' } });
    await expect(stranger.says('Hello')).rejects.toThrow('identity.required');
    expect((await current(stranger.session.token)).body).toMatchObject({ verified: false, conversations: [] });
    const { token } = (await identify(stranger.session.token, { jwt: await jwt({ sub: 'user-1', aud: strict.slug }) })).body;
    expect((await says(token!)).status).toBe(201);
  });

  test('by a proof gives one person the same list on every device, a new token, and no merge; unproven ones stay apart', async () => {
    const [phone, laptop, stranger] = [
      await aVisitor(world.url, shop.slug),
      await aVisitor(world.url, shop.slug),
      await aVisitor(world.url, shop.slug),
    ];
    await phone.says('Said before anybody knew who I am');
    const first = (await identify(phone.session.token, { jwt: await jwt({ sub: 'user-7', name: 'Kim', email: 'kim@people.example' }) })).body;
    expect(first.token).not.toBe(phone.session.token);
    expect(await current(phone.session.token)).toMatchObject({ status: 401, body: { code: 'session.revoked' } });
    expect((await current(first.token!)).body).toMatchObject({ verified: true, conversations: [] });
    await says(first.token!, 'Said on the phone');
    const second = (await identify(laptop.session.token, { userId: 'user-7', hash: createHmac('sha256', IDENTITY).update('user-7').digest('hex') }))
      .body;
    expect(second.visitorId).toBe(first.visitorId);
    const { conversations } = (await current(second.token!)).body;
    expect(conversations).toHaveLength(1);
    const { body } = await as<z.infer<typeof EntryPage>>(second.token!, `/conversations/${conversations[0]!.id}/entries`);
    expect(body.data.map(({ text }) => text)).toEqual(['Said on the phone']);
    for (const token of [stranger.session.token, (await identify(stranger.session.token, { jwt: await jwt({ sub: 'user-8' }) })).body.token!])
      expect((await as(token, `/conversations/${conversations[0]!.id}/entries`)).status).toBe(token === stranger.session.token ? 401 : 404);
    // Agents see that this is proven, and of whom; what the HMAC does not sign has not replaced what the JWT did.
    const seen = (await owner.get<z.infer<typeof EntryPage>>(`/conversations/${conversations[0]!.id}/entries`)).body;
    expect(seen.data[0]!.author).toEqual({ type: 'visitor', name: null, verified: true });
    expect((await owner.get<VisitorView>(`/visitors/${first.visitorId}`)).body).toMatchObject({ verified: true, externalId: 'user-7', name: 'Kim' });
    const anonymous = (await owner.get<z.infer<typeof EntryPage>>(`/conversations/${phone.conversationId()}/entries`)).body;
    expect(anonymous.data[0]!.author).toMatchObject({ verified: false });
  });

  test('again by the same person keeps the token, so that other tabs stay open', async () => {
    const { body } = await open({ tenant: shop.slug });
    const { token } = (await identify(body.token, { jwt: await jwt({ sub: 'user-9' }) })).body;
    expect((await identify(token!, { jwt: await jwt({ sub: 'user-9' }) })).body.token).toBeNull();
    expect((await current(token!)).status).toBe(200);
  });

  test('without a valid proof binds to nobody: the session stays what it was', async () => {
    const { body } = await open({ tenant: shop.slug });
    for (const proof of [
      { jwt: await jwt({ sub: 'user-7' }, 'another-secret-of-somebody-else-0123456789') },
      { jwt: await jwt({ sub: 'user-7', aud: other.slug }) },
      { userId: 'user-7', hash: '0'.repeat(64) },
    ])
      expect(await identify<ProblemView>(body.token, proof)).toMatchObject({ status: 401, body: { code: 'identity.refused' } });
    for (const wrong of [
      {},
      { userId: 'user-7' },
      { email: 'kim@people.example' },
      { userId: { $ne: '' }, hash: '0'.repeat(64) },
      { jwt: 'x', verified: true },
    ])
      expect((await identify<ProblemView>(body.token, wrong)).status).toBe(400);
    expect((await current(body.token)).body).toMatchObject({ visitorId: body.visitorId, verified: false });
    // Where no secret is set nothing proves anything, and another tenant's proof is not ours.
    const elsewhere = (await open({ tenant: other.slug })).body;
    expect((await identify(elsewhere.token, { jwt: await jwt({ sub: 'user-7', aud: other.slug }) })).status).toBe(401);
  });

  test('accepts two secrets while one takes over from the other', async () => {
    const scope = { tenantId: shop.tenantId };
    const NEXT = 'the-next-identity-secret-of-this-shop-987654';
    await world.parts.secrets.put(scope, 'visitor-identity', new Secret(NEXT));
    const by = async (secret: string) =>
      (await identify((await open({ tenant: shop.slug })).body.token, { jwt: await jwt({ sub: 'user-7' }, secret) })).status;
    expect([await by(IDENTITY), await by(NEXT)]).toEqual([200, 200]);
    await world.parts.secrets.retirePrevious(scope, 'visitor-identity');
    expect([await by(IDENTITY), await by(NEXT)]).toEqual([401, 200]);
    await world.parts.secrets.put(scope, 'visitor-identity', new Secret(IDENTITY));
  });
});

describe('limits', () => {
  test('the eleventh message in a window is refused with the time to wait, and another visitor is served', async () => {
    const strict = await world.aTenant({ settings: { door: { messages: 10 } } });
    for (let windowPassed = true; windowPassed;) {
      const { token } = (await open({ tenant: strict.slug })).body;
      const line = await new Line(world.url).open(token);
      const began = performance.now();
      const answers = await Promise.all(Array.from({ length: 11 }, (_, n) => says(token, `Message ${n}`)));
      line.say({ type: 'send', clientMessageId: 'the-twelfth', text: 'And one more' });
      await until(() => line.of('refused').length + line.of('ack').length === 1);
      line.close();
      // On a machine so slow that the window of ten seconds is over, the question is asked again.
      windowPassed = performance.now() - began > 9_000;
      if (windowPassed) continue;
      const refused = answers.filter(({ status }) => status !== 201);
      expect(refused).toHaveLength(1);
      expect(refused[0]).toMatchObject({
        status: 429,
        body: { code: 'limit.rate', detail: expect.stringMatching(/Wait \d+ seconds?, then/) as unknown },
      });
      expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(line.of('refused')[0]).toMatchObject({ clientMessageId: 'the-twelfth', problem: { status: 429 } });
    }
    expect((await says((await open({ tenant: strict.slug })).body.token)).status).toBe(201);
  });

  test('a banned visitor is out everywhere at once: sockets close, nothing it writes is stored, no turn is opened', async () => {
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('Buy my watches');
    const conversationId = visitor.conversationId();
    const stored = () => world.parts.connection.collection('entries').countDocuments({ conversationId });
    const path = `/visitors/${visitor.session.visitorId}/ban`;
    const agent = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent'));
    expect((await agent.post(path)).status).toBe(403);
    const stranger = await anAgent(world.url, other.login);
    expect((await stranger.post(path)).status).toBe(404);
    expect((await owner.post<VisitorView>(path)).body).toMatchObject({ bannedAt: expect.any(String) as unknown });
    await until(() => visitor.line.closed !== null);
    expect(visitor.line.closed).toEqual({ code: 4403, reason: 'visitor.banned' });
    expect(await says(visitor.session.token)).toMatchObject({ status: 403, body: { code: 'visitor.banned' } });
    const line = await new Line(world.url).open(visitor.session.token);
    await until(() => line.closed !== null);
    expect(line.closed?.code).toBe(4403);
    expect(await stored()).toBe(1);
    const [row] = await world.parts.audit.page({ tenantId: shop.tenantId }, { limit: 1 });
    expect(row).toMatchObject({ action: 'visitor.banned', subject: visitor.session.visitorId });
  });

  test('a banned person cannot come back by a new session and a proof, until the ban is lifted', async () => {
    const { body } = await open({ tenant: shop.slug });
    const { token, visitorId } = (await identify(body.token, { jwt: await jwt({ sub: 'rude-person' }) })).body;
    await says(token!);
    await owner.post(`/visitors/${visitorId}/ban`);
    const back = (await open({ tenant: shop.slug })).body;
    expect(await identify<ProblemView>(back.token, { jwt: await jwt({ sub: 'rude-person' }) })).toMatchObject({
      status: 403,
      body: { code: 'visitor.banned' },
    });
    const lift = await call(world.url, `/api/v1/visitors/${visitorId}/ban`, {
      method: 'DELETE',
      authorization: `Bearer ${owner.session.accessToken}`,
    });
    expect(lift).toMatchObject({ status: 200, body: { bannedAt: null } });
    expect((await identify(back.token, { jwt: await jwt({ sub: 'rude-person' }) })).status).toBe(200);
  });
});
