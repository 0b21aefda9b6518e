/** Signing in and out. The access token is short and lives in memory; the refresh token is a cookie that rotates. */
import type { Request } from 'express';
import { notFound, rateLimited, unauthenticated, wrongCredentials } from '../../workflows/domain/errors.ts';
import { PLATFORM } from '../../workflows/domain/audit.ts';
import type { UserId } from '../../workflows/domain/ids.ts';
import { isActive } from '../../workflows/domain/tenant.ts';
import type { ApiDeps } from '../context.ts';
import { DemoLogin, SignIn, StaffIdentity, StaffSession } from '../protocol/staff.ts';
import { endSessions, identityOf, openSession, renewSession, sessionView } from '../sessions.ts';
import type { Membership } from '../../infra/ports/stores.ts';
import { clearRefreshCookie, deviceOf, mustBeOurPage, readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { anyone, route, staff } from './route.ts';

const signIn = route({
  name: 'signIn',
  method: 'post',
  path: '/auth/sign-in',
  summary: 'Signs in with e-mail address and password',
  policy: anyone('This is where a credential comes from; tries are limited by address and name.'),
  body: SignIn,
  reply: StaffSession,
  async handle({ body, request, response }, deps) {
    mustBeOurPage(request, deps);
    // Before the hash is made: a hash is the most expensive thing that a stranger can ask of us.
    await takeSignIn(deps, body.email, request);
    const user = await deps.users.byEmail(body.email);
    const matches = await deps.passwords.matches(body.password, user?.passwordHash ?? null);
    const membership = user && matches ? await firstWorkspace(deps, user._id) : null;
    if (!user || !membership) {
      noteFailure(deps, user?._id ?? null, request);
      throw wrongCredentials();
    }
    const opened = await openSession(deps, { userId: user._id, tenantId: membership.tenantId, how: 'password', device: deviceOf(request) });
    setRefreshCookie(response, deps, opened);
    return sessionView(deps, opened.family);
  },
});

/** @throws {Problem} `limit.rate` */
async function takeSignIn(deps: ApiDeps, email: string, request: Request): Promise<void> {
  const waits = await Promise.all([
    deps.limits.take('signIn', `name:${email.trim().toLowerCase()}`),
    deps.limits.take('signInFrom', `ip:${request.ip}`),
  ]);
  const seconds = Math.max(...waits);
  if (seconds > 0) throw rateLimited({ retryAfterSeconds: seconds });
}

/** The workspace that somebody enters first; null without one that is open. */
async function firstWorkspace({ users, tenants }: ApiDeps, userId: UserId): Promise<Membership | null> {
  for (const membership of await users.memberships(userId)) {
    const tenant = await tenants.get(membership.tenantId);
    if (tenant && isActive(tenant)) return membership;
  }
  return null;
}

/** Behind the answer, which must take equally long for known and unknown addresses. */
function noteFailure({ audit, mintId, now, log }: ApiDeps, userId: UserId | null, request: Request): void {
  const row = {
    key: mintId('aud'),
    at: now(),
    actor: { type: 'nobody', id: null },
    action: 'session.refused',
    subject: userId,
    detail: `ip=${request.ip}`,
  } as const;
  void audit
    .append({ tenantId: PLATFORM }, row)
    .catch((error: unknown) => log.warn({ reason: (error as Error).name }, 'a refused sign-in left no row in the audit'));
}

const refresh = route({
  name: 'refresh',
  method: 'post',
  path: '/auth/refresh',
  summary: 'A new access token for the refresh cookie, which rotates',
  policy: anyone('The refresh cookie is the credential; it is SameSite=Strict and checked here.'),
  reply: StaffSession,
  async handle({ request, response }, deps) {
    mustBeOurPage(request, deps);
    const renewed = await renewSession(deps, readRefreshCookie(request));
    try {
      if (!renewed) throw unauthenticated();
      const tenant = await deps.tenants.get(renewed.family.tenantId);
      if (!tenant || !isActive(tenant)) throw unauthenticated();
      const view = await sessionView(deps, renewed.family);
      setRefreshCookie(response, deps, renewed);
      return view;
    } catch (error) {
      clearRefreshCookie(response, deps);
      throw error;
    }
  },
});

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
