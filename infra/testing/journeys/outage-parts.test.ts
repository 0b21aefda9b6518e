/** Each part that Parley leans on goes away and comes back: what is promised then, and what `/readyz` says of it. */
import { afterEach, expect, test } from '@jest/globals';
import type { TurnId } from '../../../workflows/domain/ids.ts';
import { brokenModel, status, whole } from '../broken-model.ts';
import { hasRedisServer, startRedisServer } from '../contracts/redis-server.ts';
import { startQdrantStandIn } from '../qdrant/stand-in.ts';
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
  world = await aWorld({ env: { ...model.env, RERANK_URL: 'http://127.0.0.1:1/rerank' } });
  const { slug } = await world.aTenant({ documents: RETURNS });
  expect(await healthOf('Model')).toBe('healthy');
  expect(await healthOf('Reranker')).toBe('healthy');
  await until(async () => {
    await world.parts.reranker!.rerank('Gift?', ['one', 'two']).catch(() => undefined);
    return (await healthOf('Reranker')) === 'degraded';
  });
  const both = await Promise.all([asks(slug), asks(slug)]);
  await until(async () => (await healthOf('Model')) === 'degraded');
  const callsBefore = model.calls();
  expect(callsBefore).toBeLessThanOrEqual(6);
  expect((await call<Ready>(world.url, '/readyz')).status).toBe(200);

  for (const { told } of both) await until(() => told().some((entry) => entry.author.type === 'assistant'));
  isBack = true;
  const { told } = await asks(slug); // somebody has to call for it to be seen
  await until(async () => (await healthOf('Model')) === 'healthy');
  await until(() => told().some((entry) => entry.text === 'Yes, within 30 days [1].'));
});

test('without the vector index a small help centre is searched all the same, and the turn says how', async () => {
  world = await aWorld();
  const { slug, tenantId } = await world.aTenant({ documents: RETURNS });
  await world.parts.vectors.close();
  const asked = await Promise.all(Array.from({ length: 5 }, () => asks(slug)));
  for (const { told } of asked) await until(() => told().some((entry) => entry.author.type === 'assistant'));
  for (const { told } of asked) {
    const reply = told().find((entry) => entry.author.type === 'assistant');
    expect(reply).toMatchObject({ kind: 'message', citations: [{ n: 1, title: 'Returns' }] });
    expect(await world.parts.turns.get({ tenantId }, reply!.turnId as TurnId)).toMatchObject({ withoutIndex: true, outcome: 'replied' });
  }
  await until(async () => (await healthOf('Vector index')) === 'degraded');
});

test('with Qdrant away the turn goes on without it, and is told; with it back it is searched again, without a restart', async () => {
  const qdrant = await startQdrantStandIn({ apiKey: 'a key' });
  toDo.push(() => qdrant.close());
  world = await aWorld({ env: { QDRANT_URL: qdrant.url, QDRANT_API_KEY: 'a key' } });
  const { slug, tenantId } = await world.aTenant({ documents: RETURNS });
  const answered = async (): Promise<{ withoutIndex?: boolean } | null> => {
    const { told } = await asks(slug);
    const reply = () => told().find((entry) => entry.author.type === 'assistant');
    await until(() => reply() !== undefined);
    expect(reply()).toMatchObject({ kind: 'message', citations: [{ n: 1, title: 'Returns' }] });
    return world.parts.turns.get({ tenantId }, reply()!.turnId as TurnId);
  };
  expect(await healthOf('Vector index')).toBe('healthy');
  expect(await answered()).not.toMatchObject({ withoutIndex: true });
  qdrant.trouble(() => 'drop');
  expect(await answered()).toMatchObject({ withoutIndex: true, outcome: 'replied' });
  await until(async () => (await healthOf('Vector index')) === 'degraded');
  qdrant.trouble(null);
  await until(async () => (await healthOf('Vector index')) === 'healthy');
  expect(await answered()).not.toMatchObject({ withoutIndex: true });
  expect(await world.parts.vectors.removeTenant({ tenantId })).toBeGreaterThan(0);
});

(hasRedisServer() ? test : test.skip)(
  'without the bus answers are stored and found all the same; with it back nothing that was missed stays unseen',
  async () => {
    const redis = await startRedisServer();
    toDo.push(() => redis.kill());
    world = await aWorld({ env: { REDIS_URL: redis.url } });
    const { slug } = await world.aTenant({ documents: RETURNS });
    const visitor = await aVisitor(world.url, slug);
    await redis.kill();
    await visitor.says(ON_SALE);
    await until(async () => (await healthOf('Event bus')) === 'degraded');
    const replies = () => visitor.line.transcript().filter((entry) => entry.author.type === 'assistant');
    await until(() => replies().length === 1); // on the socket that it had: nobody told it to look
    await redis.restart();
    await until(async () => (await healthOf('Event bus')) === 'healthy');
    await visitor.says('And gift cards?');
    await until(() => visitor.line.transcript().length >= 4);
    const seqs = visitor.line.entries().map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  },
);

test('MongoDB goes away in the middle of a turn: what was accepted is answered once, what was refused says when to try again', async () => {
  const held = Promise.withResolvers<void>();
  const model = await brokenModel((body) => (response, hungUp) => {
    const answer = whole('Yes, within 30 days [1].');
    if (body.includes('held')) void held.promise.then(() => answer(response, hungUp));
    else answer(response, hungUp);
  });
  toDo.push(() => model.close());
  const { hostname, port } = new URL(process.env.PARLEY_TEST_MONGODB_URI!);
  const line = await cuttableLine({ host: hostname, port: Number(port) });
  toDo.push(() => line.close());
  world = await aWorld({ env: model.env, mongoUri: `mongodb://127.0.0.1:${line.port}/?directConnection=true` });
  const { slug, tenantId } = await world.aTenant({ documents: RETURNS });
  const { visitor, told } = await asks(slug);
  await until(() => told().length > 0);
  const inFlight = await asks(slug, `${ON_SALE} held`);
  await until(() => model.open() === 1);
  const [first, second] = [messageId(), messageId()];
  line.cut();
  await expect(visitor.says('And gift cards?', first)).rejects.toThrow('store.unavailable');
  const body = { clientMessageId: messageId(), text: 'Is anybody there?' };
  const refused = await call(world.url, '/api/v1/widget/messages', { method: 'POST', body, authorization: `Visitor ${visitor.session.token}` });
  expect(refused).toMatchObject({ status: 503, body: { code: 'store.unavailable' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await until(async () => (await call<Ready>(world.url, '/readyz')).status === 503);
  expect(await healthOf('MongoDB')).toBe('unhealthy');
  held.resolve(); // the draft comes while there is nowhere to put it
  // Nothing waits in the way of who needs no MongoDB.
  for (let i = 0; i < 20; i++) expect((await call(world.url, '/healthz')).status).toBe(200);
  await until(() => model.open() === 0);
  line.mend();
  await until(async () => (await call<Ready>(world.url, '/readyz')).status === 200);
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
  const heldId = inFlight.visitor.conversationId();
  await until(async () => (await world.parts.conversations.project({ tenantId }, heldId))!.awaitingSince === null);
  const answered = await world.parts.entries.after({ tenantId }, heldId, 0, 100);
  expect(answered.filter((entry) => entry.author.type === 'assistant' || entry.kind === 'escalated')).toHaveLength(1);
  await until(() => inFlight.told().some((entry) => entry.author.type === 'assistant' || entry.kind === 'escalated'));
});
