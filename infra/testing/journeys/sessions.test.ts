/** Sessions of staff over real HTTP and sockets: rotation, reuse, the list, and the end of a session everywhere. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { StaffSession } from '../../../api/protocol/staff.ts';
import { anAgent, call, Line, type Reply } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
beforeAll(async () => {
  world = await aWorld({ workers: false });
  shop = await world.aTenant();
});
afterAll(() => world.close());

type Login = { email: string; password: string };

/** A browser: it keeps the cookie that it is given. */
function aBrowser() {
  let cookie = '';
  const browser = {
    cookie: () => cookie,
    async post<T>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply<T>> {
      const reply = await call<T>(world.url, `/api/v1${path}`, { method: 'POST', ...(body ? { body } : {}), headers: { cookie, ...headers } });
      cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return reply;
    },
    signIn: (login: Login) => browser.post<StaffSession>('/auth/sign-in', login),
    refresh: () => browser.post<StaffSession>('/auth/refresh'),
  };
  return browser;
}
const as = ({ body }: Reply<StaffSession>) => ({ authorization: `Bearer ${body.accessToken}` });
const me = (headers: { authorization: string }) => call(world.url, '/api/v1/me', headers);

test('two tabs that renew at once both go on, and an old cookie ends the session on every device that holds it', async () => {
  const browser = aBrowser();
  const first = await browser.signIn(await world.aUser(shop.tenantId, 'agent'));
  expect(first.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Strict/);
  const stolen = browser.cookie();

  const tabs = await Promise.all([browser.refresh(), browser.refresh(), browser.refresh()]);
  expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await me(as(tabs[2]))).toMatchObject({ status: 200 });

  await browser.refresh();
  const thief = await call<ProblemView>(world.url, '/api/v1/auth/refresh', { method: 'POST', headers: { cookie: stolen } });
  expect(thief).toMatchObject({ status: 401, body: { code: 'auth.required' } });
  expect(await browser.refresh()).toMatchObject({ status: 401 });
  expect(await me(as(tabs[0]))).toMatchObject({ status: 401 });
  const rows = await world.parts.audit.page({ tenantId: shop.tenantId }, { limit: 5 });
  expect(rows[0]).toMatchObject({ action: 'session.ended', actor: { type: 'nobody' }, detail: 'because=reused' });
});

test('signing out ends the access token, too, and closes the socket', async () => {
  const browser = aBrowser();
  const session = await browser.signIn(await world.aUser(shop.tenantId, 'viewer'));
  const line = await new Line(world.url).open(session.body.accessToken);
  expect(await browser.post('/auth/sign-out')).toMatchObject({ status: 204 });
  expect(await me(as(session))).toMatchObject({ status: 401 });
  await until(() => line.closed !== null);
  expect(line.closed).toMatchObject({ code: 4401 });
});

test('the list of sessions shows both devices; ending one leaves the other', async () => {
  const login = await world.aUser(shop.tenantId, 'agent');
  const [desk, phone] = [await anAgent(world.url, login), await anAgent(world.url, login)];
  const { body } = await desk.get<{ data: { id: string; current: boolean }[] }>('/me/sessions');
  expect(body.data.map(({ id, current }) => [id, current])).toEqual(
    expect.arrayContaining([
      [desk.session.sessionId, true],
      [phone.session.sessionId, false],
    ]),
  );
  const stranger = await anAgent(world.url, await world.aUser(shop.tenantId, 'owner'));
  const end = (by: typeof desk, id: string) =>
    call<ProblemView>(world.url, `/api/v1/me/sessions/${id}`, { method: 'DELETE', authorization: `Bearer ${by.session.accessToken}` });
  expect(await end(stranger, phone.session.sessionId)).toMatchObject({ status: 404 });
  expect(await end(desk, phone.session.sessionId)).toMatchObject({ status: 204 });
  await until(() => phone.line.closed !== null);
  expect(await phone.get('/me')).toMatchObject({ status: 401 });
  expect(await desk.get('/me')).toMatchObject({ status: 200 });
});

test('a new password ends every other session and its sockets; the old password opens nothing', async () => {
  const login = await world.aUser(shop.tenantId, 'admin');
  const [desk, phone] = [await anAgent(world.url, login), await anAgent(world.url, login)];
  const change = (current: string) =>
    call<{ ended: number }>(world.url, '/api/v1/me/password', {
      method: 'PUT',
      body: { current, next: 'quite another phrase' },
      authorization: `Bearer ${desk.session.accessToken}`,
    });
  expect(await change('not the password')).toMatchObject({ status: 401 });
  expect(await change(login.password)).toMatchObject({ status: 200, body: { ended: 1 } });
  await until(() => phone.line.closed !== null);
  expect(await phone.get('/me')).toMatchObject({ status: 401 });
  expect(await aBrowser().signIn(login)).toMatchObject({ status: 401 });
  expect(await aBrowser().signIn({ ...login, password: 'quite another phrase' })).toMatchObject({ status: 200 });
});

test('a socket closes also when the event was lost, and when the membership ends behind everybody', async () => {
  const agent = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent'));
  // Past the routes, so that nothing is said on the bus.
  await world.parts.refreshFamilies.end(agent.session.sessionId, 'revoked', new Date());
  const leaver = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent'));
  await world.parts.members.remove(shop, leaver.session.user.id, 'agent');
  await until(() => agent.line.closed !== null && leaver.line.closed !== null);
  for (const { line } of [agent, leaver]) expect(line.closed).toMatchObject({ code: 4401 });
});

test('another site cannot spend the cookie', async () => {
  const browser = aBrowser();
  await browser.signIn(await world.aUser(shop.tenantId, 'agent'));
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example', `${world.url}.evil.example`])
    for (const path of ['/auth/refresh', '/auth/sign-out', '/auth/sign-in'])
      expect(await browser.post(path, path === '/auth/sign-in' ? { email: 'a@b.example', password: 'x' } : undefined, { origin })).toMatchObject({
        status: 403,
        body: { code: 'auth.foreignOrigin' },
      });
  expect(await browser.post('/auth/refresh', undefined, { origin: world.url })).toMatchObject({ status: 200 });
});
