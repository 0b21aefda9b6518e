import { expect, test } from '@jest/globals';
import type { AuditRow } from '../../workflows/domain/audit.ts';
import { forbidden } from '../../workflows/domain/errors.ts';
import { audited, type Changing } from './audited.ts';
import { ROUTES } from './routes.ts';

const call = {
  scope: { tenantId: 'tnt_a' },
  actor: { type: 'user', id: 'usr_a' },
  params: { memberId: 'usr_b' },
  requestKey: 'key-1',
} as const;

function anAudit(works = true) {
  const rows = new Map<string, Omit<AuditRow, 'tenantId'>>();
  const deps = {
    audit: {
      append: async (_scope: unknown, row: Omit<AuditRow, 'tenantId'>) => {
        if (!works) throw new Error('The audit is away.');
        if (!rows.has(row.key)) rows.set(row.key, row);
        return { ...row, tenantId: 'tnt_a', seq: 1, prev: '', hash: '' } as const;
      },
    } as never,
    now: () => new Date(0),
    log: { info() {}, warn() {}, error() {} },
  };
  return { deps, rows: () => [...rows.values()] };
}
const security: Changing = { name: 'removeMember', method: 'delete', audit: { security: true, action: 'member.removed' } };
const ordinary: Changing = { name: 'removeDocument', method: 'delete' };

test('a change leaves one row, however often it is repeated under its key', async () => {
  const { deps, rows } = anAudit();
  for (let i = 0; i < 3; i++) expect(await audited(ordinary, call, deps, async () => i)).toBe(i);
  expect(rows()).toEqual([
    { key: 'removeDocument:usr_a:key-1', at: new Date(0), actor: call.actor, action: 'removeDocument', subject: 'usr_b', detail: '' },
  ]);
});

test('reading leaves none, nor does a change that is written down elsewhere', async () => {
  const { deps, rows } = anAudit();
  await audited({ name: 'list', method: 'get' }, call, deps, async () => {});
  await audited({ name: 'takeOver', method: 'post', audit: { instead: 'its move' } }, call, deps, async () => {});
  expect(rows()).toEqual([]);
});

test('without an audit an ordinary change goes on, a security action is refused', async () => {
  const { deps } = anAudit(false);
  let done = 0;
  await audited(ordinary, call, deps, async () => done++);
  await expect(audited(security, call, deps, async () => done++)).rejects.toThrow('The audit is away.');
  expect(done).toBe(1);
});

test('a security action that is refused says so in a second row', async () => {
  const { deps, rows } = anAudit();
  await expect(audited(security, call, deps, () => Promise.reject(forbidden()))).rejects.toThrow();
  expect(rows().map(({ action }) => action)).toEqual(['member.removed', 'member.removed.refused']);
});

test('details never hold a secret', async () => {
  const { deps, rows } = anAudit();
  const declared: Changing = { ...ordinary, audit: { detail: () => ({ role: 'agent', newPassword: 'hunter2', token: 'abc' }) } };
  await audited(declared, call, deps, async () => {});
  expect(rows()[0]!.detail).toBe('role=agent newPassword=[redacted] token=[redacted]');
});

test('whoever leaves no row of its own says where the row is', () => {
  for (const { name, audit } of ROUTES) if (audit && 'instead' in audit) expect([name, audit.instead.length > 20]).toEqual([name, true]);
});
