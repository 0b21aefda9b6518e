/**
 * The visitor behind a session token. A token that no longer opens says why, so that a client can begin anew or tell its
 * person; use in the last quarter of its idle life makes a session longer.
 */
import {
  sessionExpired,
  sessionRevoked,
  sessionUnknown,
  tenantSuspended,
  tenantUnknown,
  unauthenticated,
  visitorBanned,
} from '../../workflows/domain/errors.ts';
import { isActive, isSuspended } from '../../workflows/domain/tenant.ts';
import { expiryOf, judgeSession } from '../../workflows/domain/visitor-door.ts';
import type { VisitorSession } from '../../infra/ports/visitor-session-store.ts';
import type { ApiDeps } from '../context.ts';
import type { Visitor } from './authenticate.ts';

export type VisitorDoorDeps = Pick<ApiDeps, 'visitorSessions' | 'tenants' | 'hashToken' | 'now'>;

type Asking = { get(name: string): string | undefined; ip?: string | undefined };

const TOKEN = /^ses_[A-Za-z0-9_-]{43}$/;
const HEADER = /^Visitor (\S{1,200})$/;

/** @throws {Problem} 401 with the reason; also when the header `Parley-Tenant` names another tenant than the token's */
export async function visitorOf(request: Asking, deps: VisitorDoorDeps): Promise<Visitor> {
  const [, token] = HEADER.exec(request.get('authorization') ?? '') ?? [];
  if (!token) throw unauthenticated();
  const visitor = await visitorByToken(token, request.ip ?? 'unknown', deps);
  const tenant = request.get('parley-tenant');
  if (tenant !== undefined && tenant !== visitor.scope.tenantId) throw unauthenticated();
  return visitor;
}

export const isVisitorToken = (token: string): boolean => token.startsWith('ses_');

/** @throws {Problem} `session.unknown`, `session.expired`, `session.revoked`, `visitor.banned`, `tenant.suspended`, `tenant.unknown` */
export async function visitorByToken(token: string, ip: string, deps: VisitorDoorDeps): Promise<Visitor> {
  const session = TOKEN.test(token) ? await deps.visitorSessions.byTokenHash(deps.hashToken(token)) : null;
  if (!session) throw sessionUnknown();
  return admitted(session, ip, deps);
}

/** The same visitor a while later: for sockets, which say hello once. */
export async function visitorStill(visitor: Visitor, deps: VisitorDoorDeps): Promise<Visitor> {
  const session = await deps.visitorSessions.get(visitor.scope, visitor.sessionId);
  if (!session) throw sessionUnknown();
  return admitted(session, visitor.ip, deps);
}

async function admitted(session: VisitorSession, ip: string, deps: VisitorDoorDeps): Promise<Visitor> {
  const { _id: sessionId, tenantId, visitorId, createdAt, verified } = session;
  const scope = { tenantId };
  const now = deps.now();
  let { expiresAt } = session;
  const verdict = judgeSession(session, now);
  switch (verdict) {
    case 'expired':
      throw sessionExpired();
    case 'ended':
    case 'replaced':
      throw sessionRevoked();
    case 'banned':
      throw visitorBanned();
    case 'renew':
      expiresAt = expiryOf(createdAt, session, now);
      await deps.visitorSessions.renew(scope, sessionId, expiresAt);
      break;
    case 'live':
      break;
    default:
      verdict satisfies never;
  }
  const tenant = await deps.tenants.get(tenantId);
  if (tenant && isSuspended(tenant)) throw tenantSuspended({ detail: 'This chat is switched off for now. What you wrote is kept.' });
  if (!tenant || !isActive(tenant)) throw tenantUnknown();
  return { scope, visitorId, sessionId, verified, expiresAt, ip };
}
