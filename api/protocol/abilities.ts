/** The rules of the role table as CASL abilities: the api's guard and the console's buttons ask the same question of the same rules. */
import { AbilityBuilder, createMongoAbility, subject, type MongoAbility } from '@casl/ability';
import { permissionsOf, rolesManagedBy, STAFF_ROLES, type Permission, type Role, type StaffRole } from '../../workflows/domain/roles.ts';

/** What a permission is about, where its rule depends on it: the role of the member that is managed or given. */
export type About = { role: Role };

function build(role: StaffRole): MongoAbility {
  const { can, build: built } = new AbilityBuilder<MongoAbility>(createMongoAbility);
  for (const permission of permissionsOf(role)) {
    const [type, action] = partsOf(permission);
    if (permission === 'member.manage') can(action, type, { role: { $in: [...rolesManagedBy(role)] } });
    else can(action, type);
  }
  return built();
}

const ABILITIES = Object.fromEntries(STAFF_ROLES.map((role) => [role, build(role)])) as Record<StaffRole, MongoAbility>;

/**
 * True when the role has the permission.
 *
 * @param about the member's role that is meant; without it the answer is whether the permission holds for any
 */
export function allows(role: StaffRole, permission: Permission, about?: About): boolean {
  const [type, action] = partsOf(permission);
  return ABILITIES[role].can(action, about ? subject(type, { ...about }) : type);
}

function partsOf(permission: Permission): [type: string, action: string] {
  const [type = '', action = ''] = permission.split('.');
  return [type, action];
}
