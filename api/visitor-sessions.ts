/** Sessions of visitors: opened at the tenant's door, bound to a person by proof, ended on this device or everywhere. */
import { originRefused, rateLimited, tenantUnknown, visitorBanned } from '../workflows/domain/errors.ts';
import type { SessionId, TenantScope, VisitorId } from '../workflows/domain/ids.ts';
import { isActive } from '../workflows/domain/tenant.ts';
import { doorOf, expiryOf, isSite, mayShow, type SessionEnd, type VisitorDoor } from '../workflows/domain/visitor-door.ts';
import type { Tenant } from '../infra/ports/tenant-stores.ts';
import type { ApiDeps } from './context.ts';
import { frameAncestors } from './middleware/origins.ts';

export type DoorDeps = Pick<ApiDeps, 'tenants' | 'settings' | 'openEmbedding'>;

/**
 * The tenant that a page names, if it may show its chat there.
 *
 * @param foreign origins of the page and of the request that are not our own
 * @throws {Problem} `tenant.unknown` for one that does not exist or is switched off; `origin.refused`
 */
export async function doorFor(deps: DoorDeps, name: string, foreign: readonly string[]): Promise<{ tenant: Tenant; door: VisitorDoor }> {
  const found = await doorNamed(deps, name);
  if (!found) throw tenantUnknown();
  if (!isFree(deps, found.door) && !foreign.every((origin) => mayShow(origin, found.door.origins))) throw originRefused();
  return found;
}

/** Who may frame the chat of a tenant, as a list for `frame-ancestors`; of an unknown tenant nobody but ourselves. */
export async function framersOf(deps: DoorDeps, name: string): Promise<string> {
  const found = await doorNamed(deps, name);
  if (found && isFree(deps, found.door)) return '*';
  return frameAncestors(found?.door.origins.filter(isSite) ?? []);
}

/** A list that is empty opens nothing in production; while developing it opens everything. */
const isFree = ({ openEmbedding }: DoorDeps, { origins }: VisitorDoor): boolean => openEmbedding && origins.length === 0;

/** Null for a tenant that does not exist or is switched off. */
async function doorNamed({ tenants, settings }: DoorDeps, name: string): Promise<{ tenant: Tenant; door: VisitorDoor } | null> {
  const tenant = name.startsWith('tnt_') ? await tenants.get(name as Tenant['_id']) : await tenants.bySlug(name);
  return tenant && isActive(tenant) ? { tenant, door: doorOf(await settings.current({ tenantId: tenant._id })) } : null;
}

export type Opened = { token: string; visitorId: VisitorId; expiresAt: Date };

type Mint = Pick<ApiDeps, 'visitorSessions' | 'mintToken' | 'mintId' | 'hashToken' | 'now'>;

/** A fresh token of 256 random bits for the visitor; the store gets its hash. */
export async function openVisitorSession(
  deps: Mint,
  scope: TenantScope,
  { visitorId, verified, door }: { visitorId: VisitorId; verified: boolean; door: VisitorDoor },
): Promise<Opened> {
  const token = deps.mintToken('ses');
  const createdAt = deps.now();
  const { idleMs, absoluteMs } = door;
  const expiresAt = expiryOf(createdAt, door, createdAt);
  await deps.visitorSessions.create(scope, {
    _id: deps.mintId('ses'),
    ...scope,
    visitorId,
    verified,
    tokenHash: deps.hashToken(token),
    createdAt,
    expiresAt,
    idleMs,
    absoluteMs,
    endedBecause: null,
  });
  return { token, visitorId, expiresAt };
}

/** Ends sessions and closes their sockets. Without `sessionId` all of the visitor's. */
export async function endVisitorSessions(
  { visitorSessions, bus }: Pick<ApiDeps, 'visitorSessions' | 'bus'>,
  scope: TenantScope,
  whose: { visitorId: VisitorId; sessionId?: SessionId },
  because: SessionEnd,
): Promise<void> {
  for (const sessionId of await visitorSessions.end(scope, whose, because)) bus.publish({ type: 'session.ended', ...scope, sessionId });
}

/** @throws {Problem} `limit.rate` when too many sessions come from an address, or to a tenant */
export async function admitSession({ limits }: Pick<ApiDeps, 'limits'>, scope: TenantScope, ip: string): Promise<void> {
  for (const [limit, key] of [
    ['openSession', ip],
    ['openSessionOfTenant', scope.tenantId],
  ] as const) {
    const waitSeconds = await limits.take(limit, key);
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
  }
}

/** @throws {Problem} `visitor.banned` */
export async function refuseBanned({ visitors }: Pick<ApiDeps, 'visitors'>, scope: TenantScope, visitorId: VisitorId): Promise<void> {
  if ((await visitors.get(scope, visitorId))?.bannedAt) throw visitorBanned();
}
