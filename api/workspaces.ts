/** A new workspace: the tenant, what its assistant begins with, and its owner. */
import { PLATFORM, type AuditActor } from '../workflows/domain/audit.ts';
import type { TenantId, UserId } from '../workflows/domain/ids.ts';
import type { ApiDeps } from './context.ts';

type Needs = Pick<ApiDeps, 'tenants' | 'settings' | 'users' | 'audit' | 'mintId' | 'now' | 'firstSettings'>;

/** @throws {Problem} `tenant.slugTaken` */
export async function createWorkspace(
  deps: Needs,
  { name, slug, ownerId, actor }: { name: string; slug?: string | undefined; ownerId: UserId | null; actor: AuditActor },
): Promise<TenantId> {
  const tenantId = deps.mintId('tnt');
  await deps.audit.append(
    { tenantId: PLATFORM },
    { key: `${tenantId}:created`, at: deps.now(), actor, action: 'tenant.created', subject: tenantId, detail: '' },
  );
  await deps.tenants.create({ _id: tenantId, slug: slug ?? shortName(name, tenantId), name });
  await deps.settings.save({ tenantId }, { ...deps.firstSettings, author: ownerId ?? 'platform' });
  if (ownerId) await deps.users.addMember({ tenantId }, ownerId, 'owner');
  return tenantId;
}

/** Readable, and taken by nobody else: the widget names a tenant by it. */
const shortName = (name: string, tenantId: TenantId): string => {
  const readable = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30);
  return `${readable || 'workspace'}-${tenantId.slice(-6)}`;
};
