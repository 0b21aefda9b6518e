/** The workspace itself: its name and its end. */
import { invalidRequest, notFound } from '../../workflows/domain/errors.ts';
import { DeleteTenant, RenameWorkspace } from '../protocol/people.ts';
import { StaffIdentity } from '../protocol/staff.ts';
import { identityOf } from '../sessions.ts';
import { deleteTenant } from '../tenancy.ts';
import { route, staff } from './route.ts';

const rename = route({
  name: 'renameWorkspace',
  method: 'put',
  path: '/tenant',
  summary: 'Gives the workspace another name; its short name, which websites use, stays',
  policy: staff('tenant.rename'),
  body: RenameWorkspace,
  reply: StaffIdentity,
  audit: { action: 'tenant.renamed', subject: ({ staff: { scope } }) => scope.tenantId },
  async handle({ staff: { scope, userId }, body: { name } }, deps) {
    await deps.tenants.rename(scope, name);
    return identityOf(deps, { userId, tenantId: scope.tenantId });
  },
});

const remove = route({
  name: 'deleteTenant',
  method: 'delete',
  path: '/tenant',
  summary: 'Deletes the workspace with everything in it; its short name is asked so that it is not done by mistake',
  policy: staff('tenant.delete'),
  body: DeleteTenant,
  status: 202,
  audit: { instead: "The platform holds the row: the workspace's own audit is deleted with it." },
  async handle({ staff: { scope, userId }, body }, deps) {
    const tenant = await deps.tenants.get(scope.tenantId);
    if (!tenant) throw notFound();
    if (tenant.slug !== body.slug)
      throw invalidRequest({ fields: [{ path: 'body.slug', message: 'This is not the short name of this workspace.' }] });
    await deleteTenant(deps, scope.tenantId, { type: 'user', id: userId });
  },
});

export const tenantRoutes = [rename, remove];
