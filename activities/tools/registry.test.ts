/** Tools say whose data they reach; none takes an id from the model. */
import { expect, test } from '@jest/globals';
import { offered, toolsOf } from './registry.ts';
import type { Tool } from './tool.ts';

const taking = (...names: string[]): Tool => ({
  name: 'planted',
  description: 'Planted.',
  policy: { reaches: 'conversation' },
  parameters: {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    required: [],
    additionalProperties: false,
  },
  kind: 'read',
  run: async () => ({ text: '' }),
});

test('a tool without a policy does not compile', () => {
  const { policy: _policy, ...without } = taking();
  // @ts-expect-error -- the policy is missing
  expect(toolsOf([without])).toHaveLength(3);
});

test.each(['id', 'tenantId', 'conversation_id', 'documentIds', 'tenant', 'visitor'])('a parameter `%s` is refused', (name) => {
  expect(() => toolsOf([taking('query', name)])).toThrow(name);
});

test("a customer's own reference is none of our ids, and a model sees no policy", () => {
  expect(offered([taking('order', 'paid', 'bid')]).map((spec) => Object.keys(spec))).toEqual(Array(3).fill(['name', 'description', 'parameters']));
});
