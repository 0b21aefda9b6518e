/** Sessions of visitors. */
import type { SessionId, TenantId, TenantScope, VisitorId } from '../../workflows/domain/ids.ts';
import type { SessionEnd } from '../../workflows/domain/visitor-door.ts';

export type VisitorSession = {
  _id: SessionId;
  tenantId: TenantId;
  visitorId: VisitorId;
  /** The customer has proven who it is. */
  verified: boolean;
  tokenHash: string;
  createdAt: Date;
  expiresAt: Date;
  /** How long it lives unused and at most, ms: the tenant's door when it was opened. Absent in records of before: the door's default. */
  idleMs: number;
  absoluteMs?: number;
  endedBecause: SessionEnd | null;
};

export interface VisitorSessionStore {
  create(scope: TenantScope, session: VisitorSession): Promise<void>;
  /** By the hash of the presented token: the credential itself names the tenant. */
  byTokenHash(tokenHash: string): Promise<VisitorSession | null>;
  get(scope: TenantScope, sessionId: SessionId): Promise<VisitorSession | null>;
  /** Moves the end of its life, never nearer. */
  renew(scope: TenantScope, sessionId: SessionId, expiresAt: Date): Promise<void>;
  /** Ends one session of a visitor, or all. @returns those that had not ended before */
  end(scope: TenantScope, whose: { visitorId: VisitorId; sessionId?: SessionId }, because: SessionEnd): Promise<SessionId[]>;
}
