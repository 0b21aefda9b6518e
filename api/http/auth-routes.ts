/** Signing in and out. The access token is short and lives in memory; the refresh token is a cookie that rotates. */
import { parse } from 'cookie';
import type { Request, Response } from 'express';
import { notFound, rateLimited, unauthenticated, wrongCredentials } from '../../workflows/domain/errors.ts';
import type { TenantId, UserId } from '../../workflows/domain/ids.ts';
import { may, PERMISSIONS, type Role } from '../../workflows/domain/roles.ts';
import { DemoLogin, SignIn, StaffIdentity, StaffSession } from '../protocol/staff.ts';
import type { ApiDeps } from '../context.ts';
import { anyone, route, staff } from './route.ts';

const COOKIE = 'parley_refresh';
const COOKIE_PATH = '/api/v1/auth';
/** Life of a refresh token, ms; each use begins it anew. */
const REFRESH_MS = 14 * 86_400_000;

const signIn = route({
  name: 'signIn',
  method: 'post',
  path: '/auth/sign-in',
  summary: 'Signs in with e-mail address and password',
  policy: anyone('This is where a credential comes from; tries are limited by address and name.'),
  body: SignIn,
  reply: StaffSession,
  async handle({ body, request, response }, deps) {
    for (const key of [`name:${body.email.trim().toLowerCase()}`, `ip:${request.ip}`]) {
      const waitSeconds = await deps.limits.take('signIn', key);
      if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    }
    const user = await deps.users.byEmail(body.email);
    const matches = await deps.passwords.matches(body.password, user?.passwordHash ?? null);
    const [membership] = user && matches ? await deps.users.memberships(user._id) : [];
    if (!user || !membership) throw wrongCredentials();
    const familyId = deps.mintToken('fam');
    const token = deps.mintToken('ref');
    await deps.refreshFamilies.create({
      _id: familyId,
      userId: user._id,
      tenantId: membership.tenantId,
      tokenHash: deps.hashToken(token),
      expiresAt: new Date(deps.now().getTime() + REFRESH_MS),
    });
    setCookie(response, deps, `${familyId}.${token}`, REFRESH_MS);
    return session(deps, user._id, membership.tenantId, membership.role);
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
    const [familyId, token] = cookieOf(request);
    if (!familyId || !token) throw unauthenticated();
    const next = deps.mintToken('ref');
    const family = await deps.refreshFamilies.rotate(familyId, deps.hashToken(token), {
      tokenHash: deps.hashToken(next),
      expiresAt: new Date(deps.now().getTime() + REFRESH_MS),
    });
    const membership = family ? (await deps.users.memberships(family.userId)).find((one) => one.tenantId === family.tenantId) : undefined;
    if (!family || !membership) {
      setCookie(response, deps, '', 0);
      throw unauthenticated();
    }
    setCookie(response, deps, `${familyId}.${next}`, REFRESH_MS);
    return session(deps, family.userId, family.tenantId, membership.role);
  },
});

const signOut = route({
  name: 'signOut',
  method: 'post',
  path: '/auth/sign-out',
  summary: 'Ends the session on this device',
  policy: anyone('Whoever holds the cookie may throw it away.'),
  async handle({ request, response }, deps) {
    const [familyId] = cookieOf(request);
    if (familyId) await deps.refreshFamilies.revoke(familyId);
    setCookie(response, deps, '', 0);
  },
});

const me = route({
  name: 'me',
  method: 'get',
  path: '/me',
  summary: 'Who is signed in',
  policy: staff(null),
  reply: StaffIdentity,
  handle: ({ staff: { userId, scope, role } }, deps) => identity(deps, userId, scope.tenantId, role),
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

async function identity({ users, tenants }: ApiDeps, userId: UserId, tenantId: TenantId, role: Role) {
  const [user, tenant] = await Promise.all([users.get(userId), tenants.get(tenantId)]);
  if (!user || !tenant) throw unauthenticated();
  return {
    user: { id: user._id, name: user.name, email: user.email },
    tenant: { id: tenant._id, slug: tenant.slug, name: tenant.name },
    role,
    permissions: PERMISSIONS.filter((permission) => may(role, permission)),
  };
}

async function session(deps: ApiDeps, userId: UserId, tenantId: TenantId, role: Role) {
  const [who, accessToken] = await Promise.all([identity(deps, userId, tenantId, role), deps.accessTokens.sign({ userId, tenantId, role })]);
  return { ...who, accessToken, expiresInSeconds: deps.accessTokens.lifetimeSeconds };
}

const cookieOf = (request: Request): (string | undefined)[] => (parse(request.get('cookie') ?? '')[COOKIE] ?? '').split('.');

function setCookie(response: Response, { secureCookies }: ApiDeps, value: string, lifeMs: number): void {
  response.cookie(COOKIE, value, { httpOnly: true, sameSite: 'strict', secure: secureCookies, path: COOKIE_PATH, maxAge: lifeMs });
}

export const authRoutes = [signIn, refresh, signOut, me, demoLogin];
