/** Tools say whose data they reach; none takes an id from the model. */
import { expect, test } from '@jest/globals';
import { DEFAULT_PERSONA } from '../../workflows/domain/persona.ts';
import { faultOf, kindOf, offered, toolsOf } from './registry.ts';
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
  expect(offered([taking('order', 'paid', 'bid')], DEFAULT_PERSONA).map((spec) => Object.keys(spec))).toEqual(
    Array(3).fill(['name', 'description', 'parameters']),
  );
});

test('what a tenant does not let its assistant have is neither offered nor run', () => {
  const names = (may: Partial<typeof DEFAULT_PERSONA>) => offered([], { ...DEFAULT_PERSONA, ...may }).map(({ name }) => name);
  expect(names({})).toEqual(['escalate', 'search_knowledge']);
  expect(names({ knowledge: false })).toEqual(['escalate']);
  expect(names({ handover: false })).toEqual(['search_knowledge']);
  const search = { id: 'c', name: 'search_knowledge', arguments: '{"query":"returns"}' };
  const may = { ...DEFAULT_PERSONA, knowledge: false };
  expect(kindOf(search, [], DEFAULT_PERSONA)).toBe('read');
  expect(kindOf(search, [], may)).toBeNull();
  expect(faultOf(search, [], may)).toContain('There is no tool');
});
