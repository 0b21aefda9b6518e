/** A language model that calls tools without end: the real adapter and client, a provider that says what is written here, the real stores. */
import { afterEach, expect, test } from '@jest/globals';
import { aVisitor, anAgent } from '../people.ts';
import { callsTool, scriptedModel, type ScriptedModel, type Step } from '../scripted-model.ts';
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
