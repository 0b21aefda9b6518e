/**
 * The model of a tenant that brings its own key of the provider: its calls are made with that key, everybody else's with what
 * the installation has. The key is fetched inside the call, so no history, argument or record ever holds it.
 */
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Secret } from '../../workflows/domain/secret.ts';
import type { Model } from '../ports/model.ts';
import { ModelFault } from './fault.ts';

/** Clients that are kept, one a key; the oldest goes first. */
const KEPT = 100;

export type OwnKeys = {
  /** What answers for tenants without a key of their own. */
  shared: Model;
  /** Null for a tenant without one. `fresh` goes past caches. */
  keyOf: (scope: TenantScope, options?: { fresh?: boolean }) => Promise<Secret | null>;
  make: (apiKey: string) => Model;
};

export function ownKeyModel({ shared, keyOf, make }: OwnKeys): Model {
  const models = new Map<string, Model>();
  const modelOf = (key: Secret): Model => {
    const known = models.get(key.reveal());
    if (known) return known;
    const made = make(key.reveal());
    models.set(key.reveal(), made);
    if (models.size > KEPT) models.delete(models.keys().next().value!);
    return made;
  };
  const find: OwnKeys['keyOf'] = async (scope, options) => {
    try {
      return await keyOf(scope, options);
    } catch {
      // Not the installation's key instead: the tenant pays for its own calls, or waits.
      throw new ModelFault('unavailable', undefined, true);
    }
  };
  // A key that cannot be read now may be there.
  const ownKeyOf = async (scope: TenantScope): Promise<boolean> => (await keyOf(scope).catch(() => true)) !== null;
  return {
    name: shared.name,
    generative: shared.generative,
    generativeFor: async (scope) => shared.generative || ownKeyOf(scope),
    ownKeyOf,
    async draft(request, options) {
      const key = options.scope ? await find(options.scope) : null;
      if (!options.scope || !key) return shared.draft(request, options);
      try {
        return await modelOf(key).draft(request, options);
      } catch (error) {
        if (!(error instanceof ModelFault && error.kind === 'refused')) throw error;
        // The key may have been replaced since it was remembered: asked for once more, past every cache.
        const newest = await find(options.scope, { fresh: true });
        if (!newest || newest.reveal() === key.reveal()) throw new ModelFault('refused', undefined, true);
        models.delete(key.reveal());
        return modelOf(newest)
          .draft(request, options)
          .catch((again: unknown) => {
            throw again instanceof ModelFault ? new ModelFault(again.kind, again.retryAfterMs, true, again.usage) : again;
          });
      }
    },
  };
}
