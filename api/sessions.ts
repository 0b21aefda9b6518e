/** Sessions of staff: opened, renewed, and ended on every device and open socket. */
import { PLATFORM, type AuditActor } from '../workflows/domain/audit.ts';
import { unauthenticated } from '../workflows/domain/errors.ts';
import type { TenantId, UserId } from '../workflows/domain/ids.ts';
import { judgeRefresh, SESSION, type EndReason, type RefreshFamily } from '../workflows/domain/refresh.ts';
import { permissionsOf } from '../workflows/domain/roles.ts';
import type { ApiDeps } from './context.ts';
import { roleIn } from './middleware/authenticate.ts';
import type { StaffIdentity, StaffSession } from './protocol/staff.ts';

export type Renewed = { family: RefreshFamily; token: string };

type Needs = Pick<ApiDeps, 'refreshFamilies' | 'refreshTokens' | 'audit' | 'bus' | 'now'>;

/** Begins a session in a workspace. The caller has proven who it is. */
export async function openSession(
  deps: Needs & Pick<ApiDeps, 'mintToken'>,
  who: { userId: UserId; tenantId: TenantId; how: string; device: RefreshFamily['device'] },
): Promise<Renewed> {
  const { userId, tenantId, how, device } = who;
  const now = deps.now();
  const sessionId = deps.mintToken('fam');
  // Before the session, not after it: a sign-in that leaves no trace does not happen.
  await deps.audit.append(
    { tenantId },
    { key: `${sessionId}:opened`, at: now, actor: { type: 'user', id: userId }, action: 'session.opened', subject: userId, detail: `how=${how}` },
  );
  const family = await deps.refreshFamilies.create({
    _id: sessionId,
    userId,
    tenantId,
    generation: 1,
    rotatedAt: now,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION.idle),
    endsAt: new Date(now.getTime() + SESSION.absolute),
    device,
  });
  return { family, token: deps.refreshTokens.issue(sessionId, 1) };
}

/**
 * The successor of a refresh token, the same for everybody who asks within the grace; null when the session is over. A token
 * that is older than that ends the session: two hold it, and one of them is a thief.
 */
export async function renewSession(deps: Needs, token: string): Promise<Renewed | null> {
  const read = deps.refreshTokens.read(token);
  if (!read) return null;
  const { sessionId, generation } = read;
  for (;;) {
    const family = await deps.refreshFamilies.get(sessionId);
    if (!family) return null;
    const now = deps.now();
    const verdict = judgeRefresh(family, generation, now);
    if (verdict === 'over') return null;
    if (verdict === 'repeat') return { family, token: deps.refreshTokens.issue(sessionId, family.generation) };
    if (verdict === 'reused') {
      await endSessions(deps, [family], 'reused', { type: 'nobody', id: null });
      return null;
    }
    const rotated = await deps.refreshFamilies.rotate(sessionId, generation, {
      rotatedAt: now,
      expiresAt: new Date(Math.min(now.getTime() + SESSION.idle, family.endsAt.getTime())),
    });
    if (rotated) return { family: rotated, token: deps.refreshTokens.issue(sessionId, rotated.generation) };
    // Somebody else was faster: what that means is judged anew.
  }
}

/** Ends sessions, leaves a row of the audit for each, and closes their sockets. @returns how many were still open */
export async function endSessions(
  deps: Pick<ApiDeps, 'refreshFamilies' | 'audit' | 'bus' | 'now'>,
  families: readonly RefreshFamily[],
  because: EndReason,
  actor: AuditActor,
): Promise<number> {
  let ended = 0;
  for (const { _id: sessionId, tenantId, userId } of families) {
    await deps.audit.append(
      { tenantId },
      { key: `${sessionId}:ended`, at: deps.now(), actor, action: 'session.ended', subject: userId, detail: `because=${because}` },
    );
    if (await deps.refreshFamilies.end(sessionId, because, deps.now())) ended++;
    deps.bus.publish({ type: 'session.ended', tenantId, sessionId });
  }
  return ended;
}

/** Every session of a person in one workspace, or in all of them. `but` is spared. */
export async function endSessionsOf(
  deps: Pick<ApiDeps, 'refreshFamilies' | 'audit' | 'bus' | 'now'>,
  { userId, tenantId, but }: { userId: UserId; tenantId?: TenantId; but?: string },
  because: EndReason,
  actor: AuditActor,
): Promise<number> {
  const open = await deps.refreshFamilies.open({ userId });
  const meant = open.filter((family) => family._id !== but && (!tenantId || family.tenantId === tenantId));
  return endSessions(deps, meant, because, actor);
}

/** @throws {Problem} `auth.required` when the person has left the workspace */
export async function identityOf(
  { users, tenants }: Pick<ApiDeps, 'users' | 'tenants'>,
  { userId, tenantId }: { userId: UserId; tenantId: TenantId },
): Promise<StaffIdentity> {
  const [user, workplace, role] = await Promise.all([
    users.get(userId),
    workplaceOf({ tenants }, tenantId),
    roleIn({ users, tenants }, { userId, tenantId }),
  ]);
  if (!user || !workplace || !role) throw unauthenticated();
  return { user: { id: user._id, name: user.name, email: user.email }, tenant: workplace, role, permissions: [...permissionsOf(role)] };
}

/** Where somebody is at work: a workspace, or the platform for those who run it. */
export async function workplaceOf({ tenants }: Pick<ApiDeps, 'tenants'>, tenantId: TenantId): Promise<StaffIdentity['tenant'] | null> {
  if (tenantId === PLATFORM) return { id: PLATFORM, slug: 'platform', name: 'Platform' };
  const tenant = await tenants.get(tenantId);
  return tenant && { id: tenant._id, slug: tenant.slug, name: tenant.name };
}

/** What a client holds: who it is and a token for the next ten minutes. */
export async function sessionView(deps: ApiDeps, { _id: sessionId, userId, tenantId }: RefreshFamily): Promise<StaffSession> {
  const [who, accessToken] = await Promise.all([identityOf(deps, { userId, tenantId }), deps.accessTokens.sign({ userId, tenantId, sessionId })]);
  return { type: 'session', ...who, sessionId, accessToken, expiresInSeconds: deps.accessTokens.lifetimeSeconds };
}
