import { expect, test } from '@jest/globals';
import { Secret } from '../../workflows/domain/secret.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Model } from '../ports/model.ts';
import { ModelFault } from './fault.ts';
import { ownKeyModel } from './own-key.ts';

const rich: TenantScope = { tenantId: 'tnt_rich' };
const poor: TenantScope = { tenantId: 'tnt_poor' };
const request = { messages: [], question: '', passages: [], floor: 0, tools: [] };

/** Models that say with which key they were asked; the listed keys are refused. */
function aHouse(keys: { remembered: string | null; stored?: string | null }, refused: string[] = [], generative = true) {
  const made: string[] = [];
  const modelWith = (key: string): Model => ({
    name: 'a model',
    generative: true,
    draft: () =>
      refused.includes(key)
        ? Promise.reject(new ModelFault('refused'))
        : Promise.resolve({ type: 'reply', text: key, used: [], model: 'a model', usage: { inputTokens: 0, outputTokens: 0 } }),
  });
  const model = ownKeyModel({
    shared: { ...modelWith('shared'), generative },
    keyOf: ({ tenantId }, { fresh = false } = {}) => {
      const key = tenantId === rich.tenantId ? (fresh ? (keys.stored ?? null) : keys.remembered) : null;
      return Promise.resolve(key === null ? null : new Secret(key));
    },
    make: (key) => {
      made.push(key);
      return modelWith(key);
    },
  });
  const asks = async (scope: TenantScope) => {
    const draft = await model.draft(request, { signal: new AbortController().signal, onToken: () => {}, scope });
    return draft.type === 'reply' ? draft.text : draft.type;
  };
  return { asks, made, model };
}

test('who has a key is answered with it, who has none with the one of the house', async () => {
  const { asks, made } = aHouse({ remembered: 'own' });
  expect([await asks(rich), await asks(rich), await asks(poor)]).toEqual(['own', 'own', 'shared']);
  expect(made).toEqual(['own']);
});

test('a key that was replaced is found by one more look; a wrong one stays a refusal and never becomes the house key', async () => {
  expect(await aHouse({ remembered: 'old', stored: 'new' }, ['old']).asks(rich)).toBe('new');
  const refused = { kind: 'refused', ownKey: true };
  await expect(aHouse({ remembered: 'wrong', stored: 'wrong' }, ['wrong']).asks(rich)).rejects.toMatchObject(refused);
  await expect(aHouse({ remembered: 'old', stored: 'wrong' }, ['old', 'wrong']).asks(rich)).rejects.toMatchObject(refused);
  await expect(aHouse({ remembered: null }, ['shared']).asks(poor)).rejects.toMatchObject({ kind: 'refused', ownKey: false });
});

test('when the key cannot be fetched nobody else pays: the model counts as unavailable', async () => {
  const model = ownKeyModel({ shared: {} as Model, keyOf: () => Promise.reject(new Error('away')), make: () => ({}) as Model });
  await expect(model.draft(request, { signal: new AbortController().signal, onToken: () => {}, scope: rich })).rejects.toMatchObject({
    kind: 'unavailable',
  });
});

test('where the house has no model, only tenants with a key of their own are asked for a budget', async () => {
  const generates = (keys: { remembered: string | null }, generative: boolean, scope: TenantScope) =>
    aHouse(keys, [], generative).model.generativeFor!(scope);
  expect(await generates({ remembered: 'own' }, false, rich)).toBe(true);
  expect(await generates({ remembered: 'own' }, false, poor)).toBe(false);
  expect(await generates({ remembered: null }, true, poor)).toBe(true);
  const locked = ownKeyModel({ shared: { generative: false } as Model, keyOf: () => Promise.reject(new Error('away')), make: () => ({}) as Model });
  expect(await locked.generativeFor!(rich)).toBe(true);
});
