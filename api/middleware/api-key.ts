/**
 * Keys for programs at the door of REST: `Authorization: Bearer parley_...`. A key of a tenant opens that tenant alone; a key of
 * the installation names the tenant it means in the header `Parley-Tenant`, or manages tenants. Both open only what asks for a
 * permission they have.
 */
import { API_KEY_PREFIX, isLiveKey, isOfPlatform, LAST_USE_EVERY_MS, type ApiKey } from '../../workflows/domain/api-key.ts';
import { PLATFORM } from '../../workflows/domain/audit.ts';
import { forbidden, invalidRequest, notFound, tenantSuspended, unauthenticated } from '../../workflows/domain/errors.ts';
import type { TenantId } from '../../workflows/domain/ids.ts';
import type { Permission } from '../../workflows/domain/roles.ts';
import { isActive, isSuspended } from '../../workflows/domain/tenant.ts';
import type { ApiDeps } from '../context.ts';
import { roleIn, type Staff } from './authenticate.ts';

type Headers = { get(name: string): string | undefined };
type Needs = Pick<ApiDeps, 'apiKeys' | 'users' | 'tenants' | 'hashToken' | 'now' | 'log'>;

const TOKEN = new RegExp(`^Bearer (${API_KEY_PREFIX}_[A-Za-z0-9_-]{43})$`);
const TENANT_HEADER = 'parley-tenant';
const TENANT = /^[A-Za-z0-9_-]{1,64}$/;

/** True for what looks like a key, so that it is judged as one and as nothing else. */
export const presentsApiKey = (request: Headers): boolean => (request.get('authorization') ?? '').startsWith(`Bearer ${API_KEY_PREFIX}_`);

/**
 * Whom a key acts for: who made it, with the least of roles beside the key's own permissions.
 *
 * @param permission what the route asks for; null where only a person may go
 * @throws {Problem} 401 for an unknown, expired or revoked key; 403 for another tenant's address or a missing permission
 */
export async function keyCallerOf(request: Headers, permission: Permission | null, deps: Needs): Promise<Staff> {
  const [, token] = TOKEN.exec(request.get('authorization') ?? '') ?? [];
  const key = token ? await deps.apiKeys.byTokenHash(deps.hashToken(token)) : null;
  if (!key || !isLiveKey(key, deps.now())) throw unauthenticated();
  const tenantId = permission && isOfPlatform(permission) ? await platformOf(key, deps) : await tenantOf(key, request.get(TENANT_HEADER), deps);
  if (!permission || !key.permissions.some((one) => one === permission)) throw forbidden({ detail: 'This API key does not allow this.' });
  noteUse(key, deps);
  const expiresAt = key.expiresAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return { scope: { tenantId }, userId: key.createdBy, role: 'viewer', sessionId: key._id, expiresAt, keyId: key._id };
}

/** Only while whoever made the key still runs the installation. */
async function platformOf({ tenantId, createdBy }: ApiKey, deps: Needs): Promise<TenantId> {
  if (tenantId !== null) throw forbidden({ detail: 'This API key belongs to a tenant.' });
  if (!(await roleIn(deps, { userId: createdBy, tenantId: PLATFORM }))) throw forbidden();
  return PLATFORM;
}

/** Before any object is looked up, so that the answer tells nothing about objects. */
async function tenantOf(key: ApiKey, named: string | undefined, { tenants }: Needs): Promise<TenantId> {
  if (named !== undefined && !TENANT.test(named)) throw invalidRequest({ fields: [{ path: 'Parley-Tenant', message: 'Give the id of a tenant.' }] });
  if (key.tenantId === null && named === undefined)
    throw invalidRequest({ fields: [{ path: 'Parley-Tenant', message: 'A key of the installation names the tenant it means.' }] });
  const meant = named ?? key.tenantId!;
  if (key.tenantId !== null && meant !== key.tenantId) throw forbidden({ detail: 'This API key belongs to another tenant.' });
  const tenant = await tenants.get(meant as TenantId);
  if (tenant && isActive(tenant)) return tenant._id;
  if (tenant && isSuspended(tenant)) throw tenantSuspended();
  throw key.tenantId === null ? notFound() : unauthenticated();
}

/** At most once in some minutes, and in nobody's way. */
function noteUse({ _id, lastUsedAt }: ApiKey, { apiKeys, now, log }: Needs): void {
  const at = now();
  if (lastUsedAt && at.getTime() - lastUsedAt.getTime() < LAST_USE_EVERY_MS) return;
  apiKeys.used(_id, at).catch((error: unknown) => log.warn({ keyId: _id, reason: (error as Error).name }, 'the use of a key was not noted'));
}
