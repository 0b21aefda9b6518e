/** The way of a question with a language model behind it: the real adapter and client, a provider that says what is written here. */
import { afterEach, expect, test } from '@jest/globals';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { aVisitor } from '../people.ts';
import { says, scriptedModel, type ScriptedModel, type Step } from '../scripted-model.ts';
import { aWorld, until, type World } from '../world.ts';

const RETURNS = '# Returns\n\n## Sale items\n\nItems bought on sale can be returned within 30 days. We refund the price that you paid.\n';
const ANSWER = 'Yes: what you bought on sale goes back within 30 days [1].';

let provider: ScriptedModel;
let world: World;

async function aShop(steps: Step[]) {
  provider = await scriptedModel(steps);
  world = await aWorld({ env: provider.env });
  return world.aTenant({ documents: { 'returns.md': RETURNS } });
}
afterEach(async () => {
  await world.close();
  await provider.close();
});

test('the reply is what the model said, names its sources, and nobody else was called', async () => {
  const shop = await aShop([says(ANSWER)]);
  const called = new Set<string>();
  const onSocket = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    socket.once('lookup', (_error, _address, _family, host) => called.add(host));
    socket.once('connect', () => called.add(`${socket.remoteAddress}:${socket.remotePort}`));
  };
  subscribe('net.client.socket', onSocket);
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says('Can I return items bought on sale?');
  await until(() => visitor.line.transcript().length === 2);

  const [, answer] = visitor.line.transcript();
  expect(answer).toMatchObject({ kind: 'message', author: { type: 'assistant' }, text: ANSWER });
  expect(answer!.citations).toMatchObject([{ n: 1, title: 'Returns' }]);
  const streamed = visitor.line.of('turn.delta').map((frame) => frame.text);
  expect(streamed.join('')).toBe(ANSWER);

  unsubscribe('net.client.socket', onSocket);
  expect(called).toContain(new URL(provider.env.OPENAI_BASE_URL).host);
  expect([...called].filter((host) => !host.startsWith('127.0.0.1') && host !== 'localhost')).toEqual([]);

  // The provider of the configuration was asked, once, and was shown the source.
  expect(provider.requests()).toHaveLength(1);
  const { messages } = provider.requests()[0]!;
  expect(JSON.stringify(messages[0])).toContain('within 30 days');
  expect(messages.at(-1)).toEqual({ role: 'user', content: 'Can I return items bought on sale?' });
});

test('five messages of a visitor who types are one call and one reply', async () => {
  const shop = await aShop([says(ANSWER)]);
  const visitor = await aVisitor(world.url, shop.slug);
  // Without workers the first message waits, so that all of the burst is typed before the turn opens.
  await world.stopWorkers();
  await visitor.says('Hello');
  const typing = { type: 'typing', conversationId: visitor.conversationId(), typing: true };
  for (const text of ['I bought a jacket', 'on sale', 'Can I return items bought on sale?', 'Thanks!']) {
    visitor.line.say(typing);
    await visitor.says(text);
  }
  visitor.line.say(typing);
  await world.startWorkers();
  await until(() => visitor.line.transcript().some((entry) => entry.author.type === 'assistant'));

  expect(visitor.line.transcript().map((entry) => entry.author.type)).toEqual([...Array<string>(5).fill('visitor'), 'assistant']);
  expect(provider.requests()).toHaveLength(1);
  expect(JSON.stringify(provider.requests()[0]!.messages.at(-1))).toContain('Hello\\nI bought a jacket\\non sale');
});
