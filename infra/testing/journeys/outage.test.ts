/** The provider of the model breaks in each way a provider can: every message still ends answered or escalated, once. */
import { afterEach, expect, test } from '@jest/globals';
import { NOTICES } from '../../../workflows/domain/notices.ts';
import { brokenModel, endless, garbage, half, silence, stalls, status, whole, type Answer, type BrokenModel } from '../broken-model.ts';
import { aVisitor } from '../people.ts';
import { aWorld, until, type World, type WorldOptions } from '../world.ts';

const RETURNS = { 'returns.md': '# Returns\n\n## Sale items\n\nItems bought on sale can be returned within 30 days.\n' };
const ON_SALE = 'Can I return items bought on sale?';
/** Of a provider that never answers; who does has the time that it has in production. */
const LIMITS = { idleMs: 600, totalMs: 1_500 };

let world: World;
const providers: BrokenModel[] = [];
afterEach(async () => {
  await world.close();
  await Promise.all(providers.splice(0).map((provider) => provider.close()));
});

async function provider(answers: Parameters<typeof brokenModel>[0]): Promise<BrokenModel> {
  const model = await brokenModel(answers);
  providers.push(model);
  return model;
}

/** A shop with something to quote. */
async function aShop(model: BrokenModel, options: WorldOptions = {}): Promise<string> {
  world = await aWorld({ ...options, env: { ...model.env, ...options.env } });
  return (await world.aTenant({ documents: RETURNS })).slug;
}

/** A visitor who has asked, and what they have been told since. */
async function asks(slug: string, question = ON_SALE) {
  const visitor = await aVisitor(world.url, slug);
  await visitor.says(question);
  const told = () => visitor.line.entries().slice(1);
  const replies = () => told().filter((entry) => entry.author.type === 'assistant');
  return { told, replies };
}

const FAULTS: Record<string, Answer> = {
  'Fault 1': status(500),
  'Fault 2': status(503),
  'Fault 3': status(401),
  'Fault 4': silence,
  'Fault 5': stalls,
  'Fault 6': half,
  'Fault 7': endless(50),
  'Fault 8': garbage('<html>Bad gateway</html>'),
  'Fault 9': status(429, { 'retry-after': '3600' }),
};

test('whatever the provider does, the help centre is quoted, it is said that it is, and each message is answered once', async () => {
  const model = await provider((body) => FAULTS[/Fault \d/.exec(body)![0]]!);
  const slug = await aShop(model, { modelLimits: LIMITS });
  const visitors = await Promise.all(Object.keys(FAULTS).map((name) => asks(slug, `${ON_SALE} ${name}`)));
  await until(() => visitors.every(({ replies }) => replies().length > 0));
  for (const { replies, told } of visitors) {
    expect(replies()).toMatchObject([{ kind: 'message', citations: [{ n: 1, title: 'Returns' }] }]);
    expect(replies()[0]!.text).toContain(NOTICES.en.withoutModel);
    expect(replies()[0]!.text).toContain('within 30 days');
    expect(told().every(({ kind }) => kind === 'message')).toBe(true);
  }
  await until(() => model.open() === 0);
});

test('the stand-in answers, and the help centre is not quoted', async () => {
  const standIn = await provider([whole('Yes, within 30 days [1].')]);
  const model = await provider([status(503)]);
  const slug = await aShop(model, { env: { OPENAI_FALLBACK_BASE_URL: standIn.env.OPENAI_BASE_URL, OPENAI_FALLBACK_MODEL: 'second' } });
  const { replies } = await asks(slug);
  await until(() => replies().length > 0);
  expect(replies()).toMatchObject([{ kind: 'message', text: 'Yes, within 30 days [1].', citations: [{ n: 1 }] }]);
  expect(standIn.calls()).toBe(1);
});

test('a wait of more than twenty seconds is spoken of within thirty, once, in front of the answer', async () => {
  const model = await provider([status(429, { 'retry-after': '50' }), whole('Yes, within 30 days [1].')]);
  const slug = await aShop(model);
  const { told, replies } = await asks(slug);
  await until(() => told().length > 0);
  expect(told()[0]).toMatchObject({ kind: 'message', author: { type: 'system' }, text: NOTICES.en.delayed });
  expect(model.calls()).toBe(1); // so it was told before the 50 s were over
  await until(() => replies().length > 0);
  expect(told().map((entry) => entry.author.type)).toEqual(['system', 'assistant']);
  expect(model.calls()).toBe(2);
});
