/** People who have asked, and who they are by proof. Whoever only opened the chat is a session. */
import type { TenantId, TenantScope, VisitorId } from '../../workflows/domain/ids.ts';

export type VisitorRecord = {
  _id: VisitorId;
  tenantId: TenantId;
  /** The customer's own id of the person, once proven. */
  externalId: string | null;
  /** Of signed claims alone. */
  name: string | null;
  email: string | null;
  verifiedAt: Date | null;
  bannedAt: Date | null;
  /** When the first conversation began; absent of one who never wrote, and in records of before this was noted. */
  firstSeenAt?: Date;
};

export interface VisitorStore {
  get(scope: TenantScope, visitorId: VisitorId): Promise<VisitorRecord | null>;
  /** In the order of their ids, newest first as far as they were not found by a proof. `cursor` is what the page before returned. */
  list(
    scope: TenantScope,
    query: { banned?: boolean | undefined; verified?: boolean | undefined; cursor?: string | undefined; limit: number },
  ): Promise<{ data: VisitorRecord[]; nextCursor: string | null }>;
  /** Keeps what was proven; a name or address that the proof does not hold stays as it was. */
  verified(
    scope: TenantScope,
    visitorId: VisitorId,
    proven: { externalId: string; name?: string | undefined; email?: string | undefined; at: Date },
  ): Promise<VisitorRecord>;
  /** @param at null lifts the ban */
  ban(scope: TenantScope, visitorId: VisitorId, at: Date | null): Promise<void>;
}
