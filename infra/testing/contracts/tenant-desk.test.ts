/** Nothing of a deleted tenant is left in any collection, and nothing of another is touched. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { COLLECTIONS } from '../../mongo/models/records.ts';
import { openStores } from '../../mongo/stores/index.ts';
import { BY_TARGET, NOT_BY_TENANT } from '../../mongo/stores/tenant-desk.ts';
import type { Stores } from '../../ports/stores.ts';

let connection: Connection;
let stores: Stores;
beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `desk_${randomBytes(4).toString('hex')}`);
  await migrate(connection);
  stores = openStores(connection, { mintId });
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

test('every collection says whose its records are: by tenantId, or it is on a list of those that are erased otherwise', () => {
  const unsaid = Object.entries(COLLECTIONS).filter(
    ([name, { schema }]) => schema.path('tenantId') === undefined && ![...NOT_BY_TENANT, ...BY_TARGET].some((one) => one === name),
  );
  expect(unsaid.map(([name]) => name)).toEqual([]);
});

test('every record of a tenant goes, its lonely people too; colleagues of another tenant and the other tenant stay', async () => {
  const [gone, stays] = [mintId('tnt'), mintId('tnt')];
  const [lonely, shared, operator] = [mintId('usr'), mintId('usr'), mintId('usr')];
  for (const tenantId of [gone, stays]) {
    await stores.tenants.create({ _id: tenantId, slug: tenantId, name: `Canary of ${tenantId}` });
    await stores.audit.append(
      { tenantId },
      { key: 'k', at: new Date(), actor: { type: 'system', id: null }, action: 'a', subject: null, detail: '' },
    );
    for (const name of Object.keys(COLLECTIONS).filter((one) => COLLECTIONS[one as keyof typeof COLLECTIONS].schema.path('tenantId')))
      if (name !== 'auditEvents' && name !== 'memberships')
        await connection.collection<{ _id: string }>(name).insertOne({ _id: `${tenantId}-${name}`, ...uniques(tenantId, name), tenantId } as never);
    for (const name of BY_TARGET)
      await connection.collection<{ _id: string }>(name).insertOne({ _id: `${tenantId}-${name}`, target: tenantId } as never);
  }
  for (const _id of [lonely, shared, operator]) {
    await stores.users.create({ _id, email: `${_id}@people.example`, name: 'Robin', passwordHash: null });
    await stores.users.addMember({ tenantId: gone }, _id, 'agent');
    await stores.secondFactors.begin(_id, 'sealed');
    await stores.identities.link('issuer', _id, _id, new Date());
  }
  await stores.users.addMember({ tenantId: stays }, shared, 'agent');
  await stores.accounts.setOperator(operator, new Date());

  expect(await stores.tenantDesk.setStatus(gone, 'deleting')).toBe(true);
  expect(await stores.tenantDesk.setStatus(gone, 'active')).toBe(false);
  const scope = { tenantId: gone };
  expect(await stores.tenantDesk.erasePeople(scope)).toBe(1);
  const erased = await stores.tenantDesk.eraseRecords(scope);
  expect(Object.values(erased).every((n) => n >= 1)).toBe(true);
  expect(Object.values(await stores.tenantDesk.eraseRecords(scope)).every((n) => n === 0)).toBe(true);
  await stores.tenantDesk.remove(gone);

  const dump = async (): Promise<string> =>
    JSON.stringify(await Promise.all(Object.keys(COLLECTIONS).map((name) => connection.collection(name).find({}).toArray())));
  expect(await dump()).not.toContain(gone);
  expect(await dump()).not.toContain(lonely);
  for (const _id of [shared, operator]) expect(await stores.users.get(_id)).not.toBeNull();
  expect(await stores.users.membership({ tenantId: stays }, shared)).not.toBeNull();
  expect(await connection.collection('entries').countDocuments({ tenantId: stays })).toBe(1);
  expect((await stores.tenantDesk.list()).map(({ _id }) => _id)).toEqual([stays]);
});

/** Values for the unique keys of a collection. */
const uniques = (tenantId: string, name: string): Record<string, string> =>
  Object.fromEntries(
    COLLECTIONS[name as keyof typeof COLLECTIONS].indexes
      .flatMap(({ keys, options }) => ('unique' in options && options.unique ? Object.keys(keys as object) : []))
      .map((key) => [key, `${tenantId}-${name}`]),
  );
