/** Counters and effects with memory, under the same contract suite as the real ones (infra/testing/contracts/ledgers.test.ts). */
import { setImmediate } from 'node:timers/promises';
import type { Stores } from '../../infra/ports/stores.ts';
import { AMOUNTS, NOTHING, type Amounts } from '../domain/budget.ts';
import type { Effect } from '../domain/effects.ts';

export function memoryLedgers(now: () => Date = () => new Date()): Pick<Stores, 'usage' | 'effects'> {
  const counters = new Map<string, Amounts>();
  const calls = new Map<string, Amounts>();
  const effects = new Map<string, Effect>();
  return {
    usage: {
      async add({ tenantId }, of, amounts) {
        await setImmediate();
        const before = counters.get(`${tenantId}:${of}`) ?? NOTHING;
        const after = Object.fromEntries(AMOUNTS.map((name) => [name, before[name] + amounts[name]])) as Amounts;
        counters.set(`${tenantId}:${of}`, after);
        return after;
      },
      get: async ({ tenantId }, of) => counters.get(`${tenantId}:${of}`) ?? NOTHING,
      settle: async ({ tenantId }, key, amounts) => !calls.has(`${tenantId}:${key}`) && !!calls.set(`${tenantId}:${key}`, amounts),
    },
    effects: {
      async begin({ tenantId }, intent) {
        await setImmediate();
        const key = `${tenantId}:${intent._id}`;
        const stored = effects.get(key);
        if (stored) return { effect: stored, fresh: false };
        const effect: Effect = { ...intent, state: 'intent', result: '', at: now() };
        effects.set(key, effect);
        return { effect, fresh: true };
      },
      get: async ({ tenantId }, id) => effects.get(`${tenantId}:${id}`) ?? null,
      async finish({ tenantId }, id, state, result = '') {
        const stored = effects.get(`${tenantId}:${id}`);
        if (stored) effects.set(`${tenantId}:${id}`, { ...stored, state, result, at: now() });
      },
      async forget({ tenantId }, id) {
        effects.delete(`${tenantId}:${id}`);
      },
    },
  };
}
