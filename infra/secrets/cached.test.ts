import { expect, test } from '@jest/globals';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import { Secret, type SecretName } from '../../workflows/domain/secret.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import { cachedSecrets } from './cached.ts';

const scope: TenantScope = { tenantId: 'tnt_a' };
const other: TenantScope = { tenantId: 'tnt_b' };
const MINUTE = 60_000;

/** A store that counts what it is asked, and can be away. */
function aStore() {
  const values = new Map<string, string>([['tnt_a', 'first']]);
  const state = { asked: 0, away: false };
  const store = {
    adapter: 'memory',
    live: ({ tenantId }: TenantScope) => {
      state.asked++;
      if (state.away) return Promise.reject(new Error('away'));
      const value = values.get(tenantId);
      return Promise.resolve(value ? [new Secret(value)] : []);
    },
    put: ({ tenantId }: TenantScope, name: SecretName, value: Secret) => {
      values.set(tenantId, value.reveal());
      return Promise.resolve({ name, version: 2, lastFour: '', previousIsLive: true, updatedAt: new Date() });
    },
  } as unknown as SecretStore;
  let time = 0;
  const cached = cachedSecrets(store, () => time);
  const read = async (of = scope, fresh = false) => (await cached.current(of, 'model-key', { fresh }))?.reveal();
  return { values, state, cached, read, passes: (ms: number) => (time += ms) };
}

test('a value is asked for once and again when it is no longer fresh', async () => {
  const { state, values, read, passes } = aStore();
  expect([await read(), await read()]).toEqual(['first', 'first']);
  expect(state.asked).toBe(1);
  values.set('tnt_a', 'second');
  passes(MINUTE);
  expect(await read()).toBe('second');
});

test('asking for a fresh one goes past what is remembered', async () => {
  const { values, read } = aStore();
  await read();
  values.set('tnt_a', 'second');
  expect(await read(scope, true)).toBe('second');
});

test('while the store is away the last value serves for five minutes and no longer', async () => {
  const { state, read, passes } = aStore();
  await read();
  state.away = true;
  passes(4 * MINUTE);
  expect(await read()).toBe('first');
  passes(2 * MINUTE);
  await expect(read()).rejects.toThrow('away');
});

test('what is set here is seen here at once, and tenants do not meet', async () => {
  const { cached, read } = aStore();
  expect([await read(), await read(other)]).toEqual(['first', undefined]);
  await cached.put(scope, 'model-key', new Secret('second'));
  expect([await read(), await read(other)]).toEqual(['second', undefined]);
});
