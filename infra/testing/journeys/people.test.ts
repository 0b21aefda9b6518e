/** Tenants and people over real HTTP: sign-up, workspaces, invitations, members, the second factor, and what the audit says of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { SignInReply, StaffSession } from '../../../api/protocol/staff.ts';
import type { TenantId, UserId } from '../../../workflows/domain/ids.ts';
import { call, Line, type Reply } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
beforeAll(async () => {
  world = await aWorld({ workers: false, env: { PARLEY_SIGN_UP: '1' } });
  shop = await world.aTenant();
});
afterAll(() => world.close());

const api = <T = ProblemView>(method: string, path: string, { as, body }: { as?: StaffSession; body?: unknown } = {}): Promise<Reply<T>> =>
  call<T>(world.url, `/api/v1${path}`, { method, ...(as ? { authorization: `Bearer ${as.accessToken}` } : {}), ...(body ? { body } : {}) });
const signIn = async (login: { email: string; password: string }): Promise<StaffSession> =>
  (await api<StaffSession>('POST', '/auth/sign-in', { body: login })).body;

/** The newest mail to an address; mails are written behind the answer. */
async function mailTo(address: string): Promise<string> {
  const folder = join(world.parts.config.home, 'mail');
  const found = (): string | undefined => {
    try {
      const mails = readdirSync(folder).sort();
      return mails
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .findLast((mail) => mail.startsWith(`To: ${address}\n`) && mail.includes('\n\n'));
    } catch {
      return undefined;
    }
  };
  await until(() => found() !== undefined);
  return found()!;
}
const codeIn = (mail: string): string => /^\d{8}$/m.exec(mail)![0];
const tokenIn = (mail: string): string => /#(inv_\S+)/.exec(mail)![1]!;
const anAddress = (name: string): string => `${name}-${Math.random().toString(36).slice(2)}@people.example`;
const actions = async (tenantId: TenantId): Promise<string[]> =>
  (await world.parts.audit.page({ tenantId }, { limit: 50 })).map(({ action }) => action).reverse();

test('a stranger opens a workspace with a proven address, makes a second one and moves between them', async () => {
  const email = anAddress('founder');
  const { body: challenge } = await api<{ challengeId: string }>('POST', '/auth/code', { body: { email, purpose: 'signUp' } });
  const form = { ...challenge, code: codeIn(await mailTo(email)), workspace: 'Blue Bottle & Söhne', name: 'Robin', password: 'a phrase of mine' };
  expect(await api('POST', '/auth/sign-up', { body: { ...form, code: form.code === '00000000' ? '11111111' : '00000000' } })).toMatchObject({
    status: 401,
  });
  const { status, body: session } = await api<StaffSession>('POST', '/auth/sign-up', { body: form });
  expect({ status, role: session.role, name: session.tenant.name }).toEqual({ status: 201, role: 'owner', name: 'Blue Bottle & Söhne' });
  expect(session.tenant.slug).toMatch(/^blue-bottle-sohne-[a-z0-9]{6}$/);
  expect(await api('POST', '/auth/sign-up', { body: form })).toMatchObject({ status: 401, body: { code: 'auth.wrongCode' } });

  const { body: second } = await api<{ id: TenantId }>('POST', '/me/workspaces', { as: session, body: { name: 'Second' } });
  const line = await new Line(world.url).open(session.accessToken);
  const { body: there } = await api<StaffSession>('POST', '/me/workspace', { as: session, body: { tenantId: second.id } });
  expect(there).toMatchObject({ tenant: { id: second.id }, role: 'owner', sessionId: session.sessionId });
  expect(await api('GET', '/me', { as: session })).toMatchObject({ status: 401 });
  await until(() => line.closed !== null);
  const { body: workspaces } = await api<{ data: { id: string; current: boolean }[] }>('GET', '/me/workspaces', { as: there });
  expect(workspaces.data.map(({ id, current }) => [id, current])).toEqual(
    expect.arrayContaining([
      [session.tenant.id, false],
      [second.id, true],
    ]),
  );
  expect(await api('POST', '/me/workspace', { as: there, body: { tenantId: shop.tenantId } })).toMatchObject({ status: 404 });
});

test('asking for a code answers the same for known and unknown addresses; only the known one gets a mail that opens something', async () => {
  const known = await world.aUser(shop.tenantId, 'agent');
  const unknown = anAddress('nobody');
  const [a, b] = await Promise.all(
    [known.email, unknown].map((email) => api<{ challengeId: string }>('POST', '/auth/code', { body: { email, purpose: 'signIn' } })),
  );
  expect([a!.status, b!.status]).toEqual([202, 202]);
  expect(Object.keys(a!.body)).toEqual(Object.keys(b!.body));
  const code = codeIn(await mailTo(known.email));
  const { body } = await api<SignInReply>('POST', '/auth/code/sign-in', { body: { ...a!.body, code } });
  expect(body).toMatchObject({ type: 'session', user: { email: known.email } });
  // Its password was set before anybody had proven the address.
  expect(await api('POST', '/auth/sign-in', { body: known })).toMatchObject({ status: 401 });
  expect(
    readdirSync(join(world.parts.config.home, 'mail')).some((name) =>
      readFileSync(join(world.parts.config.home, 'mail', name), 'utf8').includes(unknown),
    ),
  ).toBe(false);
});

test('an invitation to an unknown address: of fifty who accept at once one joins, and nobody after', async () => {
  const owner = await signIn(shop.login);
  const email = anAddress('new');
  expect(await api('POST', '/invitations', { as: owner, body: { email, role: 'agent' } })).toMatchObject({ status: 201 });
  const token = tokenIn(await mailTo(email));
  expect(await api('POST', '/auth/invitations/look', { body: { token } })).toMatchObject({
    status: 200,
    body: { email, role: 'agent', known: false },
  });
  expect(await api('POST', '/auth/invitations/accept', { body: { token, name: 'New', password: 'short' } })).toMatchObject({ status: 400 });

  const accept = () => api<StaffSession>('POST', '/auth/invitations/accept', { body: { token, name: 'New', password: 'a phrase of mine' } });
  const replies = await Promise.all(Array.from({ length: 50 }, accept));
  const joined = replies.filter(({ status }) => status === 200);
  expect(joined).toHaveLength(1);
  expect(joined[0]!.body).toMatchObject({ role: 'agent', user: { email } });
  expect(await accept()).toMatchObject({ status: 404, body: { code: 'invitation.dead' } });
  const { body: members } = await api<{ data: { email: string }[] }>('GET', '/members', { as: owner });
  expect(members.data.filter((member) => member.email === email)).toHaveLength(1);
  const rows = await actions(shop.tenantId);
  expect(rows.filter((action) => action === 'member.joined')).toHaveLength(1);
});

test('an invitation is for its address alone, dies with the rights of whoever sent it, and with its time', async () => {
  const admin = await world.aUser(shop.tenantId, 'admin');
  const [owner, inviter] = [await signIn(shop.login), await signIn(admin)];
  const other = await world.aTenant();
  const [guest, stranger] = [await signIn(other.login), await signIn(await world.aUser(other.tenantId, 'agent'))];
  const send = async () => {
    const { body } = await api<{ id: string }>('POST', '/invitations', { as: inviter, body: { email: other.login.email, role: 'viewer' } });
    return { id: body.id, token: tokenIn(await mailTo(other.login.email)) };
  };
  const first = await send();
  expect(await api('POST', '/me/invitations', { as: stranger, body: { token: first.token } })).toMatchObject({
    status: 404,
    body: { code: 'invitation.dead' },
  });
  expect(await api('POST', '/auth/invitations/accept', { body: { token: first.token, password: 'not the password' } })).toMatchObject({
    status: 401,
  });
  expect(await api('DELETE', `/invitations/${first.id}`, { as: stranger })).toMatchObject({ status: 403 });
  expect(await api('DELETE', `/invitations/${first.id}`, { as: guest })).toMatchObject({ status: 404 });
  expect(await api('DELETE', `/invitations/${first.id}`, { as: owner })).toMatchObject({ status: 204 });
  expect(await api('POST', '/me/invitations', { as: guest, body: { token: first.token } })).toMatchObject({ status: 404 });

  const late = await send();
  await world.parts.connection.collection<{ _id: string }>('invitations').updateOne({ _id: late.id }, { $set: { expiresAt: new Date(0) } });
  expect(await api('POST', '/me/invitations', { as: guest, body: { token: late.token } })).toMatchObject({ status: 404 });

  const good = await send();
  const unsent = await send();
  expect(await api('POST', '/me/invitations', { as: guest, body: { token: good.token } })).toMatchObject({
    status: 200,
    body: { id: shop.tenantId, role: 'viewer' },
  });
  expect(await api('PUT', `/members/${inviter.user.id}`, { as: owner, body: { role: 'agent' } })).toMatchObject({ status: 200 });
  expect(await api('POST', '/auth/invitations/look', { body: { token: unsent.token } })).toMatchObject({ status: 404 });
});

test('roles: who may change whom, what a drop and a removal end, and that ownership is handed on', async () => {
  const { tenantId, login } = await world.aTenant();
  const [owner, admin, agent] = [
    await signIn(login),
    await signIn(await world.aUser(tenantId, 'admin')),
    await signIn(await world.aUser(tenantId, 'agent')),
  ];
  const change = (as: StaffSession, id: UserId, role: string) => api('PUT', `/members/${id}`, { as, body: { role } });
  expect(await change(agent, admin.user.id, 'viewer')).toMatchObject({ status: 403 });
  expect(await change(admin, owner.user.id, 'viewer')).toMatchObject({ status: 403 });
  expect(await change(admin, agent.user.id, 'owner')).toMatchObject({ status: 400 });
  expect(await change(admin, (await signIn(shop.login)).user.id, 'viewer')).toMatchObject({ status: 404 });
  expect(await api('DELETE', `/members/${owner.user.id}`, { as: admin })).toMatchObject({ status: 403 });
  expect(await api('POST', '/tenant/transfer', { as: admin, body: { userId: admin.user.id } })).toMatchObject({ status: 403 });

  const line = await new Line(world.url).open(agent.accessToken);
  expect(await change(admin, agent.user.id, 'admin')).toMatchObject({ status: 200, body: { role: 'admin' } });
  // What is gained holds at once, and ends nothing.
  expect(await api('GET', '/audit', { as: agent })).toMatchObject({ status: 200 });
  expect(await change(admin, agent.user.id, 'viewer')).toMatchObject({ status: 200 });
  await until(() => line.closed !== null);
  expect(await api('GET', '/me', { as: agent })).toMatchObject({ status: 401 });

  expect(await api('POST', '/tenant/transfer', { as: owner, body: { userId: admin.user.id } })).toMatchObject({ status: 204 });
  expect(await api('GET', '/me', { as: owner })).toMatchObject({ status: 401 });
  expect(await api('GET', '/me', { as: admin })).toMatchObject({ status: 200, body: { role: 'owner' } });
  const removed = await signIn(login);
  expect(removed).toMatchObject({ role: 'admin' });
  const held = await new Line(world.url).open(removed.accessToken);
  expect(await api('DELETE', `/members/${owner.user.id}`, { as: admin })).toMatchObject({ status: 204 });
  await until(() => held.closed !== null);
  expect(held.closed).toMatchObject({ code: 4401 });
  expect(await api('POST', '/auth/sign-in', { body: login })).toMatchObject({ status: 401 });

  const { body: page } = await api<{ data: { action: string; subject: string; detail: string }[] }>('GET', '/audit?limit=3', { as: admin });
  expect(page.data.map(({ action }) => action)).toContain('member.removed');
  const rows = await actions(tenantId);
  for (const action of ['member.roleChanged.refused', 'tenant.ownershipTransferred', 'session.ended', 'member.removed'])
    expect(rows).toContain(action);
  expect(await api('GET', '/audit/verification', { as: admin })).toMatchObject({ status: 200, body: { broken: null } });
  const exported = await api<string>('GET', '/audit/export', { as: admin });
  expect(
    exported.body
      .trim()
      .split('\n')
      .map((row) => (JSON.parse(row) as { action: string }).action)
      .at(-1),
  ).toBe('audit.exported');
});

test('the second factor: asked for behind the password, each code once, a recovery code when the phone is gone', async () => {
  const login = await world.aUser(shop.tenantId, 'admin');
  const session = await signIn(login);
  expect(await api('POST', '/me/second-factor', { as: session, body: { password: 'not the password' } })).toMatchObject({ status: 401 });
  const { body: enrolment } = await api<{ secret: string; uri: string; picture: string }>('POST', '/me/second-factor', {
    as: session,
    body: { password: login.password },
  });
  expect(enrolment.picture).toMatch(/^data:image\/png;base64,/);
  const app = new TOTP({ secret: Secret.fromBase32(enrolment.secret) });
  expect(await signIn(login)).toMatchObject({ type: 'session' });
  expect(
    await api('POST', '/me/second-factor/confirmation', { as: session, body: { code: app.generate({ timestamp: Date.now() - 600_000 }) } }),
  ).toMatchObject({ status: 401 });
  const confirmedBy = app.generate();
  const { body: recovery } = await api<{ codes: string[] }>('POST', '/me/second-factor/confirmation', { as: session, body: { code: confirmedBy } });
  expect(recovery.codes).toHaveLength(10);

  const { body: partial } = await api<{ type: string; partialToken: string }>('POST', '/auth/sign-in', { body: login });
  expect(partial).toMatchObject({ type: 'secondFactor' });
  expect(partial).not.toHaveProperty('accessToken');
  for (const path of ['/me', '/members', '/conversations', '/me/second-factor'])
    expect(await call(world.url, `/api/v1${path}`, { authorization: `Bearer ${partial.partialToken}` })).toMatchObject({ status: 401 });
  const second = (code: string) => api<StaffSession>('POST', '/auth/second-factor', { body: { partialToken: partial.partialToken, code } });
  expect(await second(confirmedBy)).toMatchObject({ status: 401 });
  const raced = await Promise.all([second(recovery.codes[0]!), second(recovery.codes[0]!)]);
  expect(raced.map(({ status }) => status).sort()).toEqual([200, 401]);
  const { status } = await second('000000');
  expect([401, 429]).toContain(status);
  expect(await second('000000')).toMatchObject({ status: 429 });
  const entered = raced.find((reply) => reply.status === 200)!.body;
  expect(await api('GET', '/me/second-factor', { as: entered })).toMatchObject({ body: { on: true, recoveryCodesLeft: 9 } });
  const dump = JSON.stringify(await world.parts.connection.collection('secondFactors').find({}).toArray());
  for (const secret of [enrolment.secret, ...recovery.codes]) expect(dump).not.toContain(secret);
});
