/** People who ask and are known for something: who they are by proof, or that they are banned. Everybody else is a session. */
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
};

export interface VisitorStore {
  get(scope: TenantScope, visitorId: VisitorId): Promise<VisitorRecord | null>;
  /** Keeps what was proven; a name or address that the proof does not hold stays as it was. */
  verified(
    scope: TenantScope,
    visitorId: VisitorId,
    proven: { externalId: string; name?: string | undefined; email?: string | undefined; at: Date },
  ): Promise<VisitorRecord>;
  /** @param at null lifts the ban */
  ban(scope: TenantScope, visitorId: VisitorId, at: Date | null): Promise<void>;
}
