/** Whether an id is whose it must be, for every noun that callers may name: the one table of ownership. */
import { isLive } from '../../workflows/domain/refresh.ts';
import type { CannedResponseId } from '../../workflows/domain/canned-response.ts';
import {
  entryId,
  type ConversationId,
  type DocumentId,
  type InvitationId,
  type OperationId,
  type RevisionId,
  type SiteId,
  type TenantId,
  type TurnId,
  type UserId,
  type VisitorId,
} from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';
import { roleIn, type Staff, type Visitor } from '../middleware/authenticate.ts';
import type { Binding, NounPrefix } from './bindings.ts';

/** Somebody whose credential holds. */
export type Caller = ({ kind: 'visitor' } & Visitor) | ({ kind: 'staff' } & Staff);
type Word = Extract<Binding, string>;
type Owns<C extends Caller = Caller> = (caller: C, id: string, deps: ApiDeps) => Promise<boolean>;
type OfKind<K extends Caller['kind']> = Extract<Caller, { kind: K }>;

const TENANT: Partial<Record<NounPrefix, Owns>> = {
  cnv: async ({ scope }, id, { entries }) => (await entries.get(scope, entryId(id as ConversationId, 1))) !== null,
  trn: async ({ scope }, id, { turns }) => (await turns.get(scope, id as TurnId)) !== null,
  doc: async ({ scope }, id, { documents }) => (await documents.get(scope, id as DocumentId)) !== null,
  rev: async ({ scope }, id, { revisions }) => (await revisions.get(scope, id as RevisionId)) !== null,
  usr: async ({ scope }, id, { users }) => (await users.membership(scope, id as UserId)) !== null,
  inv: async ({ scope }, id, { invitations }) => (await invitations.get(scope, id as InvitationId)) !== null,
  can: async ({ scope }, id, { cannedResponses }) => (await cannedResponses.get(scope, id as CannedResponseId)) !== null,
  sit: async ({ scope }, id, { sites }) => (await sites.get(scope, id as SiteId)) !== null,
  opr: async ({ scope }, id, { assistant }) => (await assistant.operation(scope, id as OperationId)) !== null,
  key: async ({ scope }, id, { apiKeys }) => (await apiKeys.list(scope)).some(({ _id }) => _id === id),
  // A visitor of the tenant has proven who it is, or has written.
  vis: async ({ scope }, id, { visitors, conversations }) =>
    (await visitors.get(scope, id as VisitorId)) !== null || (await conversations.ofVisitor(scope, id as VisitorId, 1)).length > 0,
};

const VISITOR: Partial<Record<NounPrefix, Owns<OfKind<'visitor'>>>> = {
  // Whose conversation it is stands in its first entry: the log decides, not a projection of it.
  cnv: async ({ scope, visitorId }, id, { entries }) => {
    const first = await entries.get(scope, entryId(id as ConversationId, 1));
    return first?.author.type === 'visitor' && first.author.id === visitorId;
  },
};

const PERSON: Partial<Record<NounPrefix, Owns<OfKind<'staff'>>>> = {
  fam: async ({ userId }, id, { refreshFamilies, now }) => {
    const family = await refreshFamilies.get(id);
    return family?.userId === userId && isLive(family, now());
  },
  tnt: async ({ userId }, id, deps) => (await roleIn(deps, { userId, tenantId: id as TenantId })) !== null,
};

const PLATFORM: Partial<Record<NounPrefix, Owns>> = {
  tnt: async (_caller, id, { tenants }) => (await tenants.get(id as TenantId)) !== null,
  // Keys of the installation alone: a key of a tenant is none of them.
  key: async (_caller, id, { apiKeys }) => (await apiKeys.list({ everyTenant: true })).some(({ _id }) => _id === id),
};

/** Mutable on purpose: the matrix proves itself by taking one away, in its own process. */
export const OWNERS = { tenant: TENANT, visitor: VISITOR, caller: PERSON, platform: PLATFORM };

/** Whether there is a way to find out. */
export const isKnownOwner = (word: Binding, prefix: NounPrefix): boolean =>
  word === 'heard' ? prefix === 'cnv' : typeof word === 'string' && OWNERS[word][prefix] !== undefined;

/**
 * False for a foreign id as for one that nobody has.
 *
 * @param heard of a socket: the conversations that it listens to
 */
export async function owns(word: Word, caller: Caller, id: string, deps: ApiDeps, heard?: ReadonlyMap<string, unknown>): Promise<boolean> {
  const prefix = id.slice(0, 3) as NounPrefix;
  switch (word) {
    case 'heard':
      return heard?.has(id) ?? false;
    case 'tenant':
      return (await OWNERS.tenant[prefix]?.(caller, id, deps)) ?? false;
    case 'platform':
      return (await OWNERS.platform[prefix]?.(caller, id, deps)) ?? false;
    case 'visitor':
      return (caller.kind === 'visitor' && (await OWNERS.visitor[prefix]?.(caller, id, deps))) || false;
    case 'caller':
      return (caller.kind === 'staff' && (await OWNERS.caller[prefix]?.(caller, id, deps))) || false;
    default:
      return word satisfies never;
  }
}
