/** Visitors for staff: who they are, and keeping out those who only disturb. */
import { notFound } from '../../workflows/domain/errors.ts';
import type { VisitorRecord } from '../../infra/ports/visitor-store.ts';
import type { TenantScope, VisitorId } from '../../workflows/domain/ids.ts';
import { VisitorPage, VisitorParams, VisitorsQuery, VisitorView } from '../protocol/visitors.ts';
import { endVisitorSessions } from '../visitor-sessions.ts';
import type { ApiDeps } from '../context.ts';
import { route, staff } from './route.ts';

const list = route({
  name: 'listVisitors',
  method: 'get',
  path: '/visitors',
  summary: 'Visitors who have written or are known by proof, in the order of their ids',
  policy: staff('visitor.read'),
  query: VisitorsQuery,
  reply: VisitorPage,
  async handle({ staff: { scope }, query }, { visitors }) {
    const { data, nextCursor } = await visitors.list(scope, query);
    return { data: data.map((visitor) => present(visitor._id, visitor)), nextCursor };
  },
});

const read = route({
  name: 'readVisitor',
  method: 'get',
  path: '/visitors/{visitorId}',
  summary: 'Who a visitor is by proof, and whether it is banned',
  policy: staff('visitor.read'),
  binds: { visitorId: 'tenant' },
  params: VisitorParams,
  reply: VisitorView,
  handle: ({ staff: { scope }, params: { visitorId } }, deps) => show(deps, scope, visitorId),
});

const ban = route({
  name: 'banVisitor',
  method: 'post',
  path: '/visitors/{visitorId}/ban',
  summary: 'Ends every session of a visitor; what it writes from then on is refused',
  policy: staff('visitor.manage'),
  binds: { visitorId: 'tenant' },
  audit: { security: true, action: 'visitor.banned' },
  params: VisitorParams,
  reply: VisitorView,
  async handle({ staff: { scope }, params: { visitorId } }, deps) {
    await show(deps, scope, visitorId);
    await deps.visitors.ban(scope, visitorId, deps.now());
    await endVisitorSessions(deps, scope, { visitorId }, 'banned');
    return show(deps, scope, visitorId);
  },
});

const unban = route({
  name: 'unbanVisitor',
  method: 'delete',
  path: '/visitors/{visitorId}/ban',
  summary: 'Lifts a ban: the visitor may begin a new session',
  policy: staff('visitor.manage'),
  binds: { visitorId: 'tenant' },
  audit: { security: true, action: 'visitor.unbanned' },
  params: VisitorParams,
  reply: VisitorView,
  async handle({ staff: { scope }, params: { visitorId } }, deps) {
    await show(deps, scope, visitorId);
    await deps.visitors.ban(scope, visitorId, null);
    return show(deps, scope, visitorId);
  },
});

/** A visitor of the tenant is known, or has written. @throws {Problem} `notFound` */
async function show({ visitors, conversations }: ApiDeps, scope: TenantScope, visitorId: VisitorId): Promise<VisitorView> {
  const known = await visitors.get(scope, visitorId);
  if (!known && (await conversations.ofVisitor(scope, visitorId, 1)).length === 0) throw notFound();
  return present(visitorId, known);
}

function present(id: VisitorId, known: VisitorRecord | null): VisitorView {
  const { externalId = null, name = null, email = null, verifiedAt = null, bannedAt = null, firstSeenAt = null } = known ?? {};
  const times = { bannedAt: bannedAt?.toISOString() ?? null, firstSeenAt: firstSeenAt?.toISOString() ?? null };
  return { id, verified: verifiedAt !== null, externalId, name, email, ...times };
}

export const visitorRoutes = [list, read, ban, unban];
