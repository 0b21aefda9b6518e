/** A language model that calls tools: the real adapter and client, a provider that says what is written here, the real stores. */
import { afterEach, expect, test } from '@jest/globals';
import { modelStep, type ModelRequest } from '../../../workflows/domain/turn.ts';
import { sentText } from '../../../workflows/domain/sent-request.ts';
import type { TurnView } from '../../../api/protocol/knowledge.ts';
import { aVisitor, anAgent } from '../people.ts';
import { callsTool, says, scriptedModel, type ScriptedModel, type Step } from '../scripted-model.ts';
import { aWorld, until, type World } from '../world.ts';

const RETURNS = '# Returns\n\n## Sale items\n\nItems bought on sale can be returned within 30 days. We refund the price that you paid.\n';
const QUESTION = 'Can I return items bought on sale?';

let provider: ScriptedModel;
let world: World;

async function aShop(steps: Step[]) {
  provider = await scriptedModel(steps);
  world = await aWorld({ env: { ...provider.env, OPENAI_PRICE_INPUT: '0.5', OPENAI_PRICE_OUTPUT: '2' } });
  return world.aTenant({ documents: { 'returns.md': RETURNS } });
}
afterEach(async () => {
  await world.close();
  await provider.close();
});

test('it searches again and answers; every request can be made again from the record, byte for byte', async () => {
  const shop = await aShop([
    callsTool('search_knowledge', { query: 'refund of sale items' }),
    callsTool('search_knowledge', { wish: 'no such argument' }),
    says('Yes, within 30 days [1].'),
  ]);
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says(QUESTION);
  await until(() => visitor.line.transcript().length === 2);
  expect(visitor.line.transcript()[1]).toMatchObject({ text: 'Yes, within 30 days [1].', citations: [{ n: 1, title: 'Returns' }] });

  const { turnId } = visitor.line.of('turn.delta')[0]!;
  const turn = (await world.parts.turns.get(shop, turnId))!;
  const asked = provider.requests();
  expect(asked).toHaveLength(3);
  for (const [i, body] of provider.bodies().entries()) {
    const { sent } = modelStep(turn, i + 1)!;
    expect(sentText({ ...turn, request: turn.request as ModelRequest }, i + 1, sent!)).toBe(body);
  }
  expect(asked[1]!.messages.at(-1)).toMatchObject({ role: 'tool', content: expect.stringContaining('[1] as above') });
  expect(asked[2]!.messages.at(-1)).toMatchObject({ role: 'tool', content: expect.stringContaining('"query" is missing') });

  const agent = await anAgent(world.url, shop.login);
  const { body: why } = await agent.get<TurnView>(`/turns/${turnId}`);
  expect(why.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'assistant', 'tool']);
  const spent = await world.parts.usage.get(shop, `conversation:${visitor.conversationId()}`);
  expect(spent).toMatchObject({ modelCalls: 3, toolCalls: 1, tokens: why.usage!.inputTokens + why.usage!.outputTokens });
  expect(spent.costMicros).toBeGreaterThan(0);
});

test('one that always calls is stopped at the cap: a person takes over, and the provider was asked eight times', async () => {
  const shop = await aShop(Array.from({ length: 8 }, () => callsTool('search_knowledge', { query: 'sale' })));
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says(QUESTION);
  await until(() => visitor.line.transcript().length === 2);
  expect(visitor.line.transcript()[1]).toMatchObject({ kind: 'escalated' });
  expect(provider.requests()).toHaveLength(8);
  expect(await world.parts.usage.get(shop, `conversation:${visitor.conversationId()}`)).toMatchObject({ modelCalls: 8, toolCalls: 8 });
  const agent = await anAgent(world.url, shop.login);
  const { body } = await agent.get<{ data: { kind: string; reason: string | null }[] }>(`/conversations/${visitor.conversationId()}/entries`);
  expect(body.data.at(-1)).toMatchObject({ kind: 'escalated', reason: 'budget' });
});
