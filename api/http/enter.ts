/** The last step of every way to sign in: the second factor where somebody has one, then a session in a workspace. */
import type { Request, Response } from 'express';
import { PLATFORM } from '../../workflows/domain/audit.ts';
import { rateLimited, tenantSuspended, wrongCredentials } from '../../workflows/domain/errors.ts';
import type { TenantId, UserId } from '../../workflows/domain/ids.ts';
import { isActive, isSuspended } from '../../workflows/domain/tenant.ts';
import type { ApiDeps } from '../context.ts';
import type { SecondFactorNeeded, SignInReply, StaffSession } from '../protocol/staff.ts';
import { openSession, sessionView } from '../sessions.ts';
import { deviceOf, setRefreshCookie } from './refresh-cookie.ts';

type Door = { request: Request; response: Response };

/**
 * Somebody has proven one factor.
 *
 * @throws {Problem} without a workspace that is open: `tenant.suspended` when there would be one, else `auth.wrongCredentials`
 */
export async function enter(deps: ApiDeps, { userId, how }: { userId: UserId; how: string }, door: Door): Promise<SignInReply> {
  return (await secondFactorOf(deps, userId, how)) ?? enterWorkspace(deps, { userId, how }, door);
}

/** Null for somebody without a second factor. */
export async function secondFactorOf(deps: ApiDeps, userId: UserId, how: string): Promise<SecondFactorNeeded | null> {
  const factor = await deps.secondFactors.get(userId);
  if (!factor?.confirmedAt) return null;
  const partialToken = await deps.partialTokens.sign({ userId, how });
  return { type: 'secondFactor', partialToken, expiresInSeconds: deps.partialTokens.lifetimeSeconds };
}

/** Everything is proven. Without a `tenantId` the first open workspace is entered. */
export async function enterWorkspace(
  deps: ApiDeps,
  { userId, how, tenantId }: { userId: UserId; how: string; tenantId?: TenantId },
  { request, response }: Door,
): Promise<StaffSession> {
  const into = tenantId ?? (await firstWorkspace(deps, userId));
  if (into === null || into === 'suspended') {
    noteRefusal(deps, userId, request);
    throw into ? tenantSuspended() : wrongCredentials();
  }
  const opened = await openSession(deps, { userId, tenantId: into, how, device: deviceOf(request) });
  setRefreshCookie(response, deps, opened);
  return sessionView(deps, opened.family);
}

/** The platform comes behind one's own workspaces; `suspended` when those that there are have been switched off. */
async function firstWorkspace({ users, tenants }: ApiDeps, userId: UserId): Promise<TenantId | 'suspended' | null> {
  let suspended = false;
  for (const { tenantId } of await users.memberships(userId)) {
    const tenant = await tenants.get(tenantId);
    if (tenant && isActive(tenant)) return tenantId;
    suspended ||= tenant !== null && isSuspended(tenant);
  }
  if ((await users.get(userId))?.operatorSince) return PLATFORM;
  return suspended ? 'suspended' : null;
}

/** Counts a try before anything expensive or secret is looked at. @throws {Problem} `limit.rate` */
export async function takeSignIn(deps: Pick<ApiDeps, 'limits'>, name: string | null, request: Request): Promise<void> {
  const waits = await Promise.all([
    name === null ? 0 : deps.limits.take('signIn', `name:${name.trim().toLowerCase()}`),
    deps.limits.take('signInFrom', `ip:${request.ip}`),
  ]);
  const seconds = Math.max(...waits);
  if (seconds > 0) throw rateLimited({ retryAfterSeconds: seconds });
}

/** Behind the answer, which must take equally long for known and unknown addresses. */
export function noteRefusal({ audit, mintId, now, log }: ApiDeps, userId: UserId | null, request: Request): void {
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
