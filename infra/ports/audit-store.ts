/** The audit log: rows in a chain. */
import type { AuditRow, ChainedRow } from '../../workflows/domain/audit.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';

export type ChainVerdict = { rows: number; broken: { seq: number; why: 'missing' | 'changed' | 'unchained' } | null };

export interface AuditStore {
  /** Adds a row behind the tenant's last, once a key: a repeat returns the stored row. */
  append(scope: TenantScope, row: Omit<AuditRow, 'tenantId'>): Promise<ChainedRow>;
  /** Newest first; those before the seq `before`. */
  page(scope: TenantScope, query: { before?: number | undefined; limit: number }): Promise<ChainedRow[]>;
  /** Oldest first. */
  all(scope: TenantScope): AsyncIterable<ChainedRow>;
  /** Follows the chain from its first row; the first row that does not fit is named. */
  verify(scope: TenantScope): Promise<ChainVerdict>;
}
