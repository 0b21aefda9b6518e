/** The canned responses of a tenant. */
import type { CannedResponse, CannedResponseId } from '../../workflows/domain/canned-response.ts';
import type { TenantScope, UserId } from '../../workflows/domain/ids.ts';

export interface CannedStore {
  /** By rising shortcut; those behind `after`. */
  list(scope: TenantScope, query: { after?: string | undefined; limit: number }): Promise<CannedResponse[]>;
  get(scope: TenantScope, id: CannedResponseId): Promise<CannedResponse | null>;
  count(scope: TenantScope): Promise<number>;
  /** @throws {Problem} `canned.taken` when another one has the shortcut */
  create(scope: TenantScope, response: Omit<CannedResponse, 'tenantId' | 'updatedAt' | 'version'>): Promise<CannedResponse>;
  /** The version behind `basedOn`; null when that is not the newest, and when there is none: of two at once one gets it. @throws {Problem} `canned.taken` */
  change(
    scope: TenantScope,
    id: CannedResponseId,
    basedOn: number,
    to: Pick<CannedResponse, 'shortcut' | 'text'> & { updatedAt: Date; updatedBy: UserId },
  ): Promise<CannedResponse | null>;
  /** @returns false when there was none */
  remove(scope: TenantScope, id: CannedResponseId): Promise<boolean>;
}
