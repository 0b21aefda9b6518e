/** Signing in and out. The access token is short and lives in memory; the refresh token is a cookie that rotates. */
import { notFound, tenantSuspended, unauthenticated, wrongCredentials, type Problem } from '../../workflows/domain/errors.ts';
import { isSuspended } from '../../workflows/domain/tenant.ts';
import type { ApiDeps } from '../context.ts';
import { DemoLogin, SignIn, SignInReply, StaffIdentity, StaffSession } from '../protocol/staff.ts';
import { endSessions, identityOf, renewSession, sessionView } from '../sessions.ts';
import { enter, noteRefusal, takeSignIn } from './enter.ts';
import { clearRefreshCookie, mustBeOurPage, readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { anyone, route, staff } from './route.ts';

const signIn = route({
  name: 'signIn',
  method: 'post',
  path: '/auth/sign-in',
  summary: 'Signs in with e-mail address and password',
  policy: anyone('This is where a credential comes from; tries are limited by address and name.'),
  body: SignIn,
  reply: SignInReply,
  async handle({ body, request, response }, deps) {
    mustBeOurPage(request, deps);
    // Before the hash is made: a hash is the most expensive thing that a stranger can ask of us.
    await takeSignIn(deps, body.email, request);
    const user = await deps.users.byEmail(body.email);
    const matches = await deps.passwords.matches(body.password, user?.passwordHash ?? null);
    if (!user || !matches) {
      noteRefusal(deps, user?._id ?? null, request);
      throw wrongCredentials();
    }
    return enter(deps, { userId: user._id, how: 'password' }, { request, response });
  },
});

const refresh = route({
  name: 'refresh',
  method: 'post',
  path: '/auth/refresh',
  summary: 'A new access token for the refresh cookie, which rotates',
  policy: anyone('The refresh cookie is the credential; it is SameSite=Strict and checked here.'),
  reply: StaffSession,
  async handle({ request, response }, deps) {
    mustBeOurPage(request, deps);
    const token = readRefreshCookie(request);
    const renewed = await renewSession(deps, token);
    try {
      if (!renewed) throw await whyOver(deps, token);
      const view = await sessionView(deps, renewed.family);
      setRefreshCookie(response, deps, renewed);
      return view;
    } catch (error) {
      clearRefreshCookie(response, deps);
      throw error;
    }
  },
});

/** Of a workspace that is switched off its people learn so; of everything else only that the session is over. */
async function whyOver({ refreshTokens, refreshFamilies, tenants }: ApiDeps, token: string): Promise<Problem> {
  const family = await refreshFamilies.get(refreshTokens.read(token)?.sessionId ?? '');
  const tenant = family?.endedBecause === 'suspended' ? await tenants.get(family.tenantId) : null;
  return tenant && isSuspended(tenant) ? tenantSuspended() : unauthenticated();
}

const signOut = route({
  name: 'signOut',
  method: 'post',
  path: '/auth/sign-out',
  summary: 'Ends the session on this device',
  policy: anyone('Whoever holds the cookie may throw it away.'),
  async handle({ request, response }, deps) {
    mustBeOurPage(request, deps);
    const read = deps.refreshTokens.read(readRefreshCookie(request));
    clearRefreshCookie(response, deps);
    const family = read && (await deps.refreshFamilies.get(read.sessionId));
    if (family?.endedAt === null) await endSessions(deps, [family], 'signedOut', { type: 'user', id: family.userId });
  },
});

const me = route({
  name: 'me',
  method: 'get',
  path: '/me',
  summary: 'Who is signed in',
  policy: staff(null),
  reply: StaffIdentity,
  handle: ({ staff: { userId, scope } }, deps) => identityOf(deps, { userId, tenantId: scope.tenantId }),
});

const demoLogin = route({
  name: 'demoLogin',
  method: 'get',
  path: '/demo-login',
  summary: 'The login of the demo tenant; only where the demo is switched on',
  policy: anyone('Shown on the sign-in page of a demo installation; nothing outside of it.'),
  reply: DemoLogin,
  async handle(_call, deps) {
    if (!deps.demoLogin) throw notFound();
    return deps.demoLogin;
  },
});

export const authRoutes = [signIn, refresh, signOut, me, demoLogin];
