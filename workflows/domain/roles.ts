/** Who may do what. Roles are sets of named permissions; routes ask for a permission, never for a role. */
export const ROLES = ['owner', 'admin', 'agent', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

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
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ: readonly Permission[] = ['conversation.read', 'document.read', 'turn.read', 'system.read', 'settings.read'];
const MANAGE: readonly Permission[] = [...READ, 'conversation.answer', 'document.write', 'settings.write', 'assistant.switch'];
const OF_ROLE: Record<Role, readonly Permission[]> = {
  viewer: READ,
  agent: [...READ, 'conversation.answer'],
  admin: MANAGE,
  owner: MANAGE,
};

export const may = (role: Role, permission: Permission): boolean => OF_ROLE[role].includes(permission);
