/** A turn that calls tools: it goes on with what they say, acts once, and stops where its budget ends. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mintId } from '../../../infra/ids/mint.ts';
import type { Resolution, Tool, ToolContext } from '../../../activities/tools/tool.ts';
import type { ToolKind } from '../../domain/effects.ts';
import type { ModelRequest } from '../../domain/turn.ts';
import { violations } from '../violations.ts';
import { anEngine, answer, calls, type EngineWorld, type Writes } from './engine-world.ts';
import type { TestTalk } from './test-talk.ts';

/** How a tool of this file behaves in one conversation. */
type Scene = { sent: ToolContext[]; ends?: (send: number) => Promise<string>; resolves?: Resolution };
const scenes = new Map<string, Scene>();
const parameters = { type: 'object', properties: { order: { type: 'string' } }, required: ['order'], additionalProperties: false } as const;
const tool = (name: string, kind: ToolKind): Tool => ({
  name,
  description: 'Does it.',
  policy: { reaches: 'conversation' },
  parameters,
  kind,
  async run(_args, context) {
    const scene = scenes.get(context.conversationId)!;
    scene.sent.push(context);
    return { text: (await scene.ends?.(scene.sent.length)) ?? 'Done.' };
  },
});
const resolvable: Tool = {
  ...tool('refund_resolvable', 'once'),
  resolve: async (key) => scenes.get(key.slice(0, key.indexOf('/')))?.resolves ?? { type: 'unknown' },
};

let world: EngineWorld;
beforeAll(async () => {
  world = await anEngine({
    tools: [tool('look_up', 'read'), tool('refund', 'once'), tool('refund_keyed', 'keyed'), resolvable],
    quotes: async () => answer('Quoted.'),
  });
});
afterAll(() => world.close());

const order = '{"order":"A-1"}';
/** Calls the tool first, and then answers with what it was told. */
const callsThenTells =
  (name: string, args = order): Writes =>
  async ({ messages }) => {
    const last = messages.at(-1)!;
    return last.role === 'tool' ? answer(`It said: ${last.content}`) : calls(name, args);
  };

function aTalk(writes: Writes, scene: Partial<Scene> = {}, options: Parameters<EngineWorld['conversation']>[0] = {}) {
  const talk = world.conversation({ writes, ...options });
  const full: Scene = { sent: [], ...scene };
  scenes.set(talk.ref.conversationId, full);
  return { talk, sent: full.sent };
}
const spent = (talk: TestTalk) => world.stores.usage.get(talk.ref, `conversation:${talk.ref.conversationId}`);
const scheduled = async ({ handle }: TestTalk): Promise<string[]> =>
  (await handle.fetchHistory()).events!.flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? []);

test('a turn without tools costs no activity more than before', async () => {
  const { talk } = aTalk(async () => answer('Yes.'));
  await talk.says();
  await talk.tells('visitor assistant<1');
  expect(await scheduled(talk)).toEqual(['loadConversation', 'openTurn', 'searchKnowledge', 'draftReply', 'commitReply']);
  expect(await spent(talk)).toMatchObject({ modelCalls: 1, toolCalls: 0, tokens: 2 });
});

test('what a tool says reaches the model, and the answer the visitor', async () => {
  const { talk, sent } = aTalk(callsThenTells('look_up'));
  await talk.says();
  await talk.tells('visitor assistant<1');
  expect(talk.log().at(-1)!.body.text).toBe('It said: Done.');
  expect(sent).toMatchObject([talk.ref]);
  expect(await spent(talk)).toMatchObject({ modelCalls: 2, toolCalls: 1, tokens: 4 });
});

test('the product ships a search of the knowledge', async () => {
  const { talk } = aTalk(callsThenTells('search_knowledge', '{"query":"returns"}'));
  await talk.says();
  await talk.tells('visitor assistant<1');
  expect(talk.log().at(-1)!.body.text).toBe('It said: Nothing was found.');
});

test('a tool that fails for good is told to the model, which goes on without it', async () => {
  const { talk, sent } = aTalk(callsThenTells('look_up'), { ends: () => Promise.reject(new Error('weather')) });
  await talk.says();
  while (talk.log().length < 2) await world.skip('1s');
  expect(talk.log().at(-1)!.body.text).toBe('It said: The tool failed. Go on without it.');
  expect(sent).toHaveLength(3);
});

describe('a call that cannot be run', () => {
  test.each([
    ['refundEverything', '{}', 'There is no tool "refundEverything"'],
    ['refund', '{"order":', 'not valid JSON'],
    ['refund', '{"order":"A-1","tenantId":"tnt_other"}', 'There is no argument "tenantId"'],
  ])('%s(%s) is told what is wrong, and may repair it', async (name, args, fault) => {
    const { talk, sent } = aTalk(callsThenTells(name, args));
    await talk.says();
    await talk.tells('visitor assistant<1');
    expect(talk.log().at(-1)!.body.text).toContain(fault);
    expect(sent).toEqual([]);
  });

  test('twice in a turn goes to people', async () => {
    const asked: ModelRequest[] = [];
    const { talk } = aTalk(async (request) => (asked.push(request), calls('refundEverything', '{}')));
    await talk.says();
    await talk.tells('visitor escalated');
    expect(talk.log().at(-1)!.body).toMatchObject({ reason: 'modelUnsure' });
    expect(asked).toHaveLength(2);
  });
});

describe('a turn that acts on the world', () => {
  test('is finished though the visitor goes on, and the next one answers that', async () => {
    const sends = Promise.withResolvers<void>();
    const sending = Promise.withResolvers<void>();
    const { talk, sent } = aTalk(callsThenTells('refund'), { ends: async () => (sends.resolve(), await sending.promise, 'Refunded.') });
    await talk.says();
    await sends.promise;
    await talk.says('Are you there?');
    sending.resolve();
    await talk.tells(/^visitor visitor assistant<1 assistant<3$/);
    expect(talk.log()[2]!.body.text).toBe('It said: Refunded.');
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map(({ turnId }) => turnId)).size).toBe(2);
    expect(violations(talk.log())).toEqual([]);
  });

  test('but only read so far is overtaken by a newer message', async () => {
    const looks = Promise.withResolvers<void>();
    const looking = Promise.withResolvers<void>();
    const { talk } = aTalk(callsThenTells('look_up'), { ends: async (n) => (n === 1 ? (looks.resolve(), await looking.promise, 'late') : 'found') });
    await talk.says();
    await looks.promise;
    await talk.says();
    await talk.tells('visitor visitor assistant<2');
    looking.resolve();
    expect(talk.log().at(-1)!.body.text).toBe('It said: found');
  });

  test('says nothing behind a person who took over, and does not begin what had not begun', async () => {
    const sends = Promise.withResolvers<void>();
    const sending = Promise.withResolvers<void>();
    const { talk, sent } = aTalk(async () => calls('refund', order, order), {
      ends: async () => (sends.resolve(), await sending.promise, 'Refunded.'),
    });
    await talk.says();
    await sends.promise;
    await talk.does('takeOver', mintId('usr'));
    sending.resolve();
    await talk.until(async () => (await world.stores.effects.get(talk.ref, sent[0]!.effectKey))?.state === 'done');
    await talk.says();
    await talk.until(async () => (await talk.handle.query<{ heard: number }>('view')).heard === 3);
    expect(talk.story()).toBe('visitor takenOver visitor');
    expect(sent).toHaveLength(1);
  });
});

describe('a send of which nobody knows how it ended', () => {
  const lost = () => Promise.reject(new Error('the answer got lost'));

  test('is made once, goes to people, and is listed', async () => {
    const { talk, sent } = aTalk(callsThenTells('refund'), { ends: lost });
    await talk.says();
    await talk.tells('visitor escalated');
    expect(sent).toHaveLength(1);
    expect(talk.log().at(-1)!.body).toMatchObject({ reason: 'effectUnknown', text: 'A person will answer.' });
    expect(talk.log().at(-1)!.body.summary).toContain('"refund"');
    const events = await world.stores.events.ofConversation(talk.ref, talk.ref.conversationId);
    expect(events.map(({ type }) => type)).toContain('conversation.effectUnknown');
  });

  test('is finished when its system says that it was done', async () => {
    const { talk, sent } = aTalk(callsThenTells('refund_resolvable'), { ends: lost, resolves: { type: 'done', text: 'Refunded at noon.' } });
    await talk.says();
    await talk.tells('visitor assistant<1');
    expect(talk.log().at(-1)!.body.text).toBe('It said: Refunded at noon.');
    expect(sent).toHaveLength(1);
  });

  test('is made again when its system says that nothing happened', async () => {
    const { talk, sent } = aTalk(callsThenTells('refund_resolvable'), {
      ends: async (send) => (send === 1 ? lost() : 'Refunded.'),
      resolves: { type: 'notDone' },
    });
    await talk.says();
    await talk.tells('visitor assistant<1');
    expect(sent.map(({ effectKey }) => effectKey)).toEqual([sent[0]!.effectKey, sent[0]!.effectKey]);
  });

  test('is made again under its key where the provider knows keys', async () => {
    const { talk, sent } = aTalk(callsThenTells('refund_keyed'), { ends: async (send) => (send < 3 ? lost() : 'Refunded.') });
    await talk.says();
    while (talk.log().length < 2) await world.skip('1s');
    expect(talk.story()).toBe('visitor assistant<1');
    expect(new Set(sent.map(({ effectKey }) => effectKey)).size).toBe(1);
    expect(sent).toHaveLength(3);
  });
});

describe('a model that never stops calling', () => {
  test('is stopped at the cap and people take over: eight calls are billed, and no more made', async () => {
    let asked = 0;
    const { talk, sent } = aTalk(async () => (asked++, calls('look_up', order)));
    await talk.says();
    await talk.tells('visitor escalated');
    expect(talk.log().at(-1)!.body).toMatchObject({ reason: 'budget', text: 'A person will answer.' });
    expect(asked).toBe(8);
    expect(sent).toHaveLength(8);
    expect(await spent(talk)).toMatchObject({ modelCalls: 8, toolCalls: 8, tokens: 16 });
  });

  test.each([
    ['tool calls of a turn', { turn: { toolCalls: 3 } }, { modelCalls: 4, toolCalls: 3 }],
    ['tokens of a turn', { turn: { tokens: 9_500 } }, {}],
    ['tool calls of a conversation', { conversation: { toolCalls: 2 } }, { modelCalls: 3, toolCalls: 2 }],
    ["model calls of a tenant's day", { tenantDay: { modelCalls: 5 } }, { modelCalls: 5, toolCalls: 5 }],
  ])('is stopped by the %s', async (_name, budget, billed) => {
    const { talk } = aTalk(async () => calls('look_up', order), {}, { budget });
    await talk.says();
    await talk.tells('visitor escalated');
    expect(talk.log().at(-1)!.body).toMatchObject({ reason: 'budget' });
    expect(await spent(talk)).toMatchObject(billed);
  });
});

test('over the budget of the conversation the next message goes straight to people; the help centre is not quoted', async () => {
  const { talk } = aTalk(async () => answer('Yes.'), {}, { budget: { conversation: { modelCalls: 1 } } });
  await talk.says();
  await talk.tells('visitor assistant<1');
  await talk.says();
  await talk.tells('visitor assistant<1 visitor escalated');
  expect(talk.log().at(-1)!.body).toMatchObject({ reason: 'budget' });
  expect(await spent(talk)).toMatchObject({ modelCalls: 1 });
});

test('each attempt at a provider is a call', async () => {
  const { talk } = aTalk((_request, _signal, call) =>
    call < 2 ? Promise.reject(Object.assign(new Error(), { name: 'ModelFault', kind: 'unavailable' })) : Promise.resolve(answer('Yes.')),
  );
  await talk.says();
  while (talk.log().length < 2) await world.skip('1s');
  expect(await spent(talk)).toEqual({ modelCalls: 3, toolCalls: 0, tokens: 2, costMicros: 0 });
});
