/** The settings of a tenant, a version for each change. */
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Settings } from '../../workflows/domain/settings.ts';

export type NewSettings = Omit<Settings, 'tenantId' | 'version' | 'createdAt'>;

export interface SettingsStore {
  /** The newest version. */
  current(scope: TenantScope): Promise<Settings>;
  version(scope: TenantScope, version: number): Promise<Settings | null>;
  /** The next version, whatever the newest is. */
  save(scope: TenantScope, settings: NewSettings): Promise<Settings>;
  /** The version behind `basedOn`, or null when that is not the newest: of two at once one gets it. */
  saveAfter(scope: TenantScope, settings: NewSettings, basedOn: number): Promise<Settings | null>;
  /** Newest first; those before the version `before`. */
  history(scope: TenantScope, query: { before?: number | undefined; limit: number }): Promise<Settings[]>;
}
