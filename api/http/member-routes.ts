/** The people of a workspace: who they are, what they may do, who owns it. Whoever loses rights loses the sessions made with them. */
import { forbidden, memberChanged, notFound, ownershipMoved } from '../../workflows/domain/errors.ts';
import type { TenantScope, UserId } from '../../workflows/domain/ids.ts';
import { isDrop, type Role, type StaffRole } from '../../workflows/domain/roles.ts';
import type { ApiDeps } from '../context.ts';
import { PageQuery } from '../protocol/common.ts';
import { allows } from '../protocol/abilities.ts';
import { ChangeRole, MemberPage, MemberParams, MemberView, TransferOwnership } from '../protocol/people.ts';
import { endSessionsOf } from '../sessions.ts';
import { presentMember } from '../present/people.ts';
import { pageOf } from './page-of.ts';
import { route, staff } from './route.ts';

const list = route({
  name: 'listMembers',
  method: 'get',
  path: '/members',
  summary: 'The people of the workspace',
  policy: staff('member.read'),
  query: PageQuery,
  reply: MemberPage,
  async handle({ staff: { scope, userId }, query }, { members }) {
    const { data, nextCursor } = pageOf(await members.list(scope), query, (member) => member.userId);
    return { data: data.map((member) => presentMember(member, userId)), nextCursor };
  },
});

const changeRole = route({
  name: 'changeRole',
  method: 'put',
  path: '/members/{userId}',
  summary: 'Gives a member another role; a lower one signs the person out',
  policy: staff('member.manage'),
  binds: { userId: 'tenant' },
  params: MemberParams,
  body: ChangeRole,
  reply: MemberView,
  audit: { security: true, action: 'member.roleChanged', detail: ({ body }) => ({ role: body.role }) },
  async handle({ staff: caller, params: { userId }, body: { role } }, deps) {
    const from = await mustManage(deps, caller, userId);
    if (!allows(caller.role, 'member.manage', { role })) throw forbidden();
    if (from !== role && !(await deps.members.changeRole(caller.scope, userId, from, role))) throw memberChanged();
    if (isDrop(from, role))
      await endSessionsOf(deps, { userId, tenantId: caller.scope.tenantId }, 'roleDropped', { type: 'user', id: caller.userId });
    const user = await deps.users.get(userId);
    if (!user) throw notFound();
    return presentMember({ ...caller.scope, userId, role, name: user.name, email: user.email }, caller.userId);
  },
});

const remove = route({
  name: 'removeMember',
  method: 'delete',
  path: '/members/{userId}',
  summary: 'Takes somebody out of the workspace, and signs the person out',
  policy: staff('member.manage'),
  binds: { userId: 'tenant' },
  params: MemberParams,
  audit: { security: true, action: 'member.removed' },
  async handle({ staff: caller, params: { userId } }, deps) {
    const role = await mustManage(deps, caller, userId);
    if (!(await deps.members.remove(caller.scope, userId, role))) throw memberChanged();
    await endSessionsOf(deps, { userId, tenantId: caller.scope.tenantId }, 'removed', { type: 'user', id: caller.userId });
  },
});

const transfer = route({
  name: 'transferOwnership',
  method: 'post',
  path: '/tenant/transfer',
  summary: 'Makes another member the owner; you go on as an admin and sign in again',
  policy: staff('tenant.transfer'),
  binds: { userId: 'tenant' },
  body: TransferOwnership,
  audit: { security: true, action: 'tenant.ownershipTransferred', subject: ({ body }) => body.userId },
  async handle({ staff: caller, body: { userId } }, deps) {
    const heir = await deps.users.membership(caller.scope, userId);
    if (!heir || userId === caller.userId) throw notFound();
    if (!(await deps.members.transfer(caller.scope, caller.userId, userId))) throw ownershipMoved();
    await endSessionsOf(deps, { userId: caller.userId, tenantId: caller.scope.tenantId }, 'roleDropped', { type: 'user', id: caller.userId });
  },
});

/** @returns the member's role. @throws {Problem} 404 for nobody's and foreign ids, 403 for somebody whom the caller may not manage */
async function mustManage({ users }: ApiDeps, caller: { scope: TenantScope; role: StaffRole }, userId: UserId): Promise<Role> {
  const membership = await users.membership(caller.scope, userId);
  if (!membership) throw notFound();
  if (!allows(caller.role, 'member.manage', { role: membership.role })) throw forbidden();
  return membership.role;
}

export const memberRoutes = [list, changeRole, remove, transfer];
