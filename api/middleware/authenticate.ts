/** Who is calling. Three credentials, never mixed: `Bearer` for staff, `Visitor` for visitors; API keys are judged in `api-key.ts`. */
import type { ApiKeyId } from '../../workflows/domain/api-key.ts';
import type { SessionId, TenantScope, UserId, VisitorId } from '../../workflows/domain/ids.ts';
import { PLATFORM, type AuditActor } from '../../workflows/domain/audit.ts';
import { isLive } from '../../workflows/domain/refresh.ts';
import type { StaffRole } from '../../workflows/domain/roles.ts';
import { isActive } from '../../workflows/domain/tenant.ts';
import type { ApiDeps } from '../context.ts';

export type Visitor = {
  scope: TenantScope;
  visitorId: VisitorId;
  sessionId: SessionId;
  /** The customer has proven who it is. */
  verified: boolean;
  expiresAt: Date;
  ip: string;
};
export type Staff = {
  scope: TenantScope;
  userId: UserId;
  role: StaffRole;
  sessionId: string;
  expiresAt: number;
  /** When a program calls in somebody's name. */ keyId?: ApiKeyId;
};
export type StaffDoor = Pick<ApiDeps, 'accessTokens' | 'refreshFamilies' | 'users' | 'tenants' | 'now'>;

/** Who did it, for the audit: a program under its own key, not under the name of whoever made that. */
export const actorOf = ({ keyId, userId, role }: Staff): AuditActor =>
  keyId ? { type: 'key', id: keyId } : { type: role === 'operator' ? 'operator' : 'user', id: userId };

type Headers = { get(name: string): string | undefined };

const MAX_TOKEN = 4_096;

const credential = (request: Headers, scheme: string): string | null => {
  const header = request.get('authorization') ?? '';
  return header.length <= MAX_TOKEN && header.startsWith(`${scheme} `) ? header.slice(scheme.length + 1) : null;
};

export async function staffOf(request: Headers, deps: StaffDoor): Promise<Staff | null> {
  const token = credential(request, 'Bearer');
  return token ? staffByToken(token, deps) : null;
}

export async function staffByToken(token: string, deps: StaffDoor): Promise<Staff | null> {
  const claims = await deps.accessTokens.verify(token);
  if (!claims) return null;
  const { userId, tenantId, sessionId, expiresAt } = claims;
  const role = await standingOf({ userId, tenantId, sessionId }, deps);
  return role && { scope: { tenantId }, userId, role, sessionId, expiresAt };
}

/** The role that somebody has now; null when the session, the membership or the tenant is not what it was when the token was made. */
export async function standingOf(
  { userId, tenantId, sessionId }: { userId: UserId; tenantId: TenantScope['tenantId']; sessionId: string },
  { refreshFamilies, users, tenants, now }: Omit<StaffDoor, 'accessTokens'>,
): Promise<StaffRole | null> {
  const [session, role] = await Promise.all([refreshFamilies.get(sessionId), roleIn({ users, tenants }, { userId, tenantId })]);
  if (!session || !isLive(session, now()) || session.userId !== userId || session.tenantId !== tenantId) return null;
  return role;
}

/** As what somebody may be in a workspace now, or in the platform; null where the door is shut. */
export async function roleIn(
  { users, tenants }: Pick<StaffDoor, 'users' | 'tenants'>,
  { userId, tenantId }: { userId: UserId; tenantId: TenantScope['tenantId'] },
): Promise<StaffRole | null> {
  if (tenantId === PLATFORM) return (await users.get(userId))?.operatorSince ? 'operator' : null;
  const [membership, tenant] = await Promise.all([users.membership({ tenantId }, userId), tenants.get(tenantId)]);
  return tenant && isActive(tenant) && membership ? membership.role : null;
}
