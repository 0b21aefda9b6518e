/** Who is calling. Three credentials, never mixed: `Bearer` for staff, `Visitor` for visitors (API keys follow). */
import type { TenantScope, UserId, VisitorId } from '../../workflows/domain/ids.ts';
import type { Role } from '../../workflows/domain/roles.ts';
import type { ApiDeps } from '../context.ts';

export type Visitor = { scope: TenantScope; visitorId: VisitorId; expiresAt: Date };
export type Staff = { scope: TenantScope; userId: UserId; role: Role; expiresAt: number };

type Headers = { get(name: string): string | undefined };

const MAX_TOKEN = 4_096;

const credential = (request: Headers, scheme: string): string | null => {
  const header = request.get('authorization') ?? '';
  return header.length <= MAX_TOKEN && header.startsWith(`${scheme} `) ? header.slice(scheme.length + 1) : null;
};

export async function visitorOf(request: Headers, deps: Pick<ApiDeps, 'visitorSessions' | 'hashToken' | 'now'>): Promise<Visitor | null> {
  const token = credential(request, 'Visitor');
  return token ? visitorByToken(token, deps) : null;
}

export async function visitorByToken(
  token: string,
  { visitorSessions, hashToken, now }: Pick<ApiDeps, 'visitorSessions' | 'hashToken' | 'now'>,
): Promise<Visitor | null> {
  if (!token.startsWith('ses_') || token.length > 100) return null;
  const session = await visitorSessions.byTokenHash(hashToken(token));
  // Expiry is checked on reading; a schedule only tidies up.
  if (!session || session.expiresAt <= now()) return null;
  return { scope: { tenantId: session.tenantId }, visitorId: session.visitorId, expiresAt: session.expiresAt };
}

export async function staffOf(request: Headers, deps: Pick<ApiDeps, 'accessTokens'>): Promise<Staff | null> {
  const token = credential(request, 'Bearer');
  return token ? staffByToken(token, deps) : null;
}

export async function staffByToken(token: string, { accessTokens }: Pick<ApiDeps, 'accessTokens'>): Promise<Staff | null> {
  const claims = await accessTokens.verify(token);
  return claims ? { scope: { tenantId: claims.tenantId }, userId: claims.userId, role: claims.role, expiresAt: claims.expiresAt } : null;
}
