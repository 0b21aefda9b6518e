/** What has had its time goes, in batches; what still means something stays. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { purgeExpired } from '../../../activities/conversation/sweep-undispatched.ts';
import { NOTHING } from '../../../workflows/domain/budget.ts';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { COLLECTIONS } from '../../mongo/models/records.ts';
import { expiredStore, KEPT_BEHIND } from '../../mongo/stores/expired-store.ts';
import { openStores } from '../../mongo/stores/index.ts';

const DAY_MS = 86_400_000;
const EVERY = { everyTenant: true } as const;
const NAMES = Object.keys(KEPT_BEHIND) as (keyof typeof KEPT_BEHIND)[];
const NOW = new Date('2026-05-04T12:00:00Z');

let connection: Connection;
beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `expired_${randomBytes(4).toString('hex')}`);
  await migrate(connection);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const put = (name: string, _id: string, expiresAt: Date | null): Promise<unknown> =>
  connection.collection<{ _id: string }>(name).insertOne({ _id, tokenHash: _id, expiresAt } as never);
const left = async (name: string): Promise<string[]> =>
  (
    await connection
      .collection<{ _id: string }>(name)
      .find({}, { projection: { _id: 1 } })
      .toArray()
  )
    .map(({ _id }) => _id)
    .sort();
const ended = (name: keyof typeof KEPT_BEHIND, agoMs: number): Date => new Date(NOW.getTime() - KEPT_BEHIND[name] - agoMs);

test('every collection whose records expire is on the list; keys for programs stay, as the record of who had which', () => {
  const expiring = Object.entries(COLLECTIONS).filter(([, { schema }]) => schema.path('expiresAt') !== undefined);
  expect(expiring.map(([name]) => name).sort()).toEqual([...NAMES, 'apiKeys'].sort());
});

test.each(NAMES)('%s: what is over goes, a batch at a time, and what is not stays', async (name) => {
  for (let n = 1; n <= 5; n++) await put(name, `over-${n}`, ended(name, n));
  await put(name, 'lives', ended(name, 0));
  const { purge } = expiredStore(connection);
  expect((await purge(EVERY, NOW, 3))[name]).toBe(3);
  expect(await left(name)).toHaveLength(3);
  expect((await purge(EVERY, NOW, 3))[name]).toBe(2);
  expect((await purge(EVERY, NOW, 3))[name]).toBe(0);
  expect(await left(name)).toEqual(['lives']);
});

test('counters of turns and calls go after three months, those of days and resting conversations after more than a year', async () => {
  const clock = { now: NOW };
  const { usage, expired } = openStores(connection, { mintId, now: () => clock.now });
  const scope = { tenantId: mintId('tnt') };
  const [turn, conversation] = [`turn:${mintId('trn')}`, `conversation:${mintId('cnv')}`] as const;
  const once = { ...NOTHING, modelCalls: 1 };
  for (const counter of [turn, conversation, 'day:2026-05-04'] as const) await usage.add(scope, counter, once);
  await usage.settle(scope, 'a call', once);
  const counted = async () =>
    Promise.all([turn, conversation, 'day:2026-05-04' as const].map(async (counter) => (await usage.get(scope, counter)).modelCalls));

  await expired.purge(EVERY, new Date(NOW.getTime() + 89 * DAY_MS), 100);
  expect(await counted()).toEqual([1, 1, 1]);
  expect(await usage.settle(scope, 'a call', once)).toBe(false);
  await expired.purge(EVERY, new Date(NOW.getTime() + 91 * DAY_MS), 100);
  expect(await counted()).toEqual([0, 1, 1]);
  // Who goes on counts on.
  clock.now = new Date(NOW.getTime() + 300 * DAY_MS);
  await usage.add(scope, conversation, once);
  await expired.purge(EVERY, new Date(NOW.getTime() + 500 * DAY_MS), 100);
  expect(await counted()).toEqual([0, 2, 0]);
});

test('a store that cannot be reached does not hold up who rings', async () => {
  const warned: string[] = [];
  const log = { info: () => {}, error: () => {}, warn: (_fields: object, message: string) => void warned.push(message) };
  await purgeExpired({ expired: { purge: () => Promise.reject(new Error('away')) }, now: () => NOW, log });
  expect(warned).toEqual(['what has expired could not be removed']);
});
