/** Limits: counted in memory, and in Redis by two processes at once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { openLimits, type LimitParts } from '../../cli/compose/open-limits.ts';
import { LIMITS } from '../../limits/rate-limits.ts';
import type { LimitState } from '../../ports/identity.ts';
import { hasRedisServer, startRedisServer, type RedisServer } from './redis-server.ts';

const redisIsHere = hasRedisServer();
if (!redisIsHere) console.warn('redis-server is not here: the limits of several processes are not tested.');

let redis: RedisServer;
const open: LimitParts[] = [];
beforeAll(async () => {
  if (redisIsHere) redis = await startRedisServer();
});
afterAll(async () => {
  await Promise.all(open.map(({ closeLimits }) => closeLimits()));
  await redis?.kill();
});

/** Two that count together. */
const adapters: Record<string, () => Promise<LimitParts[]>> = {
  memory: async () => {
    const one = await openLimits(undefined, () => {});
    return [one, one];
  },
  ...(redisIsHere ? { Redis: async () => Promise.all([0, 1].map(() => openLimits(redis.url, () => {}))) } : {}),
};
const key = (): string => randomBytes(6).toString('hex');

describe.each(Object.keys(adapters))('%s', (name) => {
  let processes: LimitParts[];
  beforeAll(async () => {
    processes = await adapters[name]!();
    open.push(...processes);
  });

  test('of many at once exactly as many are let in as there are points, whichever process they come to', async () => {
    const who = key();
    const waits = await Promise.all(Array.from({ length: 60 }, (_, i) => processes[i % 2]!.limits.take('secondFactor', who)));
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(LIMITS.secondFactor.points);
    expect(Math.max(...waits)).toBeLessThanOrEqual(LIMITS.secondFactor.seconds);
  });

  test('keys and limits count for themselves', async () => {
    const [one, other] = [key(), key()];
    for (let i = 0; i < LIMITS.mailCode.points; i++) expect(await processes[0]!.limits.take('mailCode', one)).toBe(0);
    expect(await processes[1]!.limits.take('mailCode', one)).toBeGreaterThan(0);
    expect(await processes[1]!.limits.take('mailCode', other)).toBe(0);
    expect(await processes[1]!.limits.take('secondFactor', one)).toBe(0);
  });

  test('says where it stands, with the number of points that was asked for', async () => {
    const who = key();
    const states: LimitState[] = [];
    for (let i = 0; i < 4; i++) await processes[i % 2]!.limits.take('visitorMessage', who, 3, (state) => states.push(state));
    expect(states.map(({ points, remaining }) => [points, remaining])).toEqual([
      [3, 2],
      [3, 1],
      [3, 0],
      [3, 0],
    ]);
    expect(states.at(-1)).toMatchObject({ limit: 'visitorMessage', seconds: 10, shared: false });
    expect(states.at(-1)!.resetSeconds).toBeLessThanOrEqual(LIMITS.visitorMessage.seconds);
  });
});

(redisIsHere ? test : test.skip)('while Redis is away each process counts for itself, and lets nobody guess without bound', async () => {
  const [limits] = await adapters.Redis!();
  open.push(limits!);
  await redis.kill();
  const who = key();
  const waits: number[] = [];
  for (let i = 0; i < 10; i++) waits.push(await limits!.limits.take('mailCode', who));
  expect(waits.filter((seconds) => seconds === 0)).toHaveLength(LIMITS.mailCode.points);
});
