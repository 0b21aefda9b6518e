/** Tenants, for themselves and as the platform sees them. */
import type { EncoderChange, EncoderName } from '../../workflows/domain/encoder.ts';
import type { RevisionId, TenantId, TenantScope } from '../../workflows/domain/ids.ts';
import type { TenantStatus } from '../../workflows/domain/tenant.ts';
import type { EveryTenant } from './reach.ts';

export type Tenant = {
  _id: TenantId;
  slug: string;
  name: string;
  revisionId: RevisionId | null;
  /** Those published last, oldest first. */
  recentRevisions?: RevisionId[];
  /** What searches read; absent in records of before and until the first upload or search. */
  encoder?: EncoderName | null;
  encoderBefore?: EncoderName | null;
  encoderChange?: EncoderChange | null;
  /** Absent in records of before there was one: active. */
  status?: TenantStatus;
  createdAt: Date;
};

export interface TenantStore {
  get(tenantId: TenantId): Promise<Tenant | null>;
  bySlug(slug: string): Promise<Tenant | null>;
  /** Ids in their order, behind `after`. */
  after(scope: EveryTenant, after: TenantId | null, limit: number): Promise<TenantId[]>;
  /** A repeat of the id finds its first. @throws {Problem} `tenant.slugTaken` */
  create(tenant: Pick<Tenant, '_id' | 'slug' | 'name'>): Promise<Tenant>;
  rename(scope: TenantScope, name: string): Promise<void>;
}

/** Tenants as the platform sees them: without a look at what they hold. */
export interface TenantDesk {
  list(): Promise<Tenant[]>;
  /** Newest first, those older than `before`. */
  page(scope: EveryTenant, query: { before: TenantId | null; limit: number }): Promise<Tenant[]>;
  /** How much a tenant holds. */
  counts(scope: TenantScope): Promise<{ members: number; conversations: number; documents: number }>;
  /** @returns false for an unknown tenant and one that is being deleted */
  setStatus(tenantId: TenantId, status: TenantStatus): Promise<boolean>;
  /** The tenant's own record, and the head of its audit. */
  remove(tenantId: TenantId): Promise<void>;
  /** People who belong to no other tenant, with their credentials. @returns how many */
  erasePeople(scope: TenantScope): Promise<number>;
  /** Everything else. @returns how many records, by collection */
  eraseRecords(scope: TenantScope): Promise<Record<string, number>>;
}
