/** What every bus promises, run against the one of one process and the one on a real redis-server. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConversationId, TenantId, TurnId } from '../../../workflows/domain/ids.ts';
import { inProcessBus } from '../../bus/in-process.ts';
import { redisBus, type RedisBusOptions } from '../../bus/redis.ts';
import type { BusEvent, EventBus } from '../../ports/event-bus.ts';
import { hasRedisServer, startRedisServer, type RedisServer } from './redis-server.ts';

const tenantId: TenantId = 'tnt_a';
const conversationId: ConversationId = 'cnv_a';
const turnId: TurnId = 'trn_a';
const delta = (n: number): BusEvent => ({ type: 'turn.delta', tenantId, conversationId, turnId, attempt: 1, n, text: `word ${n} – ü 漢` });
const numbers = (events: BusEvent[]) => events.map((event) => (event.type === 'turn.delta' ? event.n : -1));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Polls, because a bus says nothing when an event has arrived everywhere. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((wake) => setTimeout(wake, 5));
}

function listenTo(bus: EventBus): BusEvent[] {
  const events: BusEvent[] = [];
  bus.subscribe((event) => events.push(event));
  return events;
}

function contract(open: () => Promise<EventBus>): void {
  let bus: EventBus;
  beforeAll(async () => void (bus = await open()));
  afterAll(() => bus.close());

  test('every listener hears every event, in order and unchanged', async () => {
    const [first, second] = [listenTo(bus), listenTo(bus)];
    for (const n of upTo(500)) bus.publish(delta(n));
    await until(() => first.length === 500 && second.length === 500);
    expect(first).toEqual(upTo(500).map(delta));
    expect(second).toEqual(first);
  });

  test('what a listener publishes comes after what it heard, for everyone', async () => {
    const off = bus.subscribe((event) => {
      if (event.type === 'turn.opened') bus.publish({ type: 'turn.discarded', tenantId, conversationId, turnId });
    });
    const heard = listenTo(bus);
    bus.publish({ type: 'turn.opened', tenantId, conversationId, turnId });
    await until(() => heard.length === 2);
    expect(heard.map((event) => event.type)).toEqual(['turn.opened', 'turn.discarded']);
    off();
  });

  test('a listener that throws disturbs neither the publisher nor the others', async () => {
    const off = bus.subscribe(() => {
      throw new Error('broken listener');
    });
    const heard = listenTo(bus);
    expect(() => bus.publish(delta(1))).not.toThrow();
    bus.publish(delta(2));
    await until(() => heard.length === 2);
    expect(numbers(heard)).toEqual([1, 2]);
    off();
  });

  test('a subscription ends when it is told to, twice is once', async () => {
    const ended: BusEvent[] = [];
    const off = bus.subscribe((event) => ended.push(event));
    off();
    off();
    const heard = listenTo(bus);
    bus.publish(delta(7));
    await until(() => heard.length === 1);
    expect(ended).toEqual([]);
  });

  test('typing lasts until its time is over, a stop, or longer when renewed', async () => {
    expect(await bus.isTyping(conversationId)).toBe(false);
    bus.setTyping(conversationId, 60_000);
    await until(() => bus.isTyping(conversationId));
    expect(await bus.isTyping('cnv_other')).toBe(false);
    bus.setTyping(conversationId, 0);
    await until(async () => !(await bus.isTyping(conversationId)));
    bus.setTyping(conversationId, 60_000);
    bus.setTyping(conversationId, 30.5);
    await until(async () => !(await bus.isTyping(conversationId)));
  });

  test('a closed bus is silent and harmless', async () => {
    const other = await open();
    const heard = listenTo(other);
    await other.close();
    expect(() => {
      other.publish(delta(1));
      other.setTyping(conversationId, 1_000);
    }).not.toThrow();
    expect(heard).toEqual([]);
  });
}

describe('in one process', () => contract(async () => inProcessBus()));

const available = hasRedisServer();
if (!available) {
  const advice = 'redis-server is not on PATH, so the bus of several processes is not tested. Debian: apt-get install redis-server';
  if (process.env.CI) test('redis-server is there', () => expect(advice).toBe(''));
  else process.stderr.write(`\n  SKIPPED: ${advice}\n\n`);
}

(available ? describe : describe.skip)('on Redis', () => {
  let server: RedisServer;
  const opened: EventBus[] = [];
  const open = async (options?: RedisBusOptions) => {
    const bus = await redisBus(server.url, options);
    opened.push(bus);
    return bus;
  };
  beforeAll(async () => void (server = await startRedisServer()));
  afterEach(async () => void (await Promise.all(opened.splice(0).map((bus) => bus.close()))));
  afterAll(() => server.kill());

  contract(() => redisBus(server.url));

  test('what one process publishes is heard in the other', async () => {
    const [here, there] = [await open(), await open()];
    const heard = listenTo(there);
    for (const n of upTo(50)) here.publish(delta(n));
    await until(() => heard.length === 50);
    expect(numbers(heard)).toEqual(upTo(50));
    here.setTyping('cnv_far', 60_000);
    await until(() => there.isTyping('cnv_far'));
  });

  test('begins with what is published after it was opened', async () => {
    const early = await open();
    const earlier = listenTo(early);
    early.publish(delta(1));
    await until(() => earlier.length === 1);
    const heard = listenTo(await open());
    early.publish(delta(2));
    await until(() => heard.length === 1);
    expect(numbers(heard)).toEqual([2]);
  });

  test('installations with different prefixes do not hear each other', async () => {
    const [ours, theirs] = [await open({ prefix: 'ours:' }), await open({ prefix: 'theirs:' })];
    const [atOurs, atTheirs] = [listenTo(ours), listenTo(theirs)];
    ours.publish(delta(1));
    await until(() => atOurs.length === 1);
    theirs.publish(delta(2));
    await until(() => atTheirs.length === 1);
    expect([numbers(atOurs), numbers(atTheirs)]).toEqual([[1], [2]]);
  });

  test('a reader whose connection breaks goes on where it stopped', async () => {
    const [here, there] = [await open(), await open()];
    const heard = listenTo(there);
    for (const n of upTo(300)) {
      here.publish(delta(n));
      if (n === 100) await dropReaders(server.url);
      if (n % 20 === 0) await new Promise((wake) => setTimeout(wake, 1));
    }
    await until(() => heard.length === 300);
    expect(numbers(heard)).toEqual(upTo(300));
  });

  test('while Redis is away publishing neither throws nor waits, keeps the newest, and goes on afterwards', async () => {
    const faults: unknown[] = [];
    const bus = await open({ bufferSize: 10, onFault: (fault) => faults.push(fault) });
    const heard = listenTo(bus);
    await server.kill();
    await until(() => faults.length > 0);
    for (const n of upTo(100)) bus.publish(delta(n));
    bus.setTyping(conversationId, 1_000);
    expect(await bus.isTyping(conversationId)).toBe(false);
    await server.restart();
    await until(() => heard.length === 10);
    expect(numbers(heard)).toEqual(upTo(100).slice(-10));
  });

  test('whoever lost its connection or its events makes everybody look: no event says what is missing', async () => {
    const [here, there] = [await open({ bufferSize: 10 }), await open()];
    let looks = 0;
    there.missed(() => looks++);
    await server.kill();
    await until(() => !here.healthy() && !there.healthy());
    await server.restart();
    await until(() => there.healthy() && here.healthy() && looks > 0);

    const heard = listenTo(there);
    const before = looks;
    await server.kill();
    await until(() => !here.healthy());
    for (const n of upTo(100)) here.publish(delta(n));
    await server.restart();
    await until(() => heard.length === 10 && looks >= before + 2); // its own way back, and what the other one lost
  });

  test('says so when Redis cannot be reached at the start', async () => {
    await expect(redisBus('redis://127.0.0.1:1')).rejects.toThrow('ECONNREFUSED');
  });
});

/** Cuts every connection that waits in XREAD, as a failing proxy would; writers are left alone. */
async function dropReaders(url: string): Promise<void> {
  const { createClient } = await import('redis');
  const admin = createClient({ url });
  await admin.connect();
  for (const { id, cmd } of await admin.clientList()) if (cmd === 'xread') await admin.sendCommand(['CLIENT', 'KILL', 'ID', String(id)]);
  admin.destroy();
}
