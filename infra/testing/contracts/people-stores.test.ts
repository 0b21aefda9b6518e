/** What can be spent once is spent once, whoever races for it, over the MongoDB in use. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { makeCode, spendCode } from '../../../api/one-time-codes.ts';
import { oneTimeCodes } from '../../identity/one-time-codes.ts';
import { mintToken } from '../../identity/opaque-tokens.ts';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { openStores } from '../../mongo/stores/index.ts';
import type { Stores } from '../../ports/stores.ts';

let connection: Connection;
let stores: Stores;
let clock = new Date('2026-03-01T12:00:00Z');
beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `people_${randomBytes(4).toString('hex')}`);
  await migrate(connection);
  stores = openStores(connection, { mintId, now: () => clock });
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const won = (results: boolean[]): number => results.filter(Boolean).length;
const many = <T>(n: number, act: (i: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: n }, (_, i) => act(i)));

function aDesk() {
  let evaluated = 0;
  const codes = oneTimeCodes(randomBytes(32));
  const deps = {
    oneTimeCodes: stores.oneTimeCodes,
    codes: { ...codes, matches: (...args: Parameters<typeof codes.matches>) => (evaluated++, codes.matches(...args)) },
    mintToken,
    now: () => clock,
  };
  return { deps, evaluated: () => evaluated };
}

test('of 1,000 parallel guesses at most five are looked at, and then even the right code is dead', async () => {
  const { deps, evaluated } = aDesk();
  const { challengeId, code } = await makeCode(deps, { email: 'robin@people.example', purpose: 'signIn' });
  const guesses = await many(1_000, (i) =>
    spendCode(deps, { challengeId, code: String(i).padStart(8, code === '00000000' ? '1' : '0'), purpose: 'signIn' }),
  );
  expect(guesses.every((one) => one === null)).toBe(true);
  expect(evaluated()).toBe(5);
  expect(await spendCode(deps, { challengeId, code, purpose: 'signIn' })).toBeNull();
  expect(evaluated()).toBe(5);
});

test('a code works once, for its purpose, for ten minutes', async () => {
  const { deps } = aDesk();
  const ask = (purpose: 'signIn' | 'signUp') => makeCode(deps, { email: 'Robin@People.example', purpose });
  const raced = await ask('signIn');
  const results = await many(5, () => spendCode(deps, { ...raced, purpose: 'signIn' }));
  expect(results.filter(Boolean)).toMatchObject([{ email: 'Robin@People.example', emailKey: 'robin@people.example' }]);

  const other = await ask('signUp');
  expect(await spendCode(deps, { ...other, purpose: 'signIn' })).toBeNull();
  expect(await spendCode(deps, { ...other, purpose: 'signUp' })).not.toBeNull();

  const old = await ask('signIn');
  clock = new Date(clock.getTime() + 600_000);
  expect(await spendCode(deps, { ...old, purpose: 'signIn' })).toBeNull();
  expect(await spendCode(deps, { challengeId: mintToken('chl'), code: '12345678', purpose: 'signIn' })).toBeNull();
});

test('the database holds no code in clear', async () => {
  const { deps } = aDesk();
  const { challengeId, code } = await makeCode(deps, { email: 'robin@people.example', purpose: 'signIn' });
  const record = await connection.collection<{ _id: string }>('oneTimeCodes').findOne({ _id: challengeId });
  expect(JSON.stringify(record)).not.toContain(code);
});

test('of fifty who take an invitation at once one gets it; released it can be taken again, withdrawn it cannot', async () => {
  const scope = { tenantId: mintId('tnt') };
  const invitation = await stores.invitations.create(scope, {
    _id: mintId('inv'),
    email: 'New@People.example',
    role: 'agent',
    tokenHash: randomBytes(8).toString('hex'),
    invitedBy: mintId('usr'),
    createdAt: clock,
    expiresAt: clock,
  });
  const people = Array.from({ length: 50 }, () => mintId('usr'));
  const claims = await many(50, (i) => stores.invitations.claim(scope, invitation._id, people[i]!));
  expect(won(claims)).toBe(1);
  expect(await stores.invitations.claim({ tenantId: mintId('tnt') }, invitation._id, people[0]!)).toBe(false);
  await stores.invitations.release(scope, invitation._id, people[claims.indexOf(false)]!);
  expect(await stores.invitations.open(scope)).toEqual([]);
  await stores.invitations.release(scope, invitation._id, people[claims.indexOf(true)]!);
  expect(await stores.invitations.open(scope)).toMatchObject([{ emailKey: 'new@people.example' }]);
  expect(await stores.invitations.get({ tenantId: mintId('tnt') }, invitation._id)).toBeNull();
  expect(await stores.invitations.revoke(scope, invitation._id)).toBe(true);
  expect(await stores.invitations.claim(scope, invitation._id, people[0]!)).toBe(false);
});

test('a time step and a recovery code are accepted once each, and a confirmed factor is not replaced', async () => {
  const userId = mintId('usr');
  const { secondFactors } = stores;
  expect(await secondFactors.begin(userId, 'sealed-1')).toBe(true);
  expect(await secondFactors.begin(userId, 'sealed-2')).toBe(true);
  expect(won(await many(5, () => secondFactors.confirm(userId, 100, ['hash-a', 'hash-b'], clock)))).toBe(1);
  expect(await secondFactors.begin(userId, 'sealed-3')).toBe(false);
  expect((await secondFactors.get(userId))?.sealed).toBe('sealed-2');
  expect(await secondFactors.spendStep(userId, 100)).toBe(false);
  expect(won(await many(20, () => secondFactors.spendStep(userId, 101)))).toBe(1);
  expect(await secondFactors.spendStep(userId, 99)).toBe(false);
  expect(won(await many(20, () => secondFactors.spendRecovery(userId, 'hash-a')))).toBe(1);
  expect((await secondFactors.get(userId))?.recovery).toEqual(['hash-b']);
});

test('there is one owner before, during and after any number of transfers at once', async () => {
  const { _id: tenantId } = await stores.tenants.create({ _id: mintId('tnt'), slug: mintId('tnt'), name: 'Shop' });
  const scope = { tenantId };
  const people = Array.from({ length: 6 }, () => mintId('usr'));
  for (const [i, _id] of people.entries()) {
    await stores.users.create({ _id, email: `${_id}@people.example`, name: 'Robin', passwordHash: null });
    await stores.users.addMember(scope, _id, i === 0 ? 'owner' : 'agent');
  }
  const moved = await many(5, (i) => stores.members.transfer(scope, people[0]!, people[i + 1]!));
  expect(won(moved)).toBe(1);
  const owners = (await stores.members.list(scope)).filter(({ role }) => role === 'owner');
  expect(owners.map(({ userId }) => userId)).toEqual([people[moved.indexOf(true) + 1]]);
  expect(await stores.users.membership(scope, people[0]!)).toMatchObject({ role: 'admin' });
  expect(await stores.members.transfer(scope, people[0]!, people[2]!)).toBe(false);
  expect(await stores.members.transfer(scope, owners[0]!.userId, mintId('usr'))).toBe(false);
  expect(await stores.members.transfer(scope, owners[0]!.userId, people[0]!)).toBe(true);
});

test('a role changes only from what it was, and a proof of the address drops the password of before it, once', async () => {
  const scope = { tenantId: mintId('tnt') };
  const _id = mintId('usr');
  await stores.users.create({ _id, email: `${_id}@people.example`, name: 'Robin', passwordHash: 'set by whoever' });
  await stores.users.addMember(scope, _id, 'admin');
  expect(won(await many(5, () => stores.members.changeRole(scope, _id, 'admin', 'viewer')))).toBe(1);
  expect(await stores.members.remove(scope, _id, 'admin')).toBe(false);
  expect(await stores.members.remove({ tenantId: mintId('tnt') }, _id, 'viewer')).toBe(false);
  expect(await stores.members.remove(scope, _id, 'viewer')).toBe(true);

  await stores.accounts.verifyEmail(_id, clock);
  expect((await stores.users.get(_id))?.passwordHash).toBeNull();
  await stores.accounts.setPassword(_id, 'my own');
  await stores.accounts.verifyEmail(_id, clock);
  expect((await stores.users.get(_id))?.passwordHash).toBe('my own');
});
