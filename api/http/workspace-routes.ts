/** The workspaces of a person: which there are, another one, and moving between them. */
import { notFound } from '../../workflows/domain/errors.ts';
import { PLATFORM } from '../../workflows/domain/audit.ts';
import { PageQuery } from '../protocol/common.ts';
import { NewWorkspace, SwitchTo, WorkspacePage, WorkspaceView } from '../protocol/people.ts';
import { StaffSession } from '../protocol/staff.ts';
import { roleIn } from '../middleware/authenticate.ts';
import { sessionView, workplaceOf } from '../sessions.ts';
import { createWorkspace } from '../workspaces.ts';
import { pageOf } from './page-of.ts';
import { route, staff } from './route.ts';

const list = route({
  name: 'listWorkspaces',
  method: 'get',
  path: '/me/workspaces',
  summary: 'The workspaces that you belong to',
  policy: staff(null),
  query: PageQuery,
  reply: WorkspacePage,
  async handle({ staff: { userId, scope }, query }, deps) {
    const places = [...(await deps.users.memberships(userId)).map(({ tenantId }) => tenantId), PLATFORM];
    const found = await Promise.all(
      places.map(async (tenantId) => ({ place: await workplaceOf(deps, tenantId), role: await roleIn(deps, { userId, tenantId }) })),
    );
    const mine = found.flatMap(({ place, role }) => (place && role ? [{ ...place, role, current: place.id === scope.tenantId }] : []));
    return pageOf(mine, query, ({ id }) => id);
  },
});

const create = route({
  name: 'createWorkspace',
  method: 'post',
  path: '/me/workspaces',
  summary: 'Another workspace, which is yours; where strangers may open workspaces',
  policy: staff(null),
  body: NewWorkspace,
  status: 201,
  reply: WorkspaceView,
  audit: { instead: 'The platform holds the row of every tenant that is made.' },
  async handle({ staff: { userId }, body: { name }, newId }, deps) {
    if (!deps.signUpOpen) throw notFound();
    const id = await createWorkspace({ ...deps, mintId: newId }, { name, ownerId: userId, actor: { type: 'user', id: userId } });
    const tenant = await deps.tenants.get(id);
    if (!tenant) throw notFound();
    return { id, slug: tenant.slug, name, role: 'owner' as const, current: false };
  },
});

const switchTo = route({
  name: 'switchWorkspace',
  method: 'post',
  path: '/me/workspace',
  summary: 'Goes on in another workspace; the token of the one before is dead',
  policy: staff(null),
  binds: { tenantId: 'caller' },
  body: SwitchTo,
  reply: StaffSession,
  audit: { security: true, action: 'session.left', subject: ({ staff: { userId } }) => userId },
  async handle({ staff: { userId, sessionId, scope }, body: to, requestKey }, deps) {
    if (!(await roleIn(deps, { userId, tenantId: to.tenantId }))) throw notFound();
    const actor = { type: 'user', id: userId } as const;
    await deps.audit.append(to, {
      key: `entered:${sessionId}:${requestKey}`,
      at: deps.now(),
      actor,
      action: 'session.entered',
      subject: userId,
      detail: '',
    });
    const moved = await deps.refreshFamilies.move(sessionId, to);
    if (!moved) throw notFound();
    deps.bus.publish({ type: 'session.ended', tenantId: scope.tenantId, sessionId });
    return sessionView(deps, moved);
  },
});

export const workspaceRoutes = [list, create, switchTo];
