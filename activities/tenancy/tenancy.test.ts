import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { AuditRow } from '../../workflows/domain/audit.ts';
import { closeTenant } from './close-tenant.ts';
import { eraseTenant } from './erase-tenant.ts';

test('work is ended before what it writes, people before what says who they are; a second run erases what is left', async () => {
  const done: string[] = [];
  let left = 3;
  const eraser = {
    workflows: async () => (done.push('workflows'), left),
    vectors: async () => (done.push('vectors'), left),
    files: async () => void done.push('files'),
    secrets: async () => void done.push('secrets'),
    people: async () => (done.push('people'), left),
    records: async () => (done.push('records'), { entries: left, turns: left }),
  };
  const run = () => new MockActivityEnvironment().run(eraseTenant({ eraser }), { tenantId: 'tnt_a' } as const);
  expect(await run()).toEqual({ workflows: 3, chunks: 3, people: 3, records: 6 });
  expect(done).toEqual(['workflows', 'vectors', 'files', 'secrets', 'people', 'records']);
  left = 0;
  expect(await run()).toEqual({ workflows: 0, chunks: 0, people: 0, records: 0 });
});

test('the row of the audit comes before the end, and once', async () => {
  const rows = new Map<string, Pick<AuditRow, 'action'>>();
  const removed: string[] = [];
  const close = closeTenant({
    audit: { append: async (_scope: unknown, row: AuditRow) => rows.set(row.key, row) } as never,
    tenantDesk: { remove: async (tenantId: string) => void removed.push(`${tenantId} behind ${rows.size} row`) } as never,
    now: () => new Date(0),
  });
  await close({ tenantId: 'tnt_a' });
  await close({ tenantId: 'tnt_a' });
  expect([...rows.values()].map(({ action }) => action)).toEqual(['tenant.deleted']);
  expect(removed).toEqual(['tnt_a behind 1 row', 'tnt_a behind 1 row']);
});
