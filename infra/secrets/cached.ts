/**
 * Remembers values that are asked for often. A value is asked for anew after a while; while its store cannot be reached, what is
 * remembered is used for up to five minutes.
 */
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Secret, SecretName } from '../../workflows/domain/secret.ts';
import type { SecretStore } from '../ports/secret-store.ts';

/** Asked anew after, ms. */
const FRESH_MS = 30_000;
/** Used at most, while the store does not answer, ms. */
const STALE_MS = 300_000;
/** Tenants times names; the oldest is forgotten first. */
const KEPT = 2_000;

type Kept = { values: Secret[]; at: number };

export function cachedSecrets(store: SecretStore, now: () => number = Date.now): SecretStore {
  const kept = new Map<string, Kept>();
  const keyOf = ({ tenantId }: TenantScope, name: SecretName): string => `${tenantId}:${name}`;

  async function live(scope: TenantScope, name: SecretName, fresh = false): Promise<Secret[]> {
    const key = keyOf(scope, name);
    const known = kept.get(key);
    if (known && !fresh && now() - known.at < FRESH_MS) return known.values;
    try {
      const values = await store.live(scope, name);
      kept.delete(key);
      kept.set(key, { values, at: now() });
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      return values;
    } catch (error) {
      if (known && now() - known.at < STALE_MS) return known.values;
      throw error;
    }
  }

  const changing = async <T>(scope: TenantScope, name: SecretName, change: Promise<T>): Promise<T> => {
    try {
      return await change;
    } finally {
      kept.delete(keyOf(scope, name));
    }
  };

  return {
    adapter: store.adapter,
    list: (scope) => store.list(scope),
    live: (scope, name) => live(scope, name),
    current: async (scope, name, { fresh = false } = {}) => (await live(scope, name, fresh))[0] ?? null,
    ensure: (scope, name, make) => store.ensure(scope, name, make),
    put: (scope, name, value) => changing(scope, name, store.put(scope, name, value)),
    retirePrevious: (scope, name) => changing(scope, name, store.retirePrevious(scope, name)),
    remove: (scope, name) => changing(scope, name, store.remove(scope, name)),
    async removeTenant(scope) {
      for (const key of kept.keys()) if (key.startsWith(`${scope.tenantId}:`)) kept.delete(key);
      await store.removeTenant(scope);
    },
  };
}
