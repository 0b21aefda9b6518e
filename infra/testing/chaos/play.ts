/** The play: visitors and an agent on one side, the nemesis on the other, until every message is acknowledged and answered. */
import mongoose from 'mongoose';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { anAgent, type Agent, type Login } from './agent.ts';
import { check } from './checker.ts';
import type { Ledger, SeenEntry, StoredEntry } from './evidence.ts';
import { aProduct, type Product } from './product.ts';
import { seeded, type Random } from './random.ts';
import { QUESTIONS } from './questions.ts';
import { aVisitor, type Visitor } from './visitor.ts';

const CONCURRENCY = 20;
/** Of a visitor for an answer before the next question, ms. */
const ANSWER_MS = 6_000;
/** How long the last messages may take to be answered after the last start, ms. The sweeper's slowest net takes 3 minutes. */
const REST_MS = 240_000;
/** Of whole kills, that take the local servers along in the same instant. */
const WITH_SERVERS = 0.2;
/** Of kills, that hit a start that is not finished. */
const WHILE_STARTING = 0.15;

export type PlayOptions = {
  folder: string;
  asked: { messages: number; faults: number };
  seed: number;
  port: number;
  login: Login;
  ledger: Ledger;
  say: (line: string) => void;
};
export type LeftBehind = {
  entries: StoredEntry[];
  seen: SeenEntry[];
  servers: { mongo: string; temporal: string };
  /** ms from each start to ready. */
  recoveries: number[];
};

type Script = { name: string; messages: { key: string; text: string; waits: boolean }[]; servedAfter: number | null };

export async function perform({ folder, asked, seed, port, login, ledger, say }: PlayOptions): Promise<LeftBehind> {
  const product = aProduct({ home: join(folder, 'home'), port });
  const url = (await product.start())!;
  const servers = product.servers();
  const visitors: Visitor[] = [];
  try {
    const nemesis = aNemesis({ product, faults: asked.faults, random: seeded(seed + 1), ledger, say });
    const pace = aPace(asked.messages, asked.faults, nemesis);
    const agent = await anAgent(url, login, ledger);
    const scripts = scriptsOf(asked.messages, seeded(seed));
    const actors = Array.from({ length: CONCURRENCY }, async () => {
      for (let script = scripts.shift(); script; script = scripts.shift()) visitors.push(await act(script, { url, ledger, agent, pace }));
    });
    const [, recoveries] = await Promise.all([Promise.all(actors), nemesis.done]);
    say('All messages are acknowledged; waiting for the last answers.');
    const entries = await untilAtRest(product, say);
    // Ten at a time: the visitors of a whole run do not come back in the same instant.
    for (let i = 0; i < visitors.length; i += 10) await Promise.all(visitors.slice(i, i + 10).map((visitor) => visitor.catchesUp()));
    return { entries, seen: visitors.flatMap((visitor) => [...visitor.seen]), servers, recoveries };
  } finally {
    for (const visitor of visitors) visitor.leaves();
    await product.stop();
  }
}

/** Conversations of three to six messages that are the asked number in sum; one in fifteen gets a visit of the agent. */
export function scriptsOf(messages: number, random: Random): Script[] {
  const scripts: Script[] = [];
  for (let left = messages, n = 1; left > 0; n++) {
    const wanted = random.between(3, 6);
    const length = left - wanted < 3 ? left : wanted;
    left -= length;
    scripts.push({
      name: `visitor-${n}`,
      servedAfter: n % 15 === 2 ? random.between(1, length - 1) : null,
      messages: Array.from({ length }, (_, i) => ({
        key: `v${n}-m${i + 1}-${random.between(1e6, 9e6)}`,
        text: `${random.pick(QUESTIONS)} (${n}.${i + 1})`,
        waits: random.chance(0.6),
      })),
    });
  }
  return scripts;
}

type Stage = { url: string; ledger: Ledger; agent: Agent; pace: { turn(): Promise<void> } };

async function act({ name, messages, servedAfter }: Script, { url, ledger, agent, pace }: Stage): Promise<Visitor> {
  const visitor = await aVisitor(name, url, ledger);
  let served: Promise<void> | null = null;
  for (const [i, { key, text, waits }] of messages.entries()) {
    await pace.turn();
    const seq = await visitor.says(key, text);
    // Not awaited here: the visitor talks on while the agent comes and goes.
    if (i + 1 === servedAfter) served = agent.serves(visitor.conversationId!, name);
    if (waits) await visitor.hearsBehind(seq, ANSWER_MS);
  }
  await served;
  visitor.leaves();
  return visitor;
}

type Nemesis = { readonly struck: number; done: Promise<number[]> };

/** Kills and starts again, at moments that the seed gives, until it has struck often enough. Leaves the product running. */
function aNemesis({
  product,
  faults,
  random,
  ledger,
  say,
}: {
  product: Product;
  faults: number;
  random: Random;
  ledger: Ledger;
  say: (line: string) => void;
}): Nemesis {
  const recoveries: number[] = [];
  let struck = 0;
  const kill = (what: 'process' | 'all', when: string): void => {
    const line = { actor: 'nemesis', op: 'kill' as const, key: `kill-${struck + 1}`, detail: { what, when } };
    ledger.note({ ...line, phase: 'invoke' });
    product.kill(what);
    struck++;
    ledger.note({ ...line, phase: 'ok' });
    if (struck % 10 === 0 || struck === faults) say(`${struck} of ${faults} kills`);
  };
  const strike = async (): Promise<number[]> => {
    while (struck < faults) {
      await sleep(random.between(200, 3_000));
      kill(random.chance(WITH_SERVERS) ? 'all' : 'process', 'serving');
      for (let running = false; !running;) {
        const from = Date.now();
        const starting = product.start();
        if (struck < faults && random.chance(WHILE_STARTING)) {
          await sleep(random.between(300, 2_500));
          kill('process', 'starting');
        }
        running = (await starting) !== null;
        if (running) recoveries.push(Date.now() - from);
      }
    }
    return recoveries;
  };
  return {
    get struck() {
      return struck;
    },
    done: strike(),
  };
}

/** Spreads the messages over the kills, so that the last kill still meets people who talk. */
function aPace(messages: number, faults: number, nemesis: Nemesis): { turn(): Promise<void> } {
  let given = 0;
  const released = (): number => (nemesis.struck >= faults ? messages : Math.ceil((messages * (nemesis.struck + 1)) / (faults + 1)));
  return {
    async turn() {
      while (given >= released()) await sleep(50);
      given++;
    },
  };
}

/** The log of every conversation, as the plain driver reads it, once nothing is owed any more and nothing has been added since. */
async function untilAtRest(product: Product, say: (line: string) => void): Promise<StoredEntry[]> {
  const client = await mongoose.mongo.MongoClient.connect(product.mongoUri());
  try {
    const entries = client.db('parley').collection<StoredEntry>('entries');
    let before = -1;
    for (const end = Date.now() + REST_MS; ; await sleep(1_000)) {
      const all = await entries.find().sort({ conversationId: 1, seq: 1 }).toArray();
      const { unanswered } = check({ asked: { messages: 0, faults: 0 }, ledger: [], entries: all, seen: [] });
      if ((unanswered === 0 && all.length === before) || Date.now() > end) return all;
      if (all.length !== before) say(`${all.length} entries, ${unanswered} messages without an answer`);
      before = all.length;
    }
  } finally {
    await client.close();
  }
}
