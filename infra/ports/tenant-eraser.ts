/** Everything that is kept of a tenant, kind by kind, and how it is erased. Each may run twice, and beside whoever still writes. */
import type { TenantScope } from '../../workflows/domain/ids.ts';

export interface TenantEraser {
  /** Ends and forgets its workflows. @returns how many there were */
  workflows(scope: TenantScope): Promise<number>;
  /** @returns how many chunks there were */
  vectors(scope: TenantScope): Promise<number>;
  files(scope: TenantScope): Promise<void>;
  /** Wherever they are kept. */
  secrets(scope: TenantScope): Promise<void>;
  /** People who belong to no other workspace, with their credentials. @returns how many */
  people(scope: TenantScope): Promise<number>;
  /** @returns how many records there were, by collection */
  records(scope: TenantScope): Promise<Record<string, number>>;
}
