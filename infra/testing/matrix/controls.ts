/** The other half of the proof: whoever must be let in is. Each try has objects of its own, since some routes use them up. */
import type { AnyRoute, Policy } from '../../../api/http/route.ts';
import { KEY_PERMISSIONS, PLATFORM_PERMISSIONS, type KeyPermission } from '../../../workflows/domain/api-key.ts';
import { may, type Permission } from '../../../workflows/domain/roles.ts';
import type { Parts } from '../../cli/compose/parts.ts';
import type { Caller, Cast, StaffCaller } from './callers.ts';
import type { Case } from './cases.ts';
import { positions, requestTo, type Ids } from './requests.ts';
import { aKey, anObject, aShop, type Shop } from './shop.ts';
import { SPECIAL } from './special.ts';

type Control = (parts: Parts) => Promise<Case>;

export function controlsOf(declared: AnyRoute, cast: Cast): Control[] {
  const policy = declared.policy as Policy;
  switch (policy.who) {
    case 'anyone':
      return [];
    case 'visitor':
      return [asVisitor(declared, cast)];
    case 'staff':
      return SPECIAL[declared.name]?.spare ? [inSpareShop(declared, cast)] : asStaff(declared, policy.permission, cast);
    default:
      return policy satisfies never;
  }
}

const asVisitor =
  (declared: AnyRoute, { home, fresh }: Cast): Control =>
  async (parts) => {
    const caller = await fresh.visitor();
    const ids = Object.fromEntries(positions(declared).map(({ path }) => [path, caller.conversationId]));
    return letIn(declared, caller, ids, parts, home);
  };

function asStaff(declared: AnyRoute, permission: Permission | null, cast: Cast): Control[] {
  const { home } = cast;
  const people = cast.staff
    .filter(({ role }) => permission === null || may(role, permission))
    .map(
      (caller): Control =>
        async (parts) =>
          letIn(declared, caller, await freshIds(parts, declared, home, caller), parts, home),
    );
  return [...people, ...keysFor(permission, cast).map((key): Control => keyed(declared, key, cast))];
}

function keysFor(permission: Permission | null, { key, home, platform, installation }: Cast): (() => Promise<Caller>)[] {
  if (permission === 'platform.read' || permission === 'platform.manage') return [async () => platform];
  if (permission === null || !(KEY_PERMISSIONS as readonly Permission[]).includes(permission)) return [];
  const atHome = { ...key.full, tenant: home.scope.tenantId };
  return [() => key.only(permission as KeyPermission), async () => key.full, async () => atHome, async () => installation(home.scope.tenantId)];
}

const keyed =
  (declared: AnyRoute, key: () => Promise<Caller>, { home }: Cast): Control =>
  async (parts) =>
    letIn(declared, await key(), await freshIds(parts, declared, home, home.people.owner), parts, home);

/** As the owner of a tenant that is thrown away. */
const inSpareShop =
  (declared: AnyRoute, cast: Cast): Control =>
  async (parts) => {
    const shop = await aShop(parts, 'Spare');
    const caller = { name: 'owner of a spare tenant', authorization: await cast.fresh.bearer(shop.people.owner), shop };
    return letIn(declared, caller, await freshIds(parts, declared, shop, shop.people.owner), parts, shop);
  };

async function freshIds(parts: Parts, declared: AnyRoute, shop: Shop, caller: StaffCaller | Pick<StaffCaller['person'], 'userId'>): Promise<Ids> {
  const owner = 'person' in caller ? caller.person : caller;
  const ids: Ids = {};
  for (const { path, prefix } of positions(declared)) {
    if (path === 'cursor') continue;
    // Of workspaces, the one that the caller is in; operators get one to close.
    const own = prefix === 'tnt' && declared.binds?.[path] === 'caller';
    if (own) ids[path] = 'person' in caller ? caller.person.tenantId : shop.scope.tenantId;
    else if (prefix === 'key' && declared.binds?.[path] !== 'tenant')
      ids[path] = (await aKey(parts, null, owner.userId, PLATFORM_PERMISSIONS)).key._id;
    else ids[path] = await anObject(parts, shop, prefix, owner);
  }
  return ids;
}

async function letIn(declared: AnyRoute, caller: Caller, ids: Ids, parts: Parts, shop: Shop): Promise<Case> {
  await SPECIAL[declared.name]?.before?.(parts, shop);
  return { class: 'rightful', door: declared.name, what: 'its own', caller, sent: requestTo(declared, ids), expected: { type: 'letIn' } };
}
