/**
 * Who may do what: the one table of roles and named permissions. Routes and console ask for a permission, never for a role;
 * `api/protocol/abilities.ts` makes the rules of this table for both.
 */

/** Highest first. A tenant has one owner, who hands the role on and cannot be removed. */
export const ROLES = ['owner', 'admin', 'agent', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Who runs the installation: manages tenants without being a member of one, so without a way to what they hold. Made by the command line alone. */
export const STAFF_ROLES = [...ROLES, 'operator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** `<subject>.<action>`. */
export const PERMISSIONS = [
  'conversation.read',
  'conversation.answer',
  'document.read',
  'document.write',
  'turn.read',
  'system.read',
  'settings.read',
  'settings.write',
  'assistant.switch',
  'canned.read',
  'canned.write',
  'visitor.read',
  'visitor.manage',
  'member.read',
  'member.manage',
  'key.manage',
  'secret.manage',
  'audit.read',
  'tenant.rename',
  'tenant.transfer',
  'tenant.delete',
  'platform.read',
  'platform.manage',
  'platform.keys',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const VIEWER: readonly Permission[] = [
  'conversation.read',
  'document.read',
  'turn.read',
  'system.read',
  'settings.read',
  'canned.read',
  'visitor.read',
];
const AGENT: readonly Permission[] = [...VIEWER, 'conversation.answer', 'canned.write', 'member.read'];
const ADMIN: readonly Permission[] = [
  ...AGENT,
  'document.write',
  'settings.write',
  'assistant.switch',
  'visitor.manage',
  'member.manage',
  'key.manage',
  'secret.manage',
  'audit.read',
  'tenant.rename',
];
const OWNER: readonly Permission[] = [...ADMIN, 'tenant.transfer', 'tenant.delete'];

/** Its audit is the platform's own. */
const OPERATOR: readonly Permission[] = ['platform.read', 'platform.manage', 'platform.keys', 'system.read', 'audit.read'];

const OF_ROLE: Record<StaffRole, readonly Permission[]> = { viewer: VIEWER, agent: AGENT, admin: ADMIN, owner: OWNER, operator: OPERATOR };

/** Whose membership a role may change, and which roles it may give: `member.manage` holds within these. Nobody gives ownership this way. */
const MANAGES: Record<StaffRole, readonly Role[]> = {
  owner: ['admin', 'agent', 'viewer'],
  admin: ['admin', 'agent', 'viewer'],
  agent: [],
  viewer: [],
  operator: [],
};

export const may = (role: StaffRole, permission: Permission): boolean => OF_ROLE[role].includes(permission);

export const permissionsOf = (role: StaffRole): readonly Permission[] => OF_ROLE[role];

export const rolesManagedBy = (role: StaffRole): readonly Role[] => MANAGES[role];

/** True when a change from one role to another takes something away. */
export const isDrop = (from: Role, to: Role): boolean => ROLES.indexOf(to) > ROLES.indexOf(from);
