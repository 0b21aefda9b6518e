/**
 * Settings as versions: `<tenantId>:<version>` without gaps, added and never changed. Every process reads the newest from the
 * database, so a change is seen everywhere with the next read; only where the newest was last seen is remembered, which makes of
 * a search two reads by id.
 */
import type { Connection } from '../connect.ts';
import type { TenantId } from '../../../workflows/domain/ids.ts';
import type { Settings } from '../../../workflows/domain/settings.ts';
import type { SettingsStore } from '../../ports/settings-store.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

/** Tenants whose newest version is remembered; a number each. */
const REMEMBERED = 10_000;

export function settingsStore(connection: Connection, now: () => Date = () => new Date()): SettingsStore {
  const records = recordsOf(connection, 'settingsVersions');
  const heads = new Map<TenantId, number>();
  const idOf = (tenantId: TenantId, version: number): string => `${tenantId}:${version}`;

  /** By rising version; what does not exist is left out. */
  const some = async (tenantId: TenantId, from: number, to: number): Promise<Settings[]> => {
    const ids = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => idOf(tenantId, from + i));
    const found = await records
      .find({ _id: { $in: ids } }, { _id: 0 })
      .maxTimeMS(MAX_TIME_MS)
      .lean<Settings[]>()
      .exec();
    return found.sort((a, b) => a.version - b.version);
  };
  const search = async (tenantId: TenantId): Promise<number | null> => {
    const [found] = await records
      .find({ tenantId }, { version: 1 })
      .sort({ version: -1 })
      .limit(1)
      .maxTimeMS(MAX_TIME_MS)
      .lean<{ version: number }[]>()
      .exec();
    return found?.version ?? null;
  };
  const remember = (tenantId: TenantId, version: number): void => {
    if (heads.size >= REMEMBERED) heads.clear();
    heads.set(tenantId, version);
  };
  const newest = async (tenantId: TenantId): Promise<Settings | null> => {
    for (let at = heads.get(tenantId) ?? (await search(tenantId)); at !== null;) {
      const last = (await some(tenantId, at, at + 1)).at(-1);
      if (!last) break; // erased with its tenant
      remember(tenantId, last.version);
      if (last.version === at) return last;
      at = last.version;
    }
    heads.delete(tenantId);
    return null;
  };
  const add: SettingsStore['saveAfter'] = async ({ tenantId }, settings, basedOn) => {
    const saved: Settings = { ...settings, tenantId, version: basedOn + 1, createdAt: now() };
    try {
      await records.create([{ ...saved, _id: idOf(tenantId, saved.version) }] as never);
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
    remember(tenantId, saved.version);
    return saved;
  };

  return {
    async current({ tenantId }) {
      const found = await newest(tenantId);
      if (!found) throw new RangeError(`The tenant ${tenantId} has no settings.`);
      return found;
    },
    version: async ({ tenantId }, version) => (await some(tenantId, version, version))[0] ?? null,
    saveAfter: async (scope, settings, basedOn) =>
      // A version that nobody has reached yet is as foreign as one that was passed: neither leaves a gap.
      (await newest(scope.tenantId))?.version === basedOn ? add(scope, settings, basedOn) : null,
    async save(scope, settings) {
      for (;;) {
        const saved = await add(scope, settings, (await newest(scope.tenantId))?.version ?? 0);
        if (saved) return saved;
      }
    },
    async history({ tenantId }, { before, limit }) {
      const to = before === undefined ? ((await newest(tenantId))?.version ?? 0) : before - 1;
      return (await some(tenantId, Math.max(1, to - limit + 1), to)).reverse();
    },
  };
}
