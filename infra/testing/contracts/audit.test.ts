/** The audit chain over the MongoDB in use: gapless under racing writers, one row a key, and every edit is found. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { auditDetail, type AuditRow, type ChainedRow } from '../../../workflows/domain/audit.ts';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { auditStore } from '../../mongo/stores/audit-store.ts';
import type { AuditStore } from '../../ports/audit-store.ts';

let connection: Connection;
let here: AuditStore;
let there: AuditStore;
beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `audit_${randomBytes(4).toString('hex')}`);
  await migrate(connection);
  [here, there] = [auditStore(connection), auditStore(connection)];
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const aRow = (key: string): Omit<AuditRow, 'tenantId'> => ({
  key,
  at: new Date('2026-03-01T12:00:00Z'),
  actor: { type: 'user', id: 'usr_a' },
  action: 'member.removed',
  subject: 'usr_b',
  detail: auditDetail({ role: 'agent', password: 'hunter2' }),
});

async function aChain(length: number): Promise<TenantScope> {
  const scope = { tenantId: mintId('tnt') };
  for (let i = 1; i <= length; i++) await here.append(scope, aRow(`row-${i}`));
  return scope;
}

test('racing writers make one chain without gaps, and a key has one row', async () => {
  const scope = { tenantId: mintId('tnt') };
  const keys = Array.from({ length: 30 }, (_, i) => `k${i % 15}`);
  const rows = await Promise.all(keys.map((key, i) => (i % 2 ? here : there).append(scope, aRow(key))));
  expect(new Set(rows.map(({ seq }) => seq)).size).toBe(15);
  for (let i = 0; i < 15; i++) expect(rows[i + 15]).toEqual(rows[i]);
  const chain: ChainedRow[] = [];
  for await (const row of here.all(scope)) chain.push(row);
  expect(chain.map(({ seq }) => seq)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
  expect(await there.verify(scope)).toEqual({ rows: 15, broken: null });
  expect(await here.verify({ tenantId: mintId('tnt') })).toEqual({ rows: 0, broken: null });
});

test('three hundred at once stand in a line, and one that cannot be stored holds up nobody', async () => {
  const scope = { tenantId: mintId('tnt') };
  const rows = Array.from({ length: 300 }, (_, i) => (i === 100 ? ({ ...aRow(`k${i}`), unknown: 'field' } as never) : aRow(`k${i}`)));
  const done = await Promise.allSettled(rows.map((row, i) => (i % 10 ? here : there).append(scope, row)));
  expect(done.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([100]);
  expect(await there.verify(scope)).toEqual({ rows: 299, broken: null });
  expect(await here.append(scope, aRow('behind it'))).toMatchObject({ seq: 300 });
});

test('pages go back from the newest, and another tenant sees none of them', async () => {
  const scope = await aChain(7);
  const seqs = async (before?: number) => (await here.page(scope, { before, limit: 3 })).map(({ seq }) => seq);
  expect(await seqs()).toEqual([7, 6, 5]);
  expect(await seqs(5)).toEqual([4, 3, 2]);
  expect(await seqs(2)).toEqual([1]);
  expect(await seqs(1)).toEqual([]);
  expect(await here.page({ tenantId: mintId('tnt') }, { limit: 10 })).toEqual([]);
});

test('no secret gets into a row', async () => {
  const [row] = await here.page(await aChain(1), { limit: 1 });
  expect(row!.detail).toBe('role=agent password=[redacted]');
});

test('1,000 random edits of the stored rows, every one is found', async () => {
  const scope = await aChain(12);
  const records = connection.collection<{ _id: string; seq: number }>('auditEvents');
  const rows = await records.find({ tenantId: scope.tenantId }).toArray();
  const heads = connection.collection<{ _id: string; seq: number; hash: string }>('auditHeads');
  const head = await heads.findOne({ _id: scope.tenantId });
  const edit = fc.oneof(
    fc.record({
      field: fc.constantFrom('key', 'action', 'subject', 'detail', 'prev', 'hash'),
      to: fc.string({ maxLength: 20 }),
    }),
    fc.record({ field: fc.constant('at'), to: fc.date({ noInvalidDate: true }) }),
    fc.record({ field: fc.constant('actor'), to: fc.record({ type: fc.constantFrom('user', 'system', 'operator'), id: fc.string() }) }),
    fc.record({ field: fc.constant('removed'), to: fc.constant(null) }),
  );
  let edits = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 11 }), edit, async (i, { field, to }) => {
      const row = rows[i]! as unknown as Record<string, unknown> & { _id: string };
      const same = JSON.stringify(row[field]) === JSON.stringify(to);
      fc.pre(!same);
      edits++;
      if (field === 'removed') await records.deleteOne({ _id: row._id });
      else await records.updateOne({ _id: row._id }, { $set: { [field]: to } });
      expect((await there.verify(scope)).broken).not.toBeNull();
      await records.replaceOne({ _id: row._id }, row as never, { upsert: true });
    }),
    { numRuns: 1_000, seed: 59 },
  );
  expect(edits).toBe(1_000);
  expect((await there.verify(scope)).broken).toBeNull();

  // A row that is rewritten together with its hash no longer fits the row behind it, the last one not the head.
  await heads.updateOne({ _id: scope.tenantId }, { $set: { hash: 'another' } });
  expect((await there.verify(scope)).broken).toEqual({ seq: 12, why: 'changed' });
  await heads.replaceOne({ _id: scope.tenantId }, head as never);
  await records.deleteOne({ _id: `${scope.tenantId}:12` });
  expect((await there.verify(scope)).broken).toEqual({ seq: 12, why: 'missing' });
});
