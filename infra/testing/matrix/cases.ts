/** The cases that follow from what routes declare: who asks for what with whose ids, and what must be answered (design.md, section 6). */
import type { AnyRoute, Policy } from '../../../api/http/route.ts';
import type { IdPosition, NounPrefix } from '../../../api/guard/bindings.ts';
import { may, type Permission } from '../../../workflows/domain/roles.ts';
import { isOfPlatform, KEY_PERMISSIONS, type KeyPermission } from '../../../workflows/domain/api-key.ts';
import type { Caller, Cast, DeadCaller, StaffCaller } from './callers.ts';
import { positions, requestTo, type Ids, type Sent } from './requests.ts';
import { unknownId, type Shop } from './shop.ts';
import { SPECIAL } from './special.ts';

/** What was tried, as it is counted. */
export const CLASSES = {
  none: 'no credential',
  expired: 'an expired credential',
  revoked: 'a revoked credential',
  unknown: 'a credential that nobody gave',
  wrongKind: 'a credential of another kind',
  suspended: 'a credential of a suspended tenant',
  role: 'a role without the permission',
  scope: 'a key without the permission',
  address: "a credential at another tenant's address",
  foreign: 'an id of another tenant',
  otherVisitor: 'an id of another visitor or person',
  unknownId: 'an id that nobody has',
  noun: 'an id of another noun',
  pair: 'ids of two tenants mixed',
  cursor: 'a cursor of another tenant',
  filter: 'another tenant in query or header',
  field: 'a field that callers may not set',
  rightful: 'the rightful caller',
} as const;
export type ClassName = keyof typeof CLASSES;

/**
 * `status` with `code`; with an empty code any refusal. Answers with the same `alike` must be the same, byte for byte. `letIn`: past the
 * guard, whatever comes behind it. `nothing`: any answer that shows nothing foreign.
 */
export type Expected = { type: 'refused'; status: number | null; code: string; alike: string } | { type: 'letIn' } | { type: 'nothing' };
export type Case = { class: ClassName; door: string; what: string; caller: Caller; sent: Sent; expected: Expected };

const refused = (status: number | null, code: string, alike: string): Expected => ({ type: 'refused', status, code, alike });
const NOT_FOUND = refused(404, 'notFound', 'not found');
const INVALID = (): Expected => ({ type: 'refused', status: 400, code: 'request.invalid', alike: '' });
const FORBIDDEN = refused(403, 'auth.forbidden', 'forbidden');

/** What no caller may say about itself or others, wherever the schema does not ask for it. */
export const FIELDS = [
  'tenantId',
  'role',
  'author',
  'createdAt',
  '_id',
  'visitorId',
  'userId',
  'sessionId',
  'conversationId',
  'status',
  'verified',
  'scope',
];

/** All refusals of a route. */
export async function refusalsOf(declared: AnyRoute, cast: Cast): Promise<Case[]> {
  const policy = declared.policy as Policy;
  const found =
    policy.who === 'anyone'
      ? asAnybody(declared, cast)
      : policy.who === 'visitor'
        ? asVisitor(declared, cast)
        : await asStaff(declared, policy.permission, cast);
  return [...found, ...fieldsOf(declared, cast)];
}

/** Where nobody is asked for a credential, one changes nothing. What is asked with a body writes of its own accord. */
function asAnybody(declared: AnyRoute, cast: Cast): Case[] {
  if (declared.body) return [];
  const callers = [rightfulCaller({ who: 'anyone', because: '' }, cast), cast.stranger, cast.strangerAtChat, cast.key.full, ...cast.dead.staff];
  return callers.map((caller) => maker(declared)('filter', caller.name, { ...caller, shop: null }, {}, { type: 'nothing' }));
}

function asVisitor(declared: AnyRoute, cast: Cast): Case[] {
  const make = maker(declared);
  const [visitor] = cast.visitors;
  const own = ownIds(declared, cast.home, 'visitor');
  const foreign = ownIds(declared, cast.other, 'visitor');
  const cases = cast.dead.visitor.flatMap((dead) => bothIds(make, dead, own, foreign));
  for (const tenant of [cast.other.scope.tenantId, unknownId('tnt')])
    for (const ids of distinct(own, foreign))
      cases.push(make('address', `naming ${tenant}`, { ...visitor!, tenant, shop: null }, ids, refused(401, 'auth.required', 'visitor elsewhere')));
  for (const { path, prefix } of positions(declared)) {
    const strange: [ClassName, string, string][] = [
      ['foreign', 'of another tenant', cast.other.visitors[0].conversationId],
      ['otherVisitor', 'of another visitor', cast.home.visitors[1].conversationId],
      ['unknownId', 'of nobody', unknownId(prefix)],
    ];
    for (const [name, what, id] of strange) cases.push(make(name, `${path} ${what}`, visitor!, { ...own, [path]: id }, NOT_FOUND));
    cases.push(make('otherVisitor', `${path} of the other visitor of home`, cast.visitors[1]!, own, NOT_FOUND));
    cases.push(make('foreign', `${path} of home, asked from other`, cast.strangerAtChat, own, NOT_FOUND));
    cases.push(make('noun', `${path} of another noun`, visitor!, { ...own, [path]: unknownId(prefix === 'doc' ? 'trn' : 'doc') }, INVALID()));
  }
  return cases;
}

async function asStaff(declared: AnyRoute, permission: Permission | null, cast: Cast): Promise<Case[]> {
  const make = maker(declared);
  const own = ownIds(declared, cast.home, 'staff');
  const foreign = ownIds(declared, cast.other, 'staff');
  /** Refusals are worded alike within each. */
  const of = permission !== null && isOfPlatform(permission) ? 'platform' : 'tenant';
  const cases = cast.dead.staff.flatMap((dead) => bothIds(make, { ...dead, door: `${dead.door} of ${of}` }, own, foreign));

  const allowed = cast.staff.filter(({ role }) => permission === null || may(role, permission));
  for (const caller of cast.staff.filter((one) => !allowed.includes(one)))
    for (const ids of distinct(own, foreign)) cases.push(make('role', caller.name, caller, ids, FORBIDDEN));

  const { keys, others } = await keysOf(permission, cast);
  for (const caller of others)
    for (const ids of distinct(own, foreign))
      cases.push(make('scope', caller.name, caller, ids, refused(403, 'auth.forbidden', `key forbidden: ${caller.name} ${of}`)));
  for (const tenant of [cast.other.scope.tenantId, unknownId('tnt'), cast.closed.scope.tenantId, 'nonsense'])
    for (const ids of distinct(own, foreign))
      cases.push(
        make('address', `naming ${tenant}`, { ...cast.key.full, tenant, shop: null }, ids, refused(403, 'auth.forbidden', `key elsewhere ${of}`)),
      );
  // A key of the installation says which tenant it means; one of the platform means none.
  if (of === 'tenant') cases.push(make('address', 'naming none', cast.installation(null), own, INVALID()));

  for (const { path, prefix } of positions(declared)) {
    const binding = declared.binds?.[path];
    if (path === 'cursor') continue;
    for (const caller of [...allowed, ...keys]) {
      const at = (name: ClassName, what: string, id: string, expected: Expected): void =>
        void cases.push(make(name, `${path} ${what}`, caller, { ...own, [path]: id }, expected));
      if (binding === 'tenant' || binding === 'caller') {
        at('foreign', 'of another tenant', cast.other.objects[prefix]!, NOT_FOUND);
        at('foreign', 'of a suspended tenant', cast.closed.objects[prefix]!, NOT_FOUND);
      }
      if (binding === 'caller' && prefix === 'fam' && caller.name !== 'owner of home')
        at('otherVisitor', 'of a colleague', cast.home.objects.fam!, NOT_FOUND);
      if (binding === 'platform' && prefix === 'key') at('foreign', 'of a tenant', cast.other.objects.key!, NOT_FOUND);
      at('unknownId', 'of nobody', unknownId(prefix), NOT_FOUND);
      at('noun', 'of another noun', unknownId(prefix === 'doc' ? 'trn' : 'doc'), INVALID());
    }
    if (binding === 'tenant' && (permission === null || may('owner', permission)))
      cases.push(make('foreign', `${path} of home, asked from other`, cast.stranger, own, NOT_FOUND));
  }
  cases.push(...pairsOf(make, declared, allowed, own, cast));
  if (declared.method === 'get' && !SPECIAL[declared.name]?.leavesRow) {
    const { tenantId } = cast.other.scope;
    // Without the ids of the query, which only make a list shorter.
    const bare = Object.fromEntries(Object.entries(own).filter(([name]) => declared.path.includes(`{${name}}`)));
    for (const caller of allowed) {
      const named = { ...caller, tenant: tenantId };
      cases.push(make('filter', 'in the header', named, bare, { type: 'nothing' }));
      cases.push({ ...make('filter', 'in the query', caller, bare, { type: 'nothing' }), sent: requestTo(declared, bare, { query: { tenantId } }) });
    }
    if (hasCursor(declared))
      for (const caller of [...allowed, ...keys].filter(({ shop }) => shop !== null))
        for (const cursor of cursorsOf(cast.other))
          cases.push({
            ...make('cursor', cursor.slice(0, 12), caller, bare, { type: 'nothing' }),
            sent: requestTo(declared, bare, { query: { cursor, limit: '100' } }),
          });
  }
  return cases;
}

/** Keys that open a route, and keys that do not. */
async function keysOf(permission: Permission | null, cast: Cast): Promise<{ keys: Caller[]; others: Caller[] }> {
  const { key, platform, home } = cast;
  const asTenant = cast.installation(home.scope.tenantId);
  const platformAtHome = { ...platform, tenant: home.scope.tenantId };
  if (permission !== null && (KEY_PERMISSIONS as readonly Permission[]).includes(permission)) {
    const wanted = permission as KeyPermission;
    const without = KEY_PERMISSIONS.filter((one) => one !== wanted);
    const single = without.filter((_, i) => i % 5 === 0);
    const others = await Promise.all([key.without(wanted), ...single.map((one) => key.only(one))]);
    return { keys: [await key.only(wanted), key.full, asTenant], others: [...others, platformAtHome] };
  }
  const mayPlatform = permission === 'platform.read' || permission === 'platform.manage';
  return { keys: mayPlatform ? [platform] : [], others: [key.full, asTenant, ...(mayPlatform ? [] : [platformAtHome])] };
}

/** Every mix of ids that is not wholly the caller's own. */
function pairsOf(make: Maker, declared: AnyRoute, allowed: readonly StaffCaller[], own: Ids, cast: Cast): Case[] {
  const bound = positions(declared).filter(({ path }) => typeof declared.binds?.[path] === 'string');
  if (bound.length < 2) return [];
  const mixes = bound.reduce<Ids[]>(
    (all, { path, prefix }) => all.flatMap((ids) => [ids, ...[cast.other.objects[prefix]!, unknownId(prefix)].map((id) => ({ ...ids, [path]: id }))]),
    [own],
  );
  return allowed.flatMap((caller) => mixes.slice(1).map((ids) => make('pair', Object.keys(ids).join(' and '), caller, ids, NOT_FOUND)));
}

/** A field that the schema does not ask for is refused, whoever sends it. */
function fieldsOf(declared: AnyRoute, cast: Cast): Case[] {
  if (!declared.body) return [];
  const make = maker(declared);
  const policy = declared.policy as Policy;
  const caller = rightfulCaller(policy, cast);
  const ids = policy.who === 'anyone' ? {} : ownIds(declared, cast.home, policy.who);
  const asked = JSON.stringify((declared.body as { def: unknown }).def, (_, part: unknown) => part);
  return FIELDS.filter((field) => !asked.includes(`"${field}":`)).map((field) => ({
    ...make('field', field, caller, ids, INVALID()),
    sent: requestTo(declared, ids, { body: { [field]: cast.other.scope.tenantId } }),
  }));
}

export function rightfulCaller(policy: Policy, cast: Cast): Caller {
  if (policy.who === 'anyone') return { name: 'anybody', authorization: null, shop: null };
  if (policy.who === 'visitor') return cast.visitors[0]!;
  const { permission } = policy;
  return cast.staff.find(({ role }) => permission === null || may(role, permission))!;
}

type Maker = (name: ClassName, what: string, caller: Caller, ids: Ids, expected: Expected) => Case;
const maker =
  (declared: AnyRoute): Maker =>
  (name, what, caller, ids, expected) => ({ class: name, door: declared.name, what, caller, sent: requestTo(declared, ids), expected });

function bothIds(make: Maker, dead: DeadCaller, own: Ids, foreign: Ids): Case[] {
  const status = dead.expected === '' ? null : dead.expected === 'visitor.banned' ? 403 : 401;
  return distinct(own, foreign).map((ids) =>
    make(dead.kind, dead.name, dead, ids, refused(status, dead.expected, `dead at ${dead.door}: ${dead.name}`)),
  );
}

const distinct = (own: Ids, foreign: Ids): Ids[] => (Object.keys(own).length === 0 ? [own] : [own, foreign]);

/** The ids of a shop's shared objects, for every position of a route. */
export function ownIds(declared: AnyRoute, shop: Shop, who: 'visitor' | 'staff'): Ids {
  const idAt = ({ prefix }: IdPosition): string => (who === 'visitor' && prefix === 'cnv' ? shop.visitors[0].conversationId : shop.objects[prefix]!);
  return Object.fromEntries(positions(declared).flatMap((position) => (position.path === 'cursor' ? [] : [[position.path, idAt(position)]])));
}

const hasCursor = ({ query }: AnyRoute): boolean => Object.hasOwn((query as { shape?: object } | undefined)?.shape ?? {}, 'cursor');

/** As stores make them: of a time and an id, an id alone, a number. */
function cursorsOf({ objects }: Shop): string[] {
  const ids = (['cnv', 'doc', 'can', 'tnt'] satisfies NounPrefix[]).map((prefix) => objects[prefix]!);
  return [...ids.map((id) => Buffer.from(`${Date.now() + 60_000}.${id}`).toString('base64url')), ...ids, '999999'];
}
