/** One's own account: the name, and where one is signed in and how to end it: one session, all others, and all others by a new password. */
import { PageQuery } from '../protocol/common.ts';
import { ChangeProfile } from '../protocol/people.ts';
import { notFound, rateLimited, wrongCredentials } from '../../workflows/domain/errors.ts';
import { isLive } from '../../workflows/domain/refresh.ts';
import { ChangePassword, Ended, SessionPage, SessionParams, StaffIdentity } from '../protocol/staff.ts';
import { endSessions, endSessionsOf, identityOf } from '../sessions.ts';
import { presentSession } from '../present/people.ts';
import { pageOf, timePlace } from './page-of.ts';
import { route, staff } from './route.ts';

const list = route({
  name: 'listMySessions',
  method: 'get',
  path: '/me/sessions',
  summary: 'Where you are signed in',
  policy: staff(null),
  query: PageQuery,
  reply: SessionPage,
  async handle({ staff: { userId, sessionId }, query }, { refreshFamilies, now }) {
    const open = (await refreshFamilies.open({ userId })).filter((family) => isLive(family, now()));
    const { data, nextCursor } = pageOf(open, query, ({ createdAt, _id }) => timePlace(createdAt, _id), 'falling');
    return { data: data.map((family) => presentSession(family, sessionId)), nextCursor };
  },
});

const end = route({
  name: 'endMySession',
  method: 'delete',
  path: '/me/sessions/{sessionId}',
  summary: 'Signs a device out; its open connections close',
  policy: staff(null),
  binds: { sessionId: 'caller' },
  params: SessionParams,
  audit: { instead: 'Each session that ends leaves its own row.' },
  async handle({ staff: { userId }, params }, deps) {
    const family = await deps.refreshFamilies.get(params.sessionId);
    if (!family || family.userId !== userId || family.endedAt !== null) throw notFound();
    await endSessions(deps, [family], 'revoked', { type: 'user', id: userId });
  },
});

const endOthers = route({
  name: 'endMyOtherSessions',
  method: 'delete',
  path: '/me/sessions',
  summary: 'Signs every other device out',
  policy: staff(null),
  audit: { instead: 'Each session that ends leaves its own row.' },
  reply: Ended,
  async handle({ staff: { userId, sessionId } }, deps) {
    return { ended: await endSessionsOf(deps, { userId, but: sessionId }, 'revoked', { type: 'user', id: userId }) };
  },
});

const changePassword = route({
  name: 'changePassword',
  method: 'put',
  path: '/me/password',
  summary: 'A new password; every other device is signed out',
  policy: staff(null),
  body: ChangePassword,
  audit: { security: true, action: 'password.changed', subject: ({ staff: { userId } }) => userId },
  reply: Ended,
  async handle({ staff: { userId, sessionId }, body }, deps) {
    const waitSeconds = await deps.limits.take('signIn', `change:${userId}`);
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    const user = await deps.users.get(userId);
    if (!(await deps.passwords.matches(body.current, user?.passwordHash ?? null))) throw wrongCredentials();
    const actor = { type: 'user', id: userId } as const;
    await deps.accounts.setPassword(userId, await deps.passwords.hash(body.next));
    return { ended: await endSessionsOf(deps, { userId, but: sessionId }, 'passwordChanged', actor) };
  },
});

const changeProfile = route({
  name: 'changeProfile',
  method: 'put',
  path: '/me/profile',
  summary: 'The name that colleagues and visitors see',
  policy: staff(null),
  body: ChangeProfile,
  reply: StaffIdentity,
  audit: { action: 'profile.changed', subject: ({ staff: { userId } }) => userId },
  async handle({ staff: { userId, scope }, body: { name } }, deps) {
    await deps.accounts.rename(userId, name);
    return identityOf(deps, { userId, tenantId: scope.tenantId });
  },
});

export const sessionRoutes = [changeProfile, list, end, endOthers, changePassword];
