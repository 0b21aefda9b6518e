/** The end of a tenant: every door closes at once, then a workflow erases what it holds. */
import { PLATFORM, type AuditActor } from '../workflows/domain/audit.ts';
import type { TenantId } from '../workflows/domain/ids.ts';
import type { ApiDeps } from './context.ts';
import { goOn } from './go-on.ts';
import { endSessions } from './sessions.ts';

/** What was accepted before the doors closed is given this long to end, before everything is erased once more, ms. */
const QUIET_MS = 60_000;

type Needs = Pick<ApiDeps, 'tenantDesk' | 'refreshFamilies' | 'audit' | 'bus' | 'now' | 'engine'>;

/** Closes and deletes. Asked again it goes on where it stopped. */
export async function deleteTenant(deps: Needs, tenantId: TenantId, actor: AuditActor): Promise<void> {
  await deps.audit.append(
    { tenantId: PLATFORM },
    { key: `${tenantId}:deletionAsked`, at: deps.now(), actor, action: 'tenant.deletionAsked', subject: tenantId, detail: '' },
  );
  await deps.tenantDesk.setStatus(tenantId, 'deleting');
  deps.bus.publish({ type: 'tenant.closed', tenantId });
  await endSessions(deps, await deps.refreshFamilies.open({ tenantId }), 'deleted', actor);
  await deps.engine.startTenantDeletion({ tenantId, quietMs: QUIET_MS });
}

type Doors = Needs & Pick<ApiDeps, 'documents' | 'sites'>;

/**
 * Closes every door of a tenant, or opens them again; what was being prepared then goes on. Asked again it goes on where it stopped.
 *
 * @returns false for an unknown tenant and one that is being deleted
 * @throws {Problem} `engine.unavailable` when the doors are open and what goes on behind them could not be started
 */
export async function setTenantOpen(deps: Doors, tenantId: TenantId, open: boolean, actor: AuditActor): Promise<boolean> {
  const action = open ? 'tenant.resumed' : 'tenant.suspended';
  await deps.audit.append(
    { tenantId: PLATFORM },
    { key: `${tenantId}:${action}:${deps.now().getTime()}`, at: deps.now(), actor, action, subject: tenantId, detail: '' },
  );
  if (!(await deps.tenantDesk.setStatus(tenantId, open ? 'active' : 'suspended'))) return false;
  if (open) {
    await goOn(deps, { tenantId });
    return true;
  }
  deps.bus.publish({ type: 'tenant.closed', tenantId });
  await endSessions(deps, await deps.refreshFamilies.open({ tenantId }), 'suspended', actor);
  return true;
}
