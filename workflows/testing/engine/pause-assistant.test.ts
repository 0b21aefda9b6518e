/** One operation over all conversations of a tenant, or of everybody: each is moved once, whatever happens to the workers meanwhile. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mintId } from '../../../infra/ids/mint.ts';
import type { AssistantOperation } from '../../contracts/assistant.ts';
import type { Carry } from '../../contracts/conversation.ts';
import { EVERYWHERE, type Operation, type SwitchMove, type SwitchTarget } from '../../domain/assistant.ts';
import type { TenantId } from '../../domain/ids.ts';
import { unanswered, violations } from '../violations.ts';
import { anEngine, type EngineWorld, type TalkOptions } from './engine-world.ts';
import type { TestTalk } from './test-talk.ts';

/** Several pages, so that the workers stop in the middle of one; `PARLEY_CONVERSATIONS=300` makes it a day's work. */
const CONVERSATIONS = Number(process.env.PARLEY_CONVERSATIONS ?? 80);
const PATIENCE_MS = 240_000;

let world: EngineWorld;
beforeAll(async () => {
  // Real time: a worker that is away for a second must not let the clock jump over its retries.
  world = await anEngine({ address: process.env.PARLEY_TEST_TEMPORAL_ADDRESS! });
});
afterAll(() => world.close());

const owner = mintId('usr');
const reachOf = (target: SwitchTarget) => (target === EVERYWHERE ? ({ everyTenant: true } as const) : { tenantId: target });
const state = ({ target, operationId }: AssistantOperation): Promise<Operation | null> =>
  world.stores.assistant.operation(reachOf(target), operationId);

async function until(holds: () => boolean | Promise<boolean>, told: () => unknown = () => ''): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Still not so: ${holds} ${JSON.stringify(await told())}`);
    await new Promise((soon) => setTimeout(soon, 20));
  }
}

async function ask(move: SwitchMove, target: SwitchTarget, pagesPerRun?: number): Promise<AssistantOperation> {
  const operation: AssistantOperation = { operationId: mintId('opr'), target, move, by: target === EVERYWHERE ? null : owner };
  await world.switchAssistant(operation, pagesPerRun);
  return operation;
}

async function carriedOut(operation: AssistantOperation): Promise<Operation> {
  await until(
    async () => !!(await state(operation))?.endedAt,
    () => state(operation),
  );
  return (await state(operation))!;
}

/** So few at a time that on a busy machine nobody waits behind all the others. */
const AT_ONCE = 8;

async function answered(count: number, options: TalkOptions): Promise<TestTalk[]> {
  const talks = Array.from({ length: count }, () => world.conversation(options));
  for (let i = 0; i < count; i += AT_ONCE) {
    const some = talks.slice(i, i + AT_ONCE);
    await Promise.all(some.map((talk) => talk.says()));
    await until(
      () => some.every((talk) => talk.story() === 'visitor assistant<1'),
      () => some.map((talk) => talk.story()),
    );
  }
  return talks;
}

test(`${CONVERSATIONS} conversations are paused and resumed once each, though the workers stop in the middle; who wrote meanwhile is answered once`, async () => {
  const tenantId: TenantId = mintId('tnt');
  const talks = await answered(CONVERSATIONS, { tenantId });

  const pausing = await ask('pause', tenantId, 1);
  await until(() => talks.filter(({ story }) => story().includes('paused')).length > 52);
  await world.stopWorkers();
  expect(talks.filter(({ story }) => !story().includes('paused')).length).toBeGreaterThan(0);
  await world.startWorkers();
  expect(await carriedOut(pausing)).toMatchObject({ state: 'done', total: CONVERSATIONS, done: CONVERSATIONS, skipped: 0, failed: 0 });
  expect(new Set(talks.map(({ story }) => story()))).toEqual(new Set(['visitor assistant<1 paused']));

  const writers = talks.slice(0, 30);
  await Promise.all(writers.map((talk) => talk.says('one')));
  await Promise.all(writers.map((talk) => talk.says('two')));
  const late = world.conversation({ tenantId });
  await late.says('Is anybody there?');
  await until(() => late.story() === 'visitor paused');

  const resuming = await ask('resume', tenantId, 1);
  await until(() => talks.filter(({ story }) => story().includes('resumed')).length > 52);
  await world.stopWorkers();
  await world.startWorkers();
  expect(await carriedOut(resuming)).toMatchObject({ state: 'done', done: CONVERSATIONS + 1, skipped: 0, failed: 0 });
  await until(() => [...writers, late].every((talk) => unanswered(talk.log()).length === 0));
  expect(new Set(writers.map(({ story }) => story()))).toEqual(new Set(['visitor assistant<1 paused visitor visitor resumed assistant<6']));
  expect(new Set(talks.slice(30).map(({ story }) => story()))).toEqual(new Set(['visitor assistant<1 paused resumed']));
  expect(late.story()).toBe('visitor paused resumed assistant<3');
  expect([...talks, late].flatMap((talk) => violations(talk.log()))).toEqual([]);
  for (const { ref } of talks) {
    const rows = await world.stores.events.auditOf(ref, ref.conversationId);
    expect(rows.map(({ action, actor }) => [action, actor.id])).toEqual([
      ['conversation.paused', owner],
      ['conversation.resumed', owner],
    ]);
  }
});

test('what a person decides for one conversation stands: paused by hand is not resumed, resumed by hand is not paused again', async () => {
  const tenantId: TenantId = mintId('tnt');
  const [byHand, open, taken] = (await answered(3, { tenantId })) as [TestTalk, TestTalk, TestTalk];
  await byHand.does('pause');
  await taken.does('takeOver');
  expect(await carriedOut(await ask('pause', tenantId))).toMatchObject({ total: 1, done: 1 });
  await open.does('resume');
  await open.says('And this?');
  await open.tells(/resumed visitor assistant<5$/);
  await taken.says('Hello?');
  await taken.does('returnToAssistant');
  await taken.tells('visitor assistant<1 takenOver visitor returned paused');
  expect(await carriedOut(await ask('resume', tenantId))).toMatchObject({ done: 1, skipped: 1 });
  await taken.tells('visitor assistant<1 takenOver visitor returned paused resumed assistant<7');
  expect(byHand.story()).toBe('visitor assistant<1 paused');
});

test('the newest operation decides: one that is under way gives way, and nobody stays behind', async () => {
  const tenantId: TenantId = mintId('tnt');
  const talks = await answered(60, { tenantId });
  const first = await ask('pause', tenantId);
  const second = await ask('resume', tenantId);
  await world.switchAssistant(first);
  expect((await carriedOut(second)).state).toBe('done');
  expect(['done', 'superseded']).toContain((await carriedOut(first)).state);
  await Promise.all(talks.map((talk) => talk.says()));
  await until(() => talks.every((talk) => unanswered(talk.log()).length === 0 && talk.log().at(-1)!.author.type === 'assistant'));
});

test('everywhere reaches every tenant, and a tenant that has paused itself stays paused', async () => {
  const [own, other]: TenantId[] = [mintId('tnt'), mintId('tnt')];
  const [paused] = (await answered(1, { tenantId: own! })) as [TestTalk];
  const [open] = (await answered(1, { tenantId: other! })) as [TestTalk];
  await carriedOut(await ask('pause', own!));
  await carriedOut(await ask('pause', EVERYWHERE));
  await open.tells('visitor assistant<1 paused');
  const fresh = world.conversation();
  await fresh.says();
  await fresh.tells('visitor paused');
  await carriedOut(await ask('resume', EVERYWHERE));
  await open.tells('visitor assistant<1 paused resumed');
  await fresh.tells('visitor paused resumed assistant<3');
  expect(paused.story()).toBe('visitor assistant<1 paused');
  await carriedOut(await ask('resume', own!));
  await paused.tells('visitor assistant<1 paused resumed');
});

test('a session that is over ends at its hour, though the workers were away in between', async () => {
  const sessionGraceMs = 10_000;
  const [talk] = (await answered(1, { lifecycle: { sessionGraceMs } })) as [TestTalk];
  const { activeAt } = await talk.handle.query<Carry>('view');
  await world.stopWorkers();
  await world.startWorkers();
  await talk.tells('visitor assistant<1 ended');
  const lateMs = talk.log().at(-1)!.at.getTime() - (activeAt + sessionGraceMs);
  expect(lateMs).toBeGreaterThanOrEqual(-1_000); // the clocks of engine and machine are one
  expect(lateMs).toBeLessThan(PATIENCE_MS);
});
