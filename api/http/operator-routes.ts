/**
 * Running the installation: its tenants from outside, and the keys of programs that do the same. Nothing here shows what a tenant
 * holds, and operators are members of none, so no other route shows it to them either.
 */
import { invalidRequest, notFound } from '../../workflows/domain/errors.ts';
import type { TenantId } from '../../workflows/domain/ids.ts';
import type { Tenant } from '../../infra/ports/tenant-stores.ts';
import type { ApiDeps } from '../context.ts';
import { sendInvitation } from '../invitations.ts';
import { makeApiKey } from '../make-api-key.ts';
import { actorOf } from '../middleware/authenticate.ts';
import { presentApiKey } from '../present/api-key.ts';
import { presentTenant } from '../present/tenant.ts';
import { PageQuery } from '../protocol/common.ts';
import { ApiKeyPage, ApiKeyParams, ApiKeyView, MadeApiKey } from '../protocol/api-keys.ts';
import { MakePlatformKey, MakeTenant, TenantDetail, TenantPage, TenantParams, TenantsQuery, TenantSummary } from '../protocol/operator.ts';
import { DeleteTenant } from '../protocol/people.ts';
import { deleteTenant, setTenantOpen } from '../tenancy.ts';
import { createWorkspace } from '../workspaces.ts';
import { pageOf } from './page-of.ts';
import { route, staff } from './route.ts';

const EVERY = { everyTenant: true } as const;
const ANY_PLACE = { unchecked: 'It says where a page begins; what the page holds is asked of the platform.' } as const;
const IN_PLATFORM = { instead: 'Written into the audit of the platform where the tenant is made, closed or opened.' } as const;

const list = route({
  name: 'listTenants',
  method: 'get',
  path: '/operator/tenants',
  summary: 'The tenants of this installation, newest first',
  policy: staff('platform.read'),
  binds: { cursor: ANY_PLACE },
  query: TenantsQuery,
  reply: TenantPage,
  async handle({ query: { limit, cursor } }, { tenantDesk }) {
    const found = await tenantDesk.page(EVERY, { before: cursor ?? null, limit });
    return { data: found.map(presentTenant), nextCursor: found.length === limit ? (found.at(-1)?._id ?? null) : null };
  },
});

const make = route({
  name: 'makeTenant',
  method: 'post',
  path: '/operator/tenants',
  summary: 'Makes a tenant; its owner is invited by mail, and is whoever accepts with that address',
  policy: staff('platform.manage'),
  body: MakeTenant,
  status: 201,
  reply: TenantSummary,
  audit: IN_PLATFORM,
  async handle({ staff: caller, body: { name, slug, ownerEmail }, newId }, deps) {
    // Run again it makes the same tenant and the same invitation.
    const again = { ...deps, mintId: newId };
    const tenantId = await createWorkspace(again, { name, slug, ownerId: null, actor: actorOf(caller) });
    await sendInvitation(again, { tenantId, email: ownerEmail, role: 'owner', invitedBy: caller.userId });
    return presentTenant(await tenantOf(deps, tenantId));
  },
});

const read = route({
  name: 'readTenant',
  method: 'get',
  path: '/operator/tenants/{tenantId}',
  summary: 'How much a tenant holds and what its assistant has spent today',
  policy: staff('platform.read'),
  binds: { tenantId: 'platform' },
  params: TenantParams,
  reply: TenantDetail,
  async handle({ params: { tenantId } }, deps) {
    const tenant = await tenantOf(deps, tenantId);
    const scope = { tenantId };
    const [counts, today] = await Promise.all([deps.tenantDesk.counts(scope), deps.usage.get(scope, `day:${deps.now().toISOString().slice(0, 10)}`)]);
    return { ...presentTenant(tenant), counts, today };
  },
});

const doors = (name: string, verb: string, summary: string, open: boolean) =>
  route({
    name,
    method: 'post',
    path: `/operator/tenants/{tenantId}/${verb}`,
    summary,
    policy: staff('platform.manage'),
    binds: { tenantId: 'platform' },
    params: TenantParams,
    reply: TenantSummary,
    audit: IN_PLATFORM,
    async handle({ staff: caller, params: { tenantId } }, deps) {
      await tenantOf(deps, tenantId);
      if (!(await setTenantOpen(deps, tenantId, open, actorOf(caller)))) throw notFound();
      return presentTenant(await tenantOf(deps, tenantId));
    },
  });
const suspend = doors(
  'suspendTenant',
  'suspend',
  'Closes every door of a tenant and keeps everything; its people are signed out and its sockets close',
  false,
);
const resume = doors('resumeTenant', 'resume', 'Opens the doors of a suspended tenant again', true);

const remove = route({
  name: 'deleteTenantAsOperator',
  method: 'delete',
  path: '/operator/tenants/{tenantId}',
  summary: 'Deletes a tenant with everything in it; its short name is asked so that it is not done by mistake',
  policy: staff('platform.manage'),
  binds: { tenantId: 'platform' },
  params: TenantParams,
  body: DeleteTenant,
  status: 202,
  audit: IN_PLATFORM,
  async handle({ staff: caller, params: { tenantId }, body: { slug } }, deps) {
    const tenant = await tenantOf(deps, tenantId);
    if (tenant.slug !== slug) throw invalidRequest({ fields: [{ path: 'body.slug', message: 'This is not the short name of this tenant.' }] });
    await deleteTenant(deps, tenantId, actorOf(caller));
  },
});

/** @throws {Problem} `notFound` */
async function tenantOf({ tenants }: Pick<ApiDeps, 'tenants'>, tenantId: TenantId): Promise<Tenant> {
  const tenant = await tenants.get(tenantId);
  if (!tenant) throw notFound();
  return tenant;
}

const listKeys = route({
  name: 'listPlatformKeys',
  method: 'get',
  path: '/operator/api-keys',
  summary: 'Keys of the installation, newest first, revoked ones too',
  policy: staff('platform.keys'),
  query: PageQuery,
  reply: ApiKeyPage,
  async handle({ query }, { apiKeys }) {
    const { data, nextCursor } = pageOf(await apiKeys.list(EVERY), query, ({ _id }) => _id, 'falling');
    return { data: data.map(presentApiKey), nextCursor };
  },
});

const makeKey = route({
  name: 'makePlatformKey',
  method: 'post',
  path: '/operator/api-keys',
  summary: 'Makes a key that manages tenants; the answer is the only time that it is shown',
  policy: staff('platform.keys'),
  body: MakePlatformKey,
  status: 201,
  reply: MadeApiKey,
  audit: { security: true, action: 'key.made', detail: ({ body }) => ({ permissions: body.permissions.join(',') }) },
  async handle({ staff: { userId }, body, newId }, deps) {
    const { token, key } = await makeApiKey({ ...deps, mintId: newId }, { ...body, tenantId: null, createdBy: userId });
    return { key: token, ...presentApiKey(key) };
  },
});

const revokeKey = route({
  name: 'revokePlatformKey',
  method: 'delete',
  path: '/operator/api-keys/{keyId}',
  summary: 'Revokes a key of the installation: its next call is refused',
  policy: staff('platform.keys'),
  binds: { keyId: 'platform' },
  params: ApiKeyParams,
  reply: ApiKeyView,
  audit: { security: true, action: 'key.revoked' },
  async handle({ params: { keyId } }, { apiKeys, now }) {
    const revoked = await apiKeys.revoke(EVERY, keyId, now());
    if (!revoked) throw notFound();
    return presentApiKey(revoked);
  },
});

export const operatorRoutes = [list, make, read, suspend, resume, remove, listKeys, makeKey, revokeKey];
