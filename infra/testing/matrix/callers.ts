/** Everybody who may knock: people, visitors and keys of two tenants, those of a third that is suspended, and every kind of dead credential. */
import { importPKCS8, SignJWT } from 'jose';
import { API_KEY_PREFIX, KEY_PERMISSIONS, PLATFORM_PERMISSIONS, type KeyPermission } from '../../../workflows/domain/api-key.ts';
import { PLATFORM } from '../../../workflows/domain/audit.ts';
import type { UserId } from '../../../workflows/domain/ids.ts';
import { ROLES, type StaffRole } from '../../../workflows/domain/roles.ts';
import type { Parts } from '../../cli/compose/parts.ts';
import { accessTokens } from '../../identity/access-tokens.ts';
import { derivedKey, identityRoot } from '../../identity/derived-keys.ts';
import { hashToken, mintToken } from '../../identity/opaque-tokens.ts';
import { partialTokens } from '../../identity/partial-tokens.ts';
import { refreshTokens } from '../../identity/refresh-tokens.ts';
import { mintId } from '../../ids/mint.ts';
import type { ApiAlone } from '../hostile/api-alone.ts';
import { aKey, aPerson, aSession, aShop, atChat, aVisitorSession, type AtChat, type Person, type Shop } from './shop.ts';

export type Caller = {
  name: string;
  /** Null: no credential. */
  authorization: string | null;
  /** The header by which a credential names a tenant. */
  tenant?: string;
  /** Whose data it may see; null for nobody's. */
  shop: Shop | null;
  /** Runs the installation: sees which tenants and people there are, and nothing that they hold. */
  platform?: true;
};
export type StaffCaller = Caller & { role: StaffRole; person: Person };
export type VisitorCaller = Caller & { which: 0 | 1 };
/** `door`: where it is dead; `expected`: the code of the refusal, empty for any; `kind`: with which class of the matrix it is counted. */
export type DeadCaller = Caller & {
  door: string;
  expected: string;
  kind: 'none' | 'expired' | 'revoked' | 'wrongKind' | 'unknown' | 'suspended';
};

export type Cast = {
  home: Shop;
  other: Shop;
  /** Suspended. */
  closed: Shop;
  /** Of `home`, by role, and the operator. */
  staff: StaffCaller[];
  /** Owner of `other`. */
  stranger: StaffCaller;
  visitors: VisitorCaller[];
  strangerAtChat: VisitorCaller;
  /** Of `home`: one with everything, one that lacks `without`, one with nothing but `with`. */
  key: { full: Caller; without(permission: KeyPermission): Promise<Caller>; only(permission: KeyPermission): Promise<Caller> };
  /** Of the installation, for a tenant's data; and one that manages tenants. */
  installation: (tenant: string | null) => Caller;
  platform: Caller;
  /** Where a route asks for staff, and where it asks for a visitor. */
  dead: { staff: DeadCaller[]; visitor: DeadCaller[] };
  /** Made on the spot, for what uses up its caller. */
  fresh: { bearer(person: Person): Promise<string>; visitor(): Promise<Caller & AtChat> };
};

export async function aCast({ parts, signingKey: pem }: Pick<ApiAlone, 'parts' | 'signingKey'>): Promise<Cast> {
  const [home, other, closed] = [await aShop(parts, 'Home'), await aShop(parts, 'Other'), await aShop(parts, 'Closed')];
  await parts.tenantDesk.setStatus(closed.scope.tenantId, 'suspended');
  const tokens = await accessTokens(pem);
  const bearer = async (person: Person): Promise<string> => `Bearer ${await tokens.sign(person)}`;
  const asStaff = async (name: string, role: StaffRole, person: Person, shop: Shop | null): Promise<StaffCaller> => ({
    name,
    role,
    person,
    shop,
    authorization: await bearer(person),
  });
  const operatorId: UserId = mintId('usr');
  await parts.users.create({
    _id: operatorId,
    email: `${operatorId}@platform.example`,
    name: 'Operator',
    passwordHash: null,
    operatorSince: new Date(),
  });
  const operator = { userId: operatorId, tenantId: PLATFORM, sessionId: await aSession(parts, PLATFORM, operatorId) };
  const staff = await Promise.all(ROLES.map((role) => asStaff(`${role} of home`, role, home.people[role], home)));

  const { userId: owner } = home.people.owner;
  const { tenantId } = home.scope;
  const asKey = (name: string, token: string, shop: Shop | null): Caller => ({ name, shop, authorization: `Bearer ${token}` });
  const full = (await aKey(parts, tenantId, owner, KEY_PERMISSIONS)).token;
  const ofInstallation = (await aKey(parts, null, owner, KEY_PERMISSIONS)).token;
  const kept = new Map<string, Promise<Caller>>();
  const cached = (name: string, permissions: () => readonly KeyPermission[]): Promise<Caller> => {
    const made = kept.get(name) ?? aKey(parts, tenantId, owner, permissions()).then(({ token }) => asKey(name, token, home));
    kept.set(name, made);
    return made;
  };
  const asVisitor = (shop: Shop, which: 0 | 1, name: string): VisitorCaller => ({
    name,
    which,
    shop,
    authorization: `Visitor ${shop.visitors[which].token}`,
  });

  return {
    home,
    other,
    closed,
    staff: [...staff, { ...(await asStaff('operator', 'operator', operator, null)), platform: true }],
    stranger: await asStaff('owner of other', 'owner', other.people.owner, other),
    visitors: [asVisitor(home, 0, 'visitor of home'), asVisitor(home, 1, 'other visitor of home')],
    strangerAtChat: asVisitor(other, 0, 'visitor of other'),
    key: {
      full: asKey('key with every permission', full, home),
      without: (permission) => cached(`key without ${permission}`, () => KEY_PERMISSIONS.filter((one) => one !== permission)),
      only: (permission) => cached(`key with ${permission} alone`, () => [permission]),
    },
    installation: (tenant) => ({
      name: `key of the installation${tenant === null ? '' : ' naming a tenant'}`,
      authorization: `Bearer ${ofInstallation}`,
      ...(tenant === null ? {} : { tenant }),
      shop: tenant === tenantId ? home : tenant === other.scope.tenantId ? other : null,
    }),
    platform: { ...asKey('key of the platform', (await aKey(parts, null, operatorId, PLATFORM_PERMISSIONS)).token, null), platform: true },
    dead: await deadOnes(parts, { home, closed, pem, bearer, full, living: staff.find(({ role }) => role === 'owner')!.authorization! }),
    fresh: {
      bearer,
      async visitor() {
        const made = await atChat(parts, home.scope, home.canary);
        return { ...made, name: 'a new visitor of home', shop: home, authorization: `Visitor ${made.token}` };
      },
    },
  };
}

type Makings = {
  home: Shop;
  closed: Shop;
  pem: string;
  bearer: (person: Person) => Promise<string>;
  full: string;
  /** The very credential that the owner of `home` uses: another one, signed a second later, would not be known as one that lives. */
  living: string;
};

async function deadOnes(parts: Parts, { home, closed, pem, bearer, full, living }: Makings): Promise<Cast['dead']> {
  const { scope, people, visitors } = home;
  const { owner } = people;
  const of = (name: string, kind: DeadCaller['kind'], authorization: string | null, expected = 'auth.required') => ({
    name,
    kind,
    authorization,
    expected,
    shop: null,
  });
  const at = (door: DeadCaller['door'], all: ReturnType<typeof of>[]): DeadCaller[] => all.map((one) => ({ ...one, door }));
  const session = async (livesMs?: number): Promise<Person> => ({
    ...owner,
    sessionId: await aSession(parts, scope.tenantId, owner.userId, livesMs),
  });

  const signedOut = await session();
  await parts.refreshFamilies.end(signedOut.sessionId, 'signedOut', new Date());
  const removed = await aPerson(parts, scope, 'admin', home.canary);
  await parts.members.remove(scope, removed.userId, 'admin');
  const revokedKey = await aKey(parts, scope.tenantId, owner.userId, KEY_PERMISSIONS);
  await parts.apiKeys.revoke(scope, revokedKey.key._id, new Date());
  const expiredKey = await aKey(parts, scope.tenantId, owner.userId, KEY_PERMISSIONS, -1);
  const closedKey = await aKey(parts, closed.scope.tenantId, closed.people.owner.userId, KEY_PERMISSIONS);
  const root = await identityRoot(parts.secrets);
  const refresh = refreshTokens(derivedKey(root, 'refresh-token')).issue(owner.sessionId, 1);
  const partial = await partialTokens(derivedKey(root, 'partial-token')).sign({ userId: owner.userId, how: 'password' });

  const ended = async (because: 'ended' | 'replaced' | 'banned'): Promise<string> => {
    const token = await aVisitorSession(parts, scope, mintId('vis'));
    const found = await parts.visitorSessions.byTokenHash(hashToken(token));
    await parts.visitorSessions.end(scope, { visitorId: found!.visitorId }, because);
    return token;
  };
  return {
    staff: at('staff', [
      of('nobody', 'none', null),
      of('an empty credential', 'none', 'Bearer '),
      of('garbage', 'unknown', 'Bearer garbage'),
      of('a forged signature', 'unknown', `${living.slice(0, -8)}AAAAAAAA`),
      of('an access token that has expired', 'expired', `Bearer ${await expired(pem, owner)}`),
      of('a session that has expired', 'expired', await bearer(await session(-1_000))),
      of('a key that has expired', 'expired', `Bearer ${expiredKey.token}`),
      of('a session that was signed out', 'revoked', await bearer(signedOut)),
      of('a member who was removed', 'revoked', await bearer(removed)),
      of('a key that was revoked', 'revoked', `Bearer ${revokedKey.token}`),
      of('a key that nobody made', 'unknown', `Bearer ${mintToken(API_KEY_PREFIX)}`),
      of('a session in the name of another tenant', 'wrongKind', await bearer({ ...owner, tenantId: closed.scope.tenantId })),
      of("a visitor's token", 'wrongKind', `Visitor ${visitors[0].token}`),
      of("a visitor's token as a bearer", 'wrongKind', `Bearer ${visitors[0].token}`),
      of('a refresh token', 'wrongKind', `Bearer ${refresh}`),
      of('a partial token', 'wrongKind', `Bearer ${partial}`),
      of('an id', 'wrongKind', `Bearer ${owner.userId}`),
      of('a person of a suspended tenant', 'suspended', await bearer(closed.people.owner), ''),
      of('a key of a suspended tenant', 'suspended', `Bearer ${closedKey.token}`, ''),
    ]),
    visitor: at('visitor', [
      of('nobody', 'none', null),
      of('an empty credential', 'none', 'Visitor '),
      of('a session that nobody opened', 'unknown', `Visitor ${mintToken('ses')}`, 'session.unknown'),
      of('a session that has expired', 'expired', `Visitor ${await aVisitorSession(parts, scope, mintId('vis'), -1_000)}`, 'session.expired'),
      of('a session that was ended', 'revoked', `Visitor ${await ended('ended')}`, 'session.revoked'),
      of('a session that was replaced', 'revoked', `Visitor ${await ended('replaced')}`, 'session.revoked'),
      of('a visitor who was banned', 'revoked', `Visitor ${await ended('banned')}`, 'visitor.banned'),
      of('an owner', 'wrongKind', living),
      of("an owner's token as a visitor's", 'wrongKind', living.replace('Bearer', 'Visitor')),
      of('a key', 'wrongKind', `Bearer ${full}`),
      of("a key as a visitor's token", 'wrongKind', `Visitor ${full}`, 'session.unknown'),
      of("a visitor's token as a bearer", 'wrongKind', `Bearer ${visitors[0].token}`),
      of('the id of a visitor', 'wrongKind', `Visitor ${visitors[0].visitorId}`, 'session.unknown'),
      of('a visitor of a suspended tenant', 'suspended', `Visitor ${closed.visitors[0].token}`, ''),
    ]),
  };
}

/** As the product signs them, an hour ago. */
async function expired(pem: string, { userId, tenantId, sessionId }: Person): Promise<string> {
  const then = Math.floor(Date.now() / 1_000) - 3_600;
  return new SignJWT({ tenant: tenantId, sid: sessionId })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
    .setSubject(userId)
    .setIssuer('parley')
    .setAudience('parley-staff')
    .setIssuedAt(then)
    .setExpirationTime(then + 600)
    .sign(await importPKCS8(pem, 'EdDSA'));
}
