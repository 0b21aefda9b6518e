/** The play: visitors and agents on one side, the nemesis on the other, until every message is acknowledged and answered. */
import mongoose from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import { anAgent, type Agent } from './agent.ts';
import { check, isAtRest } from './checker.ts';
import { dumpStores, type Dump } from './dump-stores.ts';
import type { Asked, Evidence, Ledger } from './evidence.ts';
import type { Mood } from './model-server.ts';
import { aNemesis, type Nemesis, type Recovery } from './nemesis.ts';
import { PEOPLE, STRANGER } from './people.ts';
import type { Fault } from './plan.ts';
import { ERRANDS, QUESTIONS, WANTS_A_PERSON } from './questions.ts';
import { seeded, type Random } from './random.ts';
import type { Stage } from './stage.ts';
import { aVisitor, type Habit, type Visitor } from './visitor.ts';

const CONCURRENCY = 20;
/** Of a visitor for an answer before the next question, ms. */
const ANSWER_MS = 6_000;
/** Of a probe for an answer, ms. */
const PROBE_MS = 60_000;
/** How long the last messages may take to be answered, ms. The sweeper's slowest net takes 3 minutes. */
const REST_MS = 240_000;
const BURST = 12;
/** Conversations of one scene of agents who come in the middle of a turn. */
const RACES = 16;

export type PlayOptions = {
  stage: Stage;
  asked: Asked;
  plan: readonly Fault[];
  seed: number;
  /** Messages of a conversation, about. */
  length: number;
  mood?: Mood;
  /** What visitors ask, default everything. */
  questions?: readonly string[];
  /** How long to wait for rest, default long enough for a sound product. */
  restMs?: number;
  ledger: Ledger;
  say: (line: string) => void;
};
export type LeftBehind = Omit<Evidence, 'ledger' | 'asked'> & { recoveries: readonly Recovery[]; crashed: ReadonlySet<string>; modelCalls: number };

type Script = {
  name: string;
  habit: Habit;
  messages: { key: string; text: string; waits: boolean }[];
  served: { after: number; then: 'return' | 'resolve' } | null;
};

export async function perform(options: PlayOptions): Promise<LeftBehind> {
  const { stage, asked, plan, seed, length, mood = 'honest', questions = QUESTIONS, restMs = REST_MS, ledger, say } = options;
  const { url } = stage;
  const visitors: Visitor[] = [];
  stage.model.be(mood);
  const [first, second, stranger] = await Promise.all([
    anAgent('agent-1', url, PEOPLE[0], ledger),
    anAgent('agent-2', url, PEOPLE[1], ledger),
    anAgent('stranger', url, STRANGER, ledger),
  ]);
  const guest = async (name: string, habit?: Habit): Promise<Visitor> => {
    const visitor = await aVisitor(name, url, ledger, habit);
    visitors.push(visitor);
    return visitor;
  };
  const nemesis = aNemesis({
    ...{ stage, plan, mood, ledger, say },
    async probe(n, text = QUESTIONS[1]) {
      const visitor = await guest(`probe-${n}`);
      const seq = await visitor.says(`probe-message-${n}`, `${text} (${9_000 + n}.1)`);
      const ackedAt = Date.now();
      const heard = seq !== null && (await visitor.hearsBehind(seq, PROBE_MS));
      visitor.leaves();
      return { ackedAt, repliedAt: heard ? Date.now() : null };
    },
    scenes: {
      async stir(n) {
        const wishes = [ERRANDS[n % ERRANDS.length]!, WANTS_A_PERSON];
        const says = async (wish: string, i: number): Promise<void> => {
          const visitor = await guest(`stir-${n}-${i}`);
          await visitor.says(`stir-message-${n}-${i}`, `${wish} (${6_000 + n}.${i})`);
          visitor.leaves();
        };
        await Promise.all(wishes.map(says));
      },
      async burst(n) {
        const visitor = await guest(`burst-${n}`);
        let seq: number | null = null;
        for (let i = 1; i <= BURST; i++) seq = await visitor.says(`burst-message-${n}-${i}`, `${QUESTIONS[i % 5]} (${8_000 + n}.${i})`);
        if (seq !== null) await visitor.hearsBehind(seq, ANSWER_MS);
        visitor.leaves();
      },
      async race(n) {
        const scene = async (i: number): Promise<void> => {
          const visitor = await guest(`race-${n}-${i}`);
          await visitor.says(`race-message-${n}-${i}`, `${QUESTIONS[0]} (${7_000 + n}.${i})`);
          const of = visitor.conversationId;
          const key = `race-${n}-${i}`;
          if (!of) return;
          if (i < RACES / 4) await Promise.all([first.serves(of, `${key}-a`, 'return'), second.serves(of, `${key}-b`, 'resolve')]);
          else {
            // Sooner and later in the turn, so that some of them meet its last step.
            await sleep(i * 200);
            await (i % 3 === 0 ? second.silences(of, key) : first.interrupts(of, key));
          }
          visitor.leaves();
        };
        await Promise.all(Array.from({ length: RACES }, (_, i) => scene(i)));
      },
    },
  });
  const pace = aPace(asked.messages, plan.length, nemesis);
  const scripts = scriptsOf(asked.messages, length, seeded(seed), questions);
  let playing = true;
  const desk = tendTheDesk(second, () => playing);
  const actors = Array.from({ length: CONCURRENCY }, async () => {
    for (let script = scripts.shift(); script; script = scripts.shift()) await act(script, { guest, agent: first, stranger, pace });
  });
  await Promise.all([Promise.all(actors), nemesis.done]);
  playing = false;
  await desk;
  // A run that was closed has forgotten what it obeyed: repeats belong to runs that are open.
  if (!asked.closesMs) await Promise.all([first.repeats(), second.repeats()]);
  say('All messages are acknowledged; waiting for the last answers.');
  const stored = await untilAtRest(stage.mongoUri, asked, restMs, say);
  // Ten at a time: the visitors of a whole run do not come back in the same instant.
  for (let i = 0; i < visitors.length; i += 10) await Promise.all(visitors.slice(i, i + 10).map((visitor) => visitor.catchesUp()));
  for (const { name, at } of stage.ownEnds) ledger.note({ actor: name, op: 'own-end', key: `${name}-${at}`, phase: 'info', detail: { at } });
  const seen = [...visitors.flatMap((visitor) => [...visitor.seen]), ...stranger.seen];
  const { recoveries, crashed } = nemesis;
  return {
    ...stored,
    seen,
    inserts: [...stage.inserts],
    errands: [...stage.errands.done()],
    recoveries,
    crashed,
    modelCalls: stage.model.calls().length,
  };
}

/** Conversations that are the asked number of messages in sum; one in eight gets a visit of an agent. */
export function scriptsOf(messages: number, length: number, random: Random, questions: readonly string[]): Script[] {
  const scripts: Script[] = [];
  const habits: Habit[] = ['calm', 'calm', 'calm', 'hasty', 'stormy', 'twoTabs'];
  const least = Math.max(2, Math.floor(length * 0.7));
  for (let left = messages, n = 1; left > 0; n++) {
    const wanted = random.between(least, Math.max(least, Math.ceil(length * 1.3)));
    const count = left - wanted < least ? left : wanted;
    left -= count;
    scripts.push({
      name: `visitor-${n}`,
      habit: habits[n % habits.length]!,
      served: n % 8 === 2 && count > 1 ? { after: random.between(1, count - 1), then: random.chance(0.3) ? 'resolve' : 'return' } : null,
      messages: Array.from({ length: count }, (_, i) => ({
        key: `v${n}-m${i + 1}-${random.between(1e6, 9e6)}`,
        text: `${random.pick(questions)} (${n}.${i + 1})`,
        waits: random.chance(0.6),
      })),
    });
  }
  return scripts;
}

type Company = { guest: (name: string, habit: Habit) => Promise<Visitor>; agent: Agent; stranger: Agent; pace: { turn(): Promise<void> } };

async function act({ name, habit, messages, served }: Script, { guest, agent, stranger, pace }: Company): Promise<void> {
  const visitor = await guest(name, habit);
  let service: Promise<void> | null = null;
  for (const [i, { key, text, waits }] of messages.entries()) {
    await pace.turn();
    const seq = await visitor.says(key, text);
    if (seq === null) continue;
    // Not awaited here: the visitor talks on while the agent comes and goes.
    if (i + 1 === served?.after) service = agent.serves(visitor.conversationId!, name, served.then);
    if (waits) await visitor.hearsBehind(seq, ANSWER_MS);
  }
  await service;
  if (visitor.conversationId) await stranger.peeks(visitor.conversationId);
  visitor.leaves();
}

/** Whoever asked for a person gets one, and then the assistant again. */
async function tendTheDesk(agent: Agent, open: () => boolean): Promise<void> {
  for (let n = 1; open(); await sleep(1_000)) {
    const waiting = await agent.escalated();
    for (const conversationId of waiting.slice(0, 5)) await agent.serves(conversationId, `desk-${n++}`, 'return');
  }
}

/** Spreads the messages over the faults and the time between them, so that every fault meets people who talk. */
function aPace(messages: number, faults: number, nemesis: Nemesis): { turn(): Promise<void> } {
  let given = 0;
  const released = (): number => Math.ceil((messages * (nemesis.begun + nemesis.struck + 1)) / (2 * faults + 1));
  return {
    async turn() {
      while (given >= released()) await sleep(50);
      given++;
    },
  };
}

/** The log of every conversation, as the plain driver reads it, once nothing is owed any more and nothing has been added since. */
async function untilAtRest(uri: string, asked: Asked, restMs: number, say: (line: string) => void): Promise<Dump> {
  const client = await mongoose.mongo.MongoClient.connect(uri);
  try {
    let before = -1;
    for (const end = Date.now() + restMs; ; await sleep(1_500)) {
      const stored = await dumpStores(client.db('parley'));
      const { entries } = stored;
      const verdict = check({ ...stored, ledger: [], seen: [], inserts: [], errands: [], asked: { ...asked, messages: 0, faults: 0 } });
      if ((isAtRest(verdict) && entries.length === before) || Date.now() > end) return stored;
      if (entries.length !== before) say(`${entries.length} entries, ${verdict.unanswered} messages without an answer`);
      before = entries.length;
    }
  } finally {
    await client.close();
  }
}
