/** Each part that Parley leans on goes away and comes back: what is promised then, and what `/readyz` says of it. */
import { afterEach, expect, test } from '@jest/globals';
import { brokenModel, status, whole } from '../broken-model.ts';
import { startRedisServer } from '../contracts/redis-server.ts';
import { cuttableLine } from '../cuttable-line.ts';
import { aVisitor, call, messageId } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

const RETURNS = { 'returns.md': '# Returns\n\n## Sale items\n\nItems bought on sale can be returned within 30 days.\n' };
const ON_SALE = 'Can I return items bought on sale?';

let world: World;
const toDo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  await world.close();
  for (const undo of toDo.splice(0).reverse()) await undo();
});

type Ready = { status: string; dependencies: { name: string; health: string }[] };
const healthOf = async (name: string): Promise<string | undefined> =>
  (await call<Ready>(world.url, '/readyz')).body.dependencies.find((one) => one.name === name)?.health;

async function asks(slug: string, question = ON_SALE) {
  const visitor = await aVisitor(world.url, slug);
  await visitor.says(question);
  return { visitor, told: () => visitor.line.transcript().slice(1) };
}

test('a model that fails again and again is left in peace, shown as degraded, and asked again when it is back', async () => {
  let isBack = false;
  const model = await brokenModel(() => (isBack ? whole('Yes, within 30 days [1].') : status(500)));
  toDo.push(() => model.close());
  world = await aWorld({ env: model.env });
  const { slug } = await world.aTenant({ documents: RETURNS });
  expect(await healthOf('Model')).toBe('healthy');
  const both = await Promise.all([asks(slug), asks(slug)]);
  await until(async () => (await healthOf('Model')) === 'degraded');
  const callsBefore = model.calls();
  expect(callsBefore).toBeLessThanOrEqual(6);
  expect((await call<Ready>(world.url, '/readyz')).status).toBe(200);

  for (const { told } of both) await until(() => told().some((entry) => entry.author.type === 'assistant'));
  isBack = true;
  const { told } = await asks(slug); // somebody has to call for it to be seen
  await until(async () => (await healthOf('Model')) === 'healthy', 60_000);
  await until(() => told().some((entry) => entry.text === 'Yes, within 30 days [1].'));
});

test('without the vector index every question goes to a person, who is told why', async () => {
  world = await aWorld();
  const { slug, tenantId } = await world.aTenant({ documents: RETURNS });
  await world.parts.vectors.close();
  const asked = [await asks(slug), await asks(slug)];
  for (const { told } of asked) await until(() => told().some((entry) => entry.kind === 'escalated'));
  for (const { visitor, told } of asked) {
    expect(told()).toHaveLength(1);
    const entry = await world.parts.entries.get({ tenantId }, `${visitor.conversationId()}:2`);
    expect(entry?.body).toMatchObject({ reason: 'searchFailed' });
  }
  expect(await healthOf('Vector index')).toBe('degraded');
});

test('without the bus answers are stored all the same, and seen on the next look', async () => {
  const redis = await startRedisServer();
  toDo.push(() => redis.kill());
  world = await aWorld({ env: { REDIS_URL: redis.url } });
  const { slug, tenantId } = await world.aTenant({ documents: RETURNS });
  const visitor = await aVisitor(world.url, slug);
  await redis.kill();
  const sent = await visitor.says(ON_SALE);
  await until(async () => (await world.parts.conversations.project({ tenantId }, sent.conversationId))!.answeredUpTo > 0);
  expect(await healthOf('Event bus')).toBe('degraded');
  await visitor.reconnects();
  await until(() => visitor.line.transcript().some((entry) => entry.author.type === 'assistant'));
});

test('without MongoDB a message is refused and not lost; sent again it is stored and answered once', async () => {
  const { hostname, port } = new URL(process.env.PARLEY_TEST_MONGODB_URI!);
  const line = await cuttableLine({ host: hostname, port: Number(port) });
  toDo.push(() => line.close());
  world = await aWorld({ mongoUri: `mongodb://127.0.0.1:${line.port}/?directConnection=true` });
  const { slug, tenantId } = await world.aTenant({ documents: RETURNS });
  const { visitor, told } = await asks(slug);
  await until(() => told().length > 0);
  const [first, second] = [messageId(), messageId()];
  line.cut();
  await expect(visitor.says('And gift cards?', first)).rejects.toThrow('store.unavailable');
  await until(async () => (await call<Ready>(world.url, '/readyz')).status === 503);
  expect(await healthOf('MongoDB')).toBe('unhealthy');
  line.mend();
  await until(async () => (await call<Ready>(world.url, '/readyz')).status === 200, 60_000);
  visitor.line.frames.splice(0, visitor.line.frames.length, ...visitor.line.frames.filter((frame) => frame.type !== 'refused'));
  await visitor.says('And gift cards?', first);
  await visitor.says(ON_SALE, second);
  const conversationId = visitor.conversationId();
  await until(async () => {
    const view = (await world.parts.conversations.project({ tenantId }, conversationId))!;
    return view.status === 'escalated' || view.answeredUpTo >= view.visitorSeqs.at(-1)!;
  });
  const log = await world.parts.entries.after({ tenantId }, conversationId, 0, 100);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
  expect(log.filter(({ key }) => key.endsWith(first))).toHaveLength(1);
}, 120_000);
