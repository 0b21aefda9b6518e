/** Who speaks while the assistant writes is answered with what they said before, and the provider is not paid for the rest. */
import { afterEach, expect, test } from '@jest/globals';
import { brokenModel, endless, whole, type BrokenModel } from '../broken-model.ts';
import { aVisitor } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

const RETURNS = { 'returns.md': '# Returns\n\n## Sale items\n\nItems bought on sale can be returned within 30 days.\n' };

/** Stands in the source, so that visitors see it while it is written. */
const SAID = 'Items bought on sale can be returned within 30 days [1]. ';

let world: World;
let model: BrokenModel;
afterEach(async () => {
  await world.close();
  await model.close();
});

test('a newer message closes the connection to the provider before the conversation has heard of it, typing or not', async () => {
  model = await brokenModel([endless(50, SAID), endless(50, SAID), whole('Within 30 days [1].')]);
  world = await aWorld({ env: model.env });
  const { slug } = await world.aTenant({ documents: RETURNS });
  const visitor = await aVisitor(world.url, slug);
  await visitor.says('Can I return items bought on sale?');
  const { engine, circuits } = world.parts;
  const { ring } = engine;
  for (const call of [1, 2]) {
    await until(() => model.calls() === call && visitor.line.of('turn.delta').length > 0);
    // Until it rings nothing is cancelled; said to have been heard, the sweeper does not ring either.
    const unheard: Parameters<typeof ring>[] = [];
    engine.ring = async (...asked) => unheard.push(asked) > 0;
    visitor.line.say({ type: 'typing', conversationId: visitor.conversationId(), typing: true });
    await visitor.says(`And socks bought on sale? ${call}`);
    await until(() => model.open() === 0 && unheard.length > 0);
    expect(circuits.model.report().lastFailure).toBeNull(); // nor had the provider's own time run out
    engine.ring = ring;
    for (const asked of unheard) await until(() => ring(...asked));
  }
  await until(() => visitor.line.transcript().some((entry) => entry.author.type === 'assistant'));
  expect(visitor.line.transcript().map((entry) => entry.author.type)).toEqual(['visitor', 'visitor', 'visitor', 'assistant']);
  expect(model.calls()).toBe(3);
});
