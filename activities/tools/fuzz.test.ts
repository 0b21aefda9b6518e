/**
 * What a model may write into the arguments of a call, drawn from a seed (PARLEY_TOOL_CALLS=10000 for more): none of it names whose data is
 * reached, leaves the address that a tenant has written down, or breaks anything.
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runActivity } from '../../infra/testing/corpora/run-activity.ts';
import { mintId } from '../../infra/ids/mint.ts';
import { ORDER_PARAMETERS } from '../../infra/testing/order-parameters.ts';
import { effectKey } from '../../workflows/domain/effects.ts';
import { DEFAULT_BUDGET } from '../../workflows/domain/budget.ts';
import type { HttpFunction } from '../../workflows/domain/http-function.ts';
import { DEFAULT_PERSONA } from '../../workflows/domain/persona.ts';
import { Secret } from '../../workflows/domain/secret.ts';
import type { ToolCall } from '../../workflows/domain/turn.ts';
import { aTurn, memoryDeps } from '../../workflows/testing/memory-deps.ts';
import { readArguments } from './arguments.ts';
import { ESCALATE, escalationOf } from './escalate-tool.ts';
import { httpTool } from './http-function.ts';
import { knowledgeTool, SEARCH_KNOWLEDGE } from './knowledge-tool.ts';
import { faultOf, kindOf } from './registry.ts';
import { runTool } from './run-tool.ts';
import { ToolRefused, type ToolContext } from './tool.ts';

const TIMES = Number(process.env.PARLEY_TOOL_CALLS ?? 2_000);
const SEED = 45;

const declared = (over: Partial<HttpFunction> & Pick<HttpFunction, 'name'>): HttpFunction => ({
  description: 'Of the shop.',
  parameters: ORDER_PARAMETERS,
  method: 'GET',
  url: 'https://api.shop.example/v1/orders/{order}/state?of={order}',
  headers: [{ name: 'authorization', value: 'Bearer {secret}', secret: 'function-shop' }],
  timeoutMs: 2_000,
  kind: 'read',
  ...over,
});
const FUNCTIONS = [
  declared({ name: 'order_status' }),
  declared({ name: 'cancel_order', method: 'POST', url: 'https://api.shop.example/v1/cancellations', kind: 'once' }),
  declared({ name: 'change_order', method: 'PUT', url: 'https://api.shop.example/v1/orders/{order}', kind: 'keyed' }),
  declared({ name: 'find_orders', url: 'https://api.shop.example/v1/orders' }),
];
const NAMES = [...FUNCTIONS.map(({ name }) => name), ESCALATE.name, SEARCH_KNOWLEDGE.name, 'resolve', '__proto__', 'toString', ''];
const FOREIGN = [mintId('tnt'), mintId('vis'), mintId('cnv'), mintId('doc'), mintId('trn')];

const nasty = fc.oneof(
  fc.constantFrom(...FOREIGN),
  fc.constantFrom(
    '..',
    '.',
    '',
    ' ',
    '../../admin',
    '%2e%2e%2f',
    'a/../b',
    '\\..\\',
    '?x=1',
    '#',
    '@evil.example',
    '//evil.example',
    'https://evil.example/',
  ),
  fc.constantFrom(
    '\ud800',
    'a\udfffb',
    '\u0000',
    '\r\nx-admin: 1',
    '{order}',
    '{secret}',
    '${order}',
    '$&',
    '__proto__',
    'constructor',
    '\u202e',
    '💥',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constant('x'.repeat(5_000)),
);
const value = fc.oneof(
  { weight: 4, arbitrary: nasty },
  { weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constantFrom('slow', 'fast', null, 1e308, -0)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);
const key = fc.constantFrom(
  'order',
  'order',
  'order',
  'pieces',
  'share',
  'notify',
  'speed',
  'query',
  'reason',
  'summary',
  'tenantId',
  'visitorId',
  'conversationId',
  'id',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'headers',
  'url',
);
const objects = fc
  .array(fc.tuple(key, value), { maxLength: 6 })
  .map((pairs) => `{${pairs.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one) ?? 'null'}`).join(',')}}`);
const fitting = fc
  .record(
    {
      order: nasty,
      pieces: fc.integer(),
      share: fc.double({ noNaN: true, noDefaultInfinity: true }),
      notify: fc.boolean(),
      speed: fc.constantFrom('slow', 'fast'),
    },
    { requiredKeys: ['order'] },
  )
  .map((args) => JSON.stringify(args));
const texts = fc.oneof(
  { weight: 4, arbitrary: objects },
  { weight: 3, arbitrary: fitting },
  {
    weight: 1,
    arbitrary: fc
      .record({ query: nasty, reason: fc.constantFrom('nothingFound', 'budget', 'x'), summary: nasty })
      .map((args) => JSON.stringify(args)),
  },
  { weight: 1, arbitrary: fc.record({ query: nasty }).map((args) => JSON.stringify(args)) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.tuple(objects, fc.nat(80)).map(([text, at]) => text.slice(0, at)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '[]',
      'null',
      '1',
      '"x"',
      '{',
      '['.repeat(9_000),
      '{"__proto__":{"polluted":1},"order":"A"}',
      '{"order":"A","order":{"$ne":1}}',
    ),
  },
);
const calls = fc.record({ id: fc.constant('c1'), name: fc.constantFrom(...NAMES), arguments: texts }) as fc.Arbitrary<ToolCall>;

test(`${TIMES} calls: whose data is reached stands in the context alone, and nothing breaks`, async () => {
  const sent: { url: string; init: RequestInit }[] = [];
  const scopes = new Set<string>();
  const outside = { fetch: () => async (url: unknown, init?: RequestInit) => (sent.push({ url: String(url), init: init! }), new Response('ok')) };
  const secrets = { current: async ({ tenantId }: { tenantId: string }) => (scopes.add(tenantId), new Secret('sk-shop')) };
  const deps = memoryDeps({ outside, secrets });
  const revisions = { ...deps.revisions, current: async ({ tenantId }: { tenantId: string }) => (scopes.add(tenantId), null) };
  const tools = [...FUNCTIONS.map((one) => httpTool({ outside, secrets }, one))];
  const search = knowledgeTool({ ...deps, revisions } as unknown as Parameters<typeof knowledgeTool>[0]);
  const context = {
    tenantId: 'tnt_own',
    conversationId: 'cnv_own',
    turnId: 'trn_own',
    effectKey: 'cnv_own/trn_own/tool-1-1',
    turn: { passages: [], steps: [] },
    signal: new AbortController().signal,
  } as unknown as ToolContext;
  const ran: Record<string, number> = {};

  for (const call of fc.sample(calls, { numRuns: TIMES, seed: SEED })) {
    const kind = kindOf(call, tools, DEFAULT_PERSONA);
    const fault = faultOf(call, tools, DEFAULT_PERSONA);
    expect(fault === null).toBe(kind !== null);
    expect((fault ?? '').length).toBeLessThan(1_000);
    if (call.name === ESCALATE.name) {
      const handover = escalationOf({ type: 'tools', text: '', calls: [call], model: 'm', usage: { inputTokens: 0, outputTokens: 0 } })!;
      expect(['nothingFound', 'askedForPerson', 'modelUnsure']).toContain(handover.reason);
      expect(handover.summary.length).toBeLessThanOrEqual(1_000);
      continue;
    }
    if (kind === null) continue;
    const tool = call.name === SEARCH_KNOWLEDGE.name ? search : tools.find(({ name }) => name === call.name)!;
    const read = readArguments(tool.parameters, call.arguments);
    if (read.type !== 'valid') throw new Error(`${call.name} was let pass: ${call.arguments}`);
    expect(Object.keys(tool.parameters.properties)).toEqual(expect.arrayContaining(Object.keys(read.args)));
    const before = sent.length;
    await tool.run(read.args, context).catch((error: unknown) => {
      if (!(error instanceof ToolRefused)) throw new Error(`${call.name} broke at ${JSON.stringify(call.arguments)}`, { cause: error });
    });
    ran[call.name] = (ran[call.name] ?? 0) + sent.length - before;
  }

  for (const { url, init } of sent) {
    const { origin, pathname } = new URL(url);
    expect(origin).toBe('https://api.shop.example');
    expect(pathname).toMatch(/^\/v1\/(?:orders|cancellations|orders\/[^/]+(?:\/state)?)$/);
    expect(init.headers).toMatchObject({ 'parley-conversation': 'cnv_own', authorization: 'Bearer sk-shop' });
    expect(
      Object.keys(init.headers!).every((name) =>
        ['accept', 'content-type', 'parley-conversation', 'idempotency-key', 'authorization'].includes(name),
      ),
    ).toBe(true);
    if (init.body)
      expect(['order', 'pieces', 'share', 'notify', 'speed']).toEqual(expect.arrayContaining(Object.keys(JSON.parse(String(init.body)) as object)));
  }
  expect([...scopes]).toEqual(['tnt_own']);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  // Else nothing was tried.
  for (const { name } of FUNCTIONS) expect(ran[name]).toBeGreaterThan(TIMES / 100);
});

test('of five hundred calls in one turn eight are made', async () => {
  let made = 0;
  const deps = memoryDeps({ outside: { fetch: () => async () => (made++, new Response('ok')) }, secrets: { current: async () => new Secret('sk') } });
  const turn = await aTurn(deps);
  await deps.settings.save(turn, { ...(await deps.settings.current(turn)), tools: { functions: FUNCTIONS } });
  await deps.turns.update(turn, turn.turnId, { settingsVersion: 2, timings: { openedAt: new Date() } });
  const asked = Array.from({ length: 500 }, (_, i): ToolCall => ({ id: `c${i}`, name: 'order_status', arguments: `{"order":"A-${i}"}` }));
  const usage = { inputTokens: 1, outputTokens: 1 };
  await deps.turns.addStep(turn, turn.turnId, {
    type: 'model',
    key: turn.effectKey,
    step: 1,
    by: 'model',
    draft: { type: 'tools', text: '', calls: asked, model: 'm', usage },
    calls: asked.map(() => 'read'),
  });
  const outcomes: string[] = [];
  for (let call = 1; call <= asked.length; call++) {
    const key = effectKey(turn, `tool-1-${call}`);
    outcomes.push((await runActivity(runTool(deps as unknown as Parameters<typeof runTool>[0]), { ...turn, effectKey: key, step: 1, call })).type);
  }
  expect(outcomes.filter((type) => type === 'ran')).toHaveLength(DEFAULT_BUDGET.turn.toolCalls);
  expect(outcomes.slice(DEFAULT_BUDGET.turn.toolCalls).every((type) => type === 'overBudget')).toBe(true);
  expect(made).toBe(DEFAULT_BUDGET.turn.toolCalls);
});
