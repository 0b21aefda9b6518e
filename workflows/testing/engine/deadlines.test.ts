/** What the clock does to a conversation: warnings, resolutions, snoozes, first responses; and what it never does. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mintId } from '../../../infra/ids/mint.ts';
import type { Carry } from '../../contracts/conversation.ts';
import type { EventType } from '../../domain/events.ts';
import { WEEKDAYS, type WeeklyHours } from '../../domain/business-hours.ts';
import type { Lifecycle } from '../../domain/lifecycle.ts';
import { unanswered, violations } from '../violations.ts';
import { anEngine, gate, type EngineWorld } from './engine-world.ts';
import type { TestTalk } from './test-talk.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: EngineWorld;
beforeAll(async () => {
  world = await anEngine();
});
afterAll(() => world.close());

const answered = async (lifecycle: Partial<Lifecycle>, options: Parameters<EngineWorld['conversation']>[0] = {}): Promise<TestTalk> => {
  const talk = world.conversation({ lifecycle, ...options });
  await talk.says();
  await talk.tells('visitor assistant<1');
  return talk;
};
const knows = (talk: TestTalk): Promise<Carry> => talk.handle.query<Carry>('view');
const events = async (talk: TestTalk): Promise<EventType[]> => (await happened(talk)).map(({ type }) => type);
const happened = (talk: TestTalk) => world.stores.events.ofConversation(talk.ref, talk.ref.conversationId);
const dueAt = async (talk: TestTalk): Promise<Date | undefined> =>
  (await talk.handle.describe()).typedSearchAttributes.getAll().find(({ key }) => key.name === 'ParleyDueAt')?.value as Date | undefined;

describe('a visitor who falls silent', () => {
  const quiet: Partial<Lifecycle> = { idleWarningMs: 23 * HOUR, autoResolveMs: { unresolved: DAY, escalated: 3 * DAY }, idleNotice: 'Still there?' };

  test('is warned, then the conversation is resolved, then it ends: each with one event', async () => {
    const talk = await answered(quiet);
    const beganAt = world.now().getTime();
    await talk.ends();
    expect(talk.story()).toBe('visitor assistant<1 system resolved ended');
    expect(talk.log()[2]!.body.text).toBe('Still there?');
    const [warned, resolved] = talk.log().slice(2);
    expect(warned!.at.getTime() - beganAt).toBeGreaterThanOrEqual(23 * HOUR - 60_000);
    expect(resolved!.at.getTime() - warned!.at.getTime()).toBeGreaterThanOrEqual(HOUR - 60_000);
    expect(await events(talk)).toEqual(['conversation.resolved', 'conversation.ended']);
  });

  test('and speaks after the warning starts the silence anew', async () => {
    const talk = await answered(quiet);
    await world.skip(23.5 * HOUR);
    await talk.tells('visitor assistant<1 system');
    await talk.says();
    await talk.tells('visitor assistant<1 system visitor assistant<4');
    await world.skip(20 * HOUR);
    expect(talk.story()).toBe('visitor assistant<1 system visitor assistant<4');
    await talk.ends();
    expect(talk.story()).toBe('visitor assistant<1 system visitor assistant<4 system resolved ended');
  });

  test('is counted on across runs: the hour is the same as without one', async () => {
    const talk = await answered(quiet, { policy: { turnsPerRun: 1 } });
    await world.skip(12 * HOUR);
    await talk.does('takeOver');
    await talk.agentSays(mintId('usr'));
    const spokenAt = world.now().getTime();
    await talk.ends();
    expect(talk.story()).toBe('visitor assistant<1 takenOver agent system resolved ended');
    const warnedAfterMs = talk.log()[4]!.at.getTime() - spokenAt;
    expect(warnedAfterMs).toBeGreaterThanOrEqual(23 * HOUR - 60_000);
  });

  test('is not closed out while we owe the answer: not in days, not by memory, not when the ring was lost', async () => {
    const talk = await answered(quiet);
    await talk.does('takeOver');
    await talk.saysUnheard('Is anybody there?');
    await world.skip(10 * DAY);
    await talk.says('Hello?');
    await world.skip(40 * DAY);
    expect(talk.story()).toBe('visitor assistant<1 takenOver visitor visitor');
    expect((await talk.handle.describe()).status.name).toBe('RUNNING');
    expect(await knows(talk)).toMatchObject({ waitsForUs: true });
    await talk.agentSays(mintId('usr'));
    await talk.ends();
    expect(talk.story()).toBe('visitor assistant<1 takenOver visitor visitor agent system resolved ended');
  });

  test('who speaks while it is being resolved is answered', async () => {
    const closing = gate('appendMove');
    const talk = await answered({ autoResolveMs: { unresolved: HOUR, escalated: null } }, { before: closing.before });
    const skipped = world.skip(2 * HOUR);
    await closing.reached;
    await talk.says('One more thing');
    closing.open();
    await skipped;
    await talk.tells(/visitor assistant<3/);
    expect(violations(talk.log())).toEqual([]);
    expect(unanswered(talk.log())).toEqual([]);
  });

  test('for a year is let go, though the policy never resolves', async () => {
    const talk = await answered({ sessionGraceMs: 1_000 * DAY, maxLifeMs: 365 * DAY });
    const { startTime } = await talk.handle.describe();
    await talk.ends();
    expect((await talk.handle.describe()).closeTime!.getTime() - startTime.getTime()).toBeGreaterThanOrEqual(365 * DAY);
    expect(talk.story()).toBe('visitor assistant<1 ended');
  });

  test('under a new policy is counted by that from the next turn on', async () => {
    const talk = await answered({});
    const { version: _version, tenantId: _tenantId, createdAt: _createdAt, ...settings } = await world.stores.settings.current(talk.ref);
    await world.stores.settings.save(talk.ref, { ...settings, lifecycle: { autoResolveMs: { unresolved: HOUR, escalated: null } } });
    await talk.says();
    await talk.tells(/assistant<3/);
    await world.skip(2 * HOUR);
    await talk.tells(/assistant<3 resolved$/);
  });
});

describe('a snooze', () => {
  const strict: Partial<Lifecycle> = { autoResolveMs: { unresolved: HOUR, escalated: HOUR } };
  const inHours = (hours: number): number => world.now().getTime() + hours * HOUR;
  const snoozedUntil = async (talk: TestTalk) => (await world.stores.conversations.withRead(talk.ref, talk.ref.conversationId))!.snoozedUntil;

  test('wakes at its hour, is never closed before, and leaves one event under the command', async () => {
    const talk = await answered(strict);
    const until = inHours(48);
    const [agent, id] = [mintId('usr'), mintId('evt')];
    const first = await talk.does('snooze', agent, id, until);
    expect(await talk.does('snooze', agent, id, until)).toEqual(first);
    expect(await snoozedUntil(talk)).toEqual(new Date(until));
    await world.skip(40 * HOUR);
    expect(talk.story()).toBe('visitor assistant<1');
    await world.skip(10 * HOUR);
    expect(await snoozedUntil(talk)).toBeNull();
    const [snoozed, woken] = await happened(talk);
    expect(snoozed).toMatchObject({
      type: 'conversation.snoozed',
      key: `${talk.ref.conversationId}:${id}`,
      by: { id: agent },
      until: new Date(until),
    });
    expect(woken).toMatchObject({ type: 'conversation.woken', by: { type: 'system' } });
    expect(woken!.at.getTime()).toBeGreaterThanOrEqual(until);
    expect((await world.stores.events.auditOf(talk.ref, talk.ref.conversationId)).length).toBe((await happened(talk)).length);
  });

  test('wakes on a message of the visitor, which is answered', async () => {
    const talk = await answered(strict);
    await talk.does('snooze', undefined, undefined, inHours(48));
    await talk.says();
    await talk.tells('visitor assistant<1 visitor assistant<3');
    await talk.until(async () => (await snoozedUntil(talk)) === null);
    expect(await events(talk)).toEqual(['conversation.snoozed', 'conversation.woken']);
  });

  test('survives a following run, and can be ended by hand', async () => {
    const talk = await answered(strict, { policy: { turnsPerRun: 1 } });
    await talk.does('snooze', undefined, undefined, inHours(48));
    await world.skip(12 * HOUR);
    expect(await knows(talk)).toMatchObject({ snooze: { n: 1, woken: false } });
    await talk.does('snooze', undefined, undefined, null);
    expect(await snoozedUntil(talk)).toBeNull();
    await world.skip(2 * HOUR);
    await talk.tells('visitor assistant<1 resolved');
  });

  test('into the past, for too long or of what is resolved is refused with the state that it met', async () => {
    const talk = await answered({});
    const refused = { kind: { code: 'conversation.moveRefused' }, details: { extra: { mode: 'ai', status: 'unresolved' } } };
    await expect(talk.does('snooze', undefined, undefined, inHours(-1))).rejects.toMatchObject(refused);
    await expect(talk.does('snooze', undefined, undefined, inHours(24 * 365))).rejects.toMatchObject(refused);
    await talk.does('resolve');
    await expect(talk.does('snooze', undefined, undefined, inHours(1))).rejects.toMatchObject({ details: { extra: { status: 'resolved' } } });
  });
});

describe('a paused assistant', () => {
  test('is silent, and resumed it answers what waited; each is one event', async () => {
    const talk = await answered({});
    const agent = mintId('usr');
    expect(await talk.does('pause', agent)).toMatchObject({ mode: 'paused', takenBy: null });
    await talk.says('one');
    await talk.says('two');
    await expect(talk.does('pause', agent)).rejects.toMatchObject({ details: { extra: { mode: 'paused' } } });
    await world.skip(2 * DAY);
    expect(talk.story()).toBe('visitor assistant<1 paused visitor visitor');
    await talk.does('resume', agent);
    await talk.tells('visitor assistant<1 paused visitor visitor resumed assistant<6');
    expect(talk.log().at(-1)!.body.text).toBe('About: one + two');
    expect(await events(talk)).toEqual(['conversation.paused', 'conversation.resumed']);
    expect(violations(talk.log())).toEqual([]);
  });

  test('stays paused across runs', async () => {
    const talk = await answered({}, { policy: { turnsPerRun: 1 } });
    await talk.does('pause');
    await talk.says();
    await talk.until(async () => (await knows(talk)).heard === 4);
    expect(await knows(talk)).toMatchObject({ mode: 'paused' });
    await talk.does('resume');
    await talk.tells('visitor assistant<1 paused visitor resumed assistant<5');
  });
});

describe('a first response', () => {
  /** Open from 9 to 17 on weekdays of a zone. */
  const hours: WeeklyHours = {
    timeZone: 'America/New_York',
    week: Object.fromEntries(WEEKDAYS.slice(1, 6).map((day) => [day, [['09:00', '17:00']]])),
  };
  const promise: Partial<Lifecycle> = { firstResponseMs: HOUR, hours };
  const clockIn = (at: Date): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone: hours.timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

  test('silent for 3 days, returns, escalates at night, first-response deadline on Monday', async () => {
    // A Tuesday at 22:30 there, so that three days later it is Friday night.
    while (!clockIn(world.now()).startsWith('Tue')) await world.skip(12 * HOUR);
    while (!clockIn(world.now()).includes('22')) await world.skip(0.5 * HOUR);
    const talk = await answered({ ...promise, idleWarningMs: DAY });
    await world.skip(3 * DAY);
    expect(talk.story()).toBe('visitor assistant<1 system');
    await talk.says('May I talk to a human?');
    await talk.tells('visitor assistant<1 system visitor escalated');
    expect(clockIn(talk.log().at(-1)!.at)).toMatch(/^Fri.* 22:/);
    await talk.until(async () => (await dueAt(talk)) !== undefined);
    expect(clockIn((await dueAt(talk))!)).toBe('Mon 10:00');
    await world.skip(2 * DAY);
    expect(await events(talk)).toEqual(['conversation.escalated']);
    await world.skip(14 * HOUR);
    expect(await events(talk)).toEqual(['conversation.escalated', 'conversation.firstResponseOverdue']);
    const overdue = (await happened(talk)).at(-1)!;
    expect(clockIn(overdue.at)).toMatch(/^Mon.* 10:/);
    // It stays in the list of what is due until a person answers.
    expect(clockIn((await dueAt(talk))!)).toBe('Mon 10:00');
  });

  test('in time leaves no mark', async () => {
    const talk = world.conversation({ lifecycle: { firstResponseMs: HOUR } });
    await talk.says('A human, please');
    await talk.tells('visitor escalated');
    await talk.until(async () => (await dueAt(talk)) !== undefined);
    await talk.agentSays(mintId('usr'));
    await talk.until(async () => (await dueAt(talk)) === undefined);
    await world.skip(3 * HOUR);
    expect(await events(talk)).toEqual(['conversation.escalated']);
  });

  test('whose ring was lost is found in the log when its hour comes', async () => {
    const talk = world.conversation({ lifecycle: { firstResponseMs: HOUR } });
    await talk.says('A human, please');
    await talk.tells('visitor escalated');
    const { conversationId } = talk.ref;
    const author = { type: 'agent', id: mintId('usr'), name: 'Kim' } as const;
    await world.stores.entries.append(talk.ref, { conversationId, key: 'a1', kind: 'message', author, body: { text: 'Yes?' }, dispatch: 'none' });
    await world.skip(2 * HOUR);
    expect(await events(talk)).toEqual(['conversation.escalated']);
    await talk.until(async () => (await dueAt(talk)) === undefined);
  });
});

describe.each([
  ['two hours ahead', 2 * HOUR],
  ['an hour behind', -HOUR],
])('clocks of api and workers that are %s', (_case, clockStepMs) => {
  let wrong: EngineWorld;
  beforeAll(async () => {
    wrong = await anEngine({ clockStepMs });
  });
  afterAll(() => wrong.close());

  test('let nothing happen before its time by the clock of the engine', async () => {
    const lifecycle = { firstResponseMs: HOUR / 2, idleWarningMs: HOUR, autoResolveMs: { unresolved: 1.5 * HOUR, escalated: null }, idleNotice: '?' };
    const [quiet, waits] = [wrong.conversation({ lifecycle }), wrong.conversation({ lifecycle })];
    const beganAt = wrong.now().getTime();
    await quiet.says();
    await quiet.tells('visitor assistant<1');
    await waits.says('A human, please');
    await waits.tells('visitor escalated');
    await waits.until(async () => (await dueAt(waits)) !== undefined);
    expect((await dueAt(waits))!.getTime()).toBeGreaterThanOrEqual(beganAt + HOUR / 2 - 60_000);
    expect((await dueAt(waits))!.getTime()).toBeLessThanOrEqual(wrong.now().getTime() + HOUR / 2 + 60_000);
    await wrong.skip(20 * 60_000);
    expect(quiet.story()).toBe('visitor assistant<1');
    expect(await wrong.stores.events.ofConversation(waits.ref, waits.ref.conversationId)).toHaveLength(1);
    await wrong.skip(50 * 60_000);
    await quiet.tells('visitor assistant<1 system');
    await waits.until(async () => (await wrong.stores.events.ofConversation(waits.ref, waits.ref.conversationId)).length === 2);
    await wrong.skip(HOUR);
    await quiet.tells('visitor assistant<1 system resolved');
  });
});
