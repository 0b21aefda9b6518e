/**
 * Random races on a dev server, judged by the rules of the log: messages, takeovers, slow drafts, answers of the store that get
 * lost. The checker is proved by the same races with `append` planted for `appendAfter`. PARLEY_SEED runs others, PARLEY_RACES as many:
 * `npm run races` runs a thousand and prints what met.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { mintId } from '../../../infra/ids/mint.ts';
import { Problem } from '../../domain/errors.ts';
import { unanswered, violations } from '../violations.ts';
import { anEngine, replies, type ActivityName, type EngineOptions, type EngineWorld } from './engine-world.ts';
import type { TestTalk } from './test-talk.ts';

const SEED = Number(process.env.PARLEY_SEED ?? 3);
const RACES = Number(process.env.PARLEY_RACES ?? 100);
/** A busy machine takes seconds for a few dozen races beside each other. */
const PATIENCE_MS = 240_000 + RACES * 6_000;
const AT_ONCE = 20;
const TURN: ActivityName[] = ['openTurn', 'searchKnowledge', 'draftReply', 'commitReply'];

/** Numbers from 0 to 1 that are the same for a seed (mulberry32). */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const aWorld = (options: EngineOptions = {}): Promise<EngineWorld> => anEngine({ address: process.env.PARLEY_TEST_TEMPORAL_ADDRESS!, ...options });

/**
 * Five messages, a takeover, a word of the agent and a return. What happens is drawn when an activity begins, and happens before it
 * or beside it: so that races meet on a machine of any speed.
 */
async function race(world: EngineWorld, seed: number): Promise<TestTalk> {
  const next = random(seed);
  const agent = mintId('usr');
  let messages = 5;
  let taken = false;
  let person: Promise<void> | null = null;
  const speak = async (): Promise<void> => {
    messages--;
    await talk.says();
  };
  const answerAsPerson = async (): Promise<void> => {
    taken = true;
    await obeyed(() => talk.does('takeOver', agent));
    person = (async () => {
      await sleep(next() * 50);
      if (next() < 0.5) await talk.agentSays(agent);
      await obeyed(() => talk.does('returnToAssistant', agent));
    })();
  };
  const talk: TestTalk = world.conversation({
    // Short runs, so that many races meet a seam.
    policy: { turnsPerRun: 2, eventsPerRun: 60 },
    writes: async (request, signal, call) => {
      // Half of the drafts heed no cancel, as an attempt that was given up and still runs.
      await sleep(next() * 60, undefined, next() < 0.5 ? {} : { signal });
      return replies(request, signal, call);
    },
    before: async (name) => {
      const draw = next();
      const act = draw < 0.25 && messages > 0 ? speak : draw < 0.4 && !taken && TURN.includes(name) ? answerAsPerson : null;
      if (!act) return;
      const done = act();
      background.push(done);
      if (next() < 0.7) await done;
    },
  });
  const background: Promise<void>[] = [];
  while (messages > 0) {
    await speak();
    await talk.until(() => unanswered(talk.log()).length === 0);
  }
  await Promise.all(background);
  await person;
  await talk.until(() => unanswered(talk.log()).length === 0);
  return talk;
}

/** A command that meets a run which is just beginning is repeated, as clients do; a refusal is an answer. */
async function obeyed(command: () => Promise<unknown>): Promise<void> {
  await command().catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
}

async function races(world: EngineWorld, count: number, seed: number): Promise<{ talks: TestTalk[]; faults: string[] }> {
  const talks: TestTalk[] = [];
  for (let i = 0; i < count; i += AT_ONCE) {
    talks.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - i) }, (_, j) => race(world, seed * 10_000 + i + j)))));
  }
  const faults = talks.flatMap((talk) => violations(talk.log()).map((fault) => `${fault} in: ${talk.story()}`));
  return { talks, faults };
}

let world: EngineWorld;
let losses = 0;
beforeAll(async () => {
  const next = random(SEED);
  world = await aWorld({
    async beforeAnswer(entry) {
      // The insert happened and the answer is lost: Temporal tries again and must find what it wrote.
      if (entry.author.type === 'assistant' && next() < 0.1) {
        losses++;
        throw new Error('The answer was lost.');
      }
    },
  });
});
afterAll(() => world.close());

test(
  `${RACES} races break no rule of the log and leave nothing unanswered`,
  async () => {
    const { talks, faults } = await races(world, RACES, SEED);
    expect(faults).toEqual([]);
    // Races that never met would prove nothing.
    const stories = talks.map((talk) => talk.story());
    expect(stories.filter((story) => /takenOver/.test(story)).length).toBeGreaterThan(RACES / 2);
    expect(stories.filter((story) => /visitor visitor assistant/.test(story)).length).toBeGreaterThan(RACES / 10);
    expect(losses).toBeGreaterThan(0);
    if (!process.env.PARLEY_RACES) return;
    const count = (pattern: RegExp): number => stories.filter((story) => pattern.test(story)).length;
    const figures = {
      races: talks.length,
      takenOver: count(/takenOver/),
      withAPersonsWord: count(/agent/),
      answeredInOne: count(/visitor visitor assistant/),
      answersOfTheStoreLost: losses,
      assistantBehindAPerson: faults.length,
    };
    console.log(JSON.stringify(figures, null, 2));
  },
  PATIENCE_MS,
);

test('a refused command leaves no event in the history', async () => {
  const talk = world.conversation();
  await talk.says();
  await talk.tells('visitor assistant<1');
  await talk.does('takeOver');
  const { historyLength } = await talk.handle.describe();
  for (let i = 0; i < 3; i++) await obeyed(() => talk.does('takeOver'));
  expect((await talk.handle.describe()).historyLength).toBe(historyLength);
});

test('signals at a steady pace lose nothing at the seams between runs', async () => {
  const talk = world.conversation({ policy: { turnsPerRun: 1_000, eventsPerRun: 25 } });
  for (let i = 0; i < 40; i++) {
    await talk.says();
    await sleep(5);
  }
  await talk.until(() => unanswered(talk.log()).length === 0);
  expect(violations(talk.log())).toEqual([]);
  const { events } = await talk.handle.fetchHistory();
  const { continuedExecutionRunId } = events![0]!.workflowExecutionStartedEventAttributes!;
  expect(continuedExecutionRunId).toBeTruthy();
});

test('the checker is proved: with append planted for appendAfter the same races go red', async () => {
  await world.close();
  world = await aWorld({ plantAppend: true });
  const { faults } = await races(world, 20, SEED);
  expect(faults.length).toBeGreaterThan(0);
});
