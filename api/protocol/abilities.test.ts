import { describe, expect, test } from '@jest/globals';
import { may, PERMISSIONS, ROLES, type Permission, type Role } from '../../workflows/domain/roles.ts';
import { allows } from './abilities.ts';

const everyone = ROLES.flatMap((role) => PERMISSIONS.map((permission): [Role, Permission] => [role, permission]));

test.each(everyone)('as %s, %s: the rules and the table agree', (role, permission) => {
  expect(allows(role, permission)).toBe(may(role, permission));
});

test('each role can do all that the role below it can', () => {
  for (const [i, role] of ROLES.slice(0, -1).entries())
    for (const permission of PERMISSIONS) if (allows(ROLES[i + 1]!, permission)) expect(allows(role, permission)).toBe(true);
});

describe('whose membership may be changed', () => {
  const manages: Record<Role, Role[]> = { owner: ['admin', 'agent', 'viewer'], admin: ['admin', 'agent', 'viewer'], agent: [], viewer: [] };
  test.each(ROLES.flatMap((role) => ROLES.map((other): [Role, Role] => [role, other])))('%s of %s', (role, other) => {
    expect(allows(role, 'member.manage', { role: other })).toBe(manages[role].includes(other));
  });
});

test('a viewer sees no people and no audit', () => {
  for (const permission of ['member.read', 'audit.read', 'conversation.answer', 'settings.write'] as const)
    expect(allows('viewer', permission)).toBe(false);
});
