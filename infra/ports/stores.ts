/** The stores as activities and routes know them. Each method takes its tenant first; mongoose stays in `infra/mongo`. */
import type { AssistantSwitch, Counts, Operation } from '../../workflows/domain/assistant.ts';
import type { Conversation, Mode, Status } from '../../workflows/domain/conversation.ts';
import type { Amounts } from '../../workflows/domain/budget.ts';
import type { EncoderChange, EncoderName } from '../../workflows/domain/encoder.ts';
import type { Chunk, Document, DocumentState, Revision, VersionId } from '../../workflows/domain/document.ts';
import type { Effect, EffectKey, EffectState } from '../../workflows/domain/effects.ts';
import type { Entry, NewEntry } from '../../workflows/domain/entry.ts';
import type { AuditRow, ChainedRow } from '../../workflows/domain/audit.ts';
import type { ConversationEvent } from '../../workflows/domain/events.ts';
import type {
  ChunkId,
  ConversationId,
  ConversationRef,
  DocumentId,
  EntryId,
  InvitationId,
  OperationId,
  RevisionId,
  SessionId,
  TenantId,
  TenantScope,
  TurnId,
  UserId,
  VisitorId,
} from '../../workflows/domain/ids.ts';
import type { EndReason, RefreshFamily } from '../../workflows/domain/refresh.ts';
import type { Role } from '../../workflows/domain/roles.ts';
import type { Settings } from '../../workflows/domain/settings.ts';
import type { TenantStatus } from '../../workflows/domain/tenant.ts';
import type { Turn, TurnStep } from '../../workflows/domain/turn.ts';
import type { SessionEnd } from '../../workflows/domain/visitor-door.ts';
import type { AnswerStore } from './answer-store.ts';
import type { EncoderStore } from './encoder-store.ts';
import type { ExpiredStore } from './expired-store.ts';
import type { SiteStore } from './site-store.ts';

/** The scope of maintenance that looks over all tenants; only schedules and the command line hold it. */
export type EveryTenant = { readonly everyTenant: true };

export type Appended = { type: 'appended'; entry: Entry; /** False when the key was stored before. */ fresh: boolean };
/** Something came in between; `by` is everything behind the expected place, in order. */
export type Superseded = { type: 'superseded'; by: Entry[] };

export interface EntryStore {
  /** Takes the conversation's next number. A repeat of the key returns the stored entry. */
  append(scope: TenantScope, entry: NewEntry): Promise<Appended>;
  /** Lands at `seq + 1` or not at all. Looks for its own key before it says superseded. */
  appendAfter(scope: TenantScope, entry: NewEntry, seq: number): Promise<Appended | Superseded>;
  /** Entries behind `after`, in order, at most `limit`. */
  after(scope: TenantScope, conversationId: ConversationId, after: number, limit: number): Promise<Entry[]>;
  get(scope: TenantScope, entryId: EntryId): Promise<Entry | null>;
  byKey(scope: TenantScope, conversationId: ConversationId, key: string): Promise<Entry | null>;
  markRung(scope: TenantScope, entryIds: readonly EntryId[]): Promise<void>;
  /** Entries still `pending` that are older than `before`, oldest first. */
  pending(scope: EveryTenant, before: Date, limit: number): Promise<Entry[]>;
  /** Ids of all conversations that have a log, for rebuilding projections. */
  conversations(scope: EveryTenant): AsyncIterable<ConversationRef>;
}

export interface ConversationStore {
  get(scope: TenantScope, conversationId: ConversationId): Promise<Conversation | null>;
  /**
   * Brings the projection up to the end of the log and returns it; null when there is no log. Each move on the way leaves one event
   * and one audit row. Safe to run twice and beside itself.
   */
  project(scope: TenantScope, conversationId: ConversationId): Promise<Conversation | null>;
  /** Forgets the projection and folds the whole log again. */
  rebuild(scope: TenantScope, conversationId: ConversationId): Promise<Conversation | null>;
  /**
   * Newest activity first; what moves while pages are read is in front, and found by beginning anew. By id nothing moves, and nothing
   * that is there all the while is missing or doubled. `cursor` is what the page before returned.
   */
  list(
    scope: TenantScope,
    query: {
      status?: Status | undefined;
      mode?: Mode | undefined;
      takenBy?: UserId | undefined;
      visitorId?: VisitorId | undefined;
      order?: 'activity' | 'id' | undefined;
      cursor?: string | undefined;
      limit: number;
    },
  ): Promise<{ data: ConversationWithRead[]; nextCursor: string | null }>;
  ofVisitor(scope: TenantScope, visitorId: VisitorId, limit: number): Promise<Conversation[]>;
  /** Agents have read up to `seq`; never moves back. */
  markRead(scope: TenantScope, conversationId: ConversationId, seq: number): Promise<void>;
  /** Puts aside until, or wakes with null. The number `n` must be the newest, else what stands comes back unchanged. */
  snooze(
    scope: TenantScope,
    conversationId: ConversationId,
    snooze: { until: Date | null; n: number },
  ): Promise<Pick<ConversationWithRead, 'snoozedUntil' | 'snoozeN'>>;
  withRead(scope: TenantScope, conversationId: ConversationId): Promise<ConversationWithRead | null>;
  /** Ids of unresolved conversations in this mode, in the order of their ids, behind `after`. */
  inMode(scope: TenantScope, mode: Mode, after: ConversationId | null, limit: number): Promise<ConversationId[]>;
  countInMode(scope: TenantScope, mode: Mode): Promise<number>;
  /** Conversations whose visitor has been waiting for the assistant since before `before`. */
  awaiting(scope: EveryTenant, before: Date, limit: number): Promise<(ConversationRef & { seq: number })[]>;
}
/** With what stands beside the log: how far agents have read, and a snooze with its number. */
export type ConversationWithRead = Conversation & { agentsReadSeq: number; snoozedUntil: Date | null; snoozeN: number };

export interface EventStore {
  /** Stores what happened together with its audit row, once a key. @returns false when it was known */
  record(scope: TenantScope, event: ConversationEvent): Promise<boolean>;
  has(scope: TenantScope, key: string): Promise<boolean>;
  /** Oldest first. */
  ofConversation(scope: TenantScope, conversationId: ConversationId): Promise<ConversationEvent[]>;
  auditOf(scope: TenantScope, subject: AuditRow['subject']): Promise<AuditRow[]>;
}

/** One tenant, or the whole installation. */
export type Reach = TenantScope | EveryTenant;

/** The assistant's switches and the operations that move them. */
export interface AssistantStore {
  /** Of a tenant: its own and the installation's, as far as they were ever moved; the one moved last comes first. */
  switches(scope: TenantScope): Promise<AssistantSwitch[]>;
  /** The installation's own. */
  everywhere(scope: EveryTenant): Promise<AssistantSwitch | null>;
  flip(reach: Reach, moved: Omit<AssistantSwitch, 'target'>): Promise<void>;
  /** Stores what is asked for under its id; a repeat finds its first. */
  ask(reach: Reach, operation: Operation): Promise<Operation>;
  /** Null for one of another reach. */
  operation(reach: Reach, operationId: OperationId): Promise<Operation | null>;
  progress(reach: Reach, operationId: OperationId, patch: Partial<Counts & Pick<Operation, 'state' | 'total' | 'endedAt'>>): Promise<void>;
}

export interface TurnStore {
  /** Stores a turn under its id; a second run keeps the first. */
  open(scope: TenantScope, turn: Turn): Promise<Turn>;
  get(scope: TenantScope, turnId: TurnId): Promise<Turn | null>;
  update(
    scope: TenantScope,
    turnId: TurnId,
    patch: Partial<Omit<Turn, '_id' | 'tenantId' | 'conversationId' | 'steps' | 'timings'>> & { timings?: Partial<Turn['timings']> },
  ): Promise<Turn>;
  /** Adds a step under its effect key; of two with one key the first counts. @returns the turn with both what counts and what was there */
  addStep(scope: TenantScope, turnId: TurnId, step: TurnStep): Promise<Turn>;
  /** Takes the words of deleted documents out of every record (`forgotten-documents.ts`). May be repeated. @returns how many held some */
  forgetDocuments(scope: TenantScope, documentIds: readonly DocumentId[]): Promise<number>;
}

/** Whose counter is meant. A day is one of UTC. */
export type UsageOf = `conversation:${ConversationId}` | `turn:${TurnId}` | `day:${string}`;

export interface UsageStore {
  /** Adds in one atomic step. @returns what stands then */
  add(scope: TenantScope, of: UsageOf, amounts: Amounts): Promise<Amounts>;
  get(scope: TenantScope, of: UsageOf): Promise<Amounts>;
  /** Notes what a call has cost in the end. @returns false when that was noted before under the same key */
  settle(scope: TenantScope, key: string, amounts: Amounts): Promise<boolean>;
}

export interface EffectStore {
  /** Writes the intent. @returns what stands there, and whether it was written now */
  begin(scope: TenantScope, intent: Pick<Effect, '_id' | 'conversationId' | 'turnId' | 'tool'>): Promise<{ effect: Effect; fresh: boolean }>;
  get(scope: TenantScope, key: EffectKey): Promise<Effect | null>;
  finish(scope: TenantScope, key: EffectKey, state: Exclude<EffectState, 'intent'>, result?: string): Promise<void>;
  /** The tool's own system knows that nothing happened: it may begin anew. */
  forget(scope: TenantScope, key: EffectKey): Promise<void>;
}

export type NewSettings = Omit<Settings, 'tenantId' | 'version' | 'createdAt'>;
export interface SettingsStore {
  /** The newest version. */
  current(scope: TenantScope): Promise<Settings>;
  version(scope: TenantScope, version: number): Promise<Settings | null>;
  /** The next version, whatever the newest is. */
  save(scope: TenantScope, settings: NewSettings): Promise<Settings>;
  /** The version behind `basedOn`, or null when that is not the newest: of two at once one gets it. */
  saveAfter(scope: TenantScope, settings: NewSettings, basedOn: number): Promise<Settings | null>;
  /** Newest first; those before the version `before`. */
  history(scope: TenantScope, query: { before?: number | undefined; limit: number }): Promise<Settings[]>;
}

export interface DocumentStore {
  /** One document a file name: the same name with new bytes becomes a new version of the same document. */
  put(
    scope: TenantScope,
    upload: Pick<Document, 'fileName' | 'title' | 'url' | 'mediaType' | 'bytes' | 'contentHash' | 'batch' | 'author'>,
    fresh: DocumentId,
  ): Promise<Document>;
  get(scope: TenantScope, documentId: DocumentId): Promise<Document | null>;
  /** Newest first; `name` stands in the title or the file name, in any case of letters. */
  list(
    scope: TenantScope,
    query: { cursor?: string | undefined; limit: number; name?: string | undefined; states?: readonly DocumentState[] | undefined },
  ): Promise<{ data: Document[]; nextCursor: string | null }>;
  /** Moves a version on; a version that has been replaced meanwhile is left alone and null comes back. */
  setState(
    scope: TenantScope,
    versionId: VersionId,
    state: DocumentState,
    patch?: Partial<Pick<Document, 'progress' | 'failure' | 'chunkCount' | 'revisionId' | 'language' | 'pageCount' | 'remarks'>>,
  ): Promise<Document | null>;
  /** The document with these bytes, sha-256 in hex, as its current version; null for none. */
  byContent(scope: TenantScope, contentHash: string): Promise<Document | null>;
  /** Nothing is stored of these versions any more. */
  forgot(scope: TenantScope, documentId: DocumentId, versions: readonly VersionId[]): Promise<void>;
  /** Ends every work on the document: its ingestions find it replaced. Its record and what is stored of it stay. */
  retire(scope: TenantScope, documentId: DocumentId): Promise<void>;
  remove(scope: TenantScope, documentId: DocumentId): Promise<void>;
}

export interface ChunkStore {
  /** Replaces the chunks of a version; ids come from place and content, so a second run writes the same. */
  put(scope: TenantScope, versionId: VersionId, chunks: readonly Chunk[]): Promise<void>;
  ofVersion(scope: TenantScope, versionId: VersionId): Promise<Chunk[]>;
  many(scope: TenantScope, chunkIds: readonly ChunkId[]): Promise<Chunk[]>;
  removeVersion(scope: TenantScope, versionId: VersionId): Promise<void>;
}

export interface RevisionStore {
  /** The published revision; null before the first. */
  current(scope: TenantScope): Promise<Revision | null>;
  get(scope: TenantScope, revisionId: RevisionId): Promise<Revision | null>;
  /**
   * Publishes a revision that follows the current one by `change`, by one pointer write; tries again when another was first.
   * A change that changes nothing returns the current one. What a batch publishes takes the place of what it published before, so
   * that it is one revision in the end (`workflows/domain/revisions.ts`).
   *
   * @param change.encoder into whose index `add` was put
   * @throws {EncoderSwitched} when the tenant is searched with another one by now
   */
  publish(
    scope: TenantScope,
    change: { add?: VersionId; remove?: readonly VersionId[]; batch?: string | null; author?: string | null; encoder?: EncoderName },
  ): Promise<Revision>;
  /** The revisions that may be published again, newest first, as `keptOf` has them; and those that just were too many. */
  recent(scope: TenantScope): Promise<{ kept: Revision[]; dropped: Revision[] }>;
  /** Publishes an earlier revision again, by one pointer write. False when `from` is not the current one any more. */
  publishAgain(scope: TenantScope, revisionId: RevisionId, from: RevisionId): Promise<boolean>;
}

export type Tenant = {
  _id: TenantId;
  slug: string;
  name: string;
  revisionId: RevisionId | null;
  /** Those published last, oldest first. */
  recentRevisions?: RevisionId[];
  /** What searches read; absent in records of before and until the first upload or search. */
  encoder?: EncoderName | null;
  encoderBefore?: EncoderName | null;
  encoderChange?: EncoderChange | null;
  /** Absent in records of before there was one: active. */
  status?: TenantStatus;
  createdAt: Date;
};
export interface TenantStore {
  get(tenantId: TenantId): Promise<Tenant | null>;
  bySlug(slug: string): Promise<Tenant | null>;
  /** Ids in their order, behind `after`. */
  after(scope: EveryTenant, after: TenantId | null, limit: number): Promise<TenantId[]>;
  /** A repeat of the id finds its first. @throws {Problem} `tenant.slugTaken` */
  create(tenant: Pick<Tenant, '_id' | 'slug' | 'name'>): Promise<Tenant>;
  rename(scope: TenantScope, name: string): Promise<void>;
}

export type User = {
  _id: UserId;
  emailKey: string;
  email: string;
  name: string;
  /** Null for somebody who signs in by other means. */
  passwordHash: string | null;
  /** When it was proven that the address is theirs; absent or null: never. */
  emailVerifiedAt?: Date | null;
  /** Since when the person runs the installation; absent or null: does not. */
  operatorSince?: Date | null;
};
export type Membership = { tenantId: TenantId; userId: UserId; role: Role };
export interface UserStore {
  byEmail(email: string): Promise<User | null>;
  get(userId: UserId): Promise<User | null>;
  create(user: Omit<User, 'emailKey'>): Promise<User>;
  /** Who runs the installation, by address. */
  operators(scope: EveryTenant): Promise<User[]>;
  memberships(userId: UserId): Promise<Membership[]>;
  membership(scope: TenantScope, userId: UserId): Promise<Membership | null>;
  addMember(scope: TenantScope, userId: UserId, role: Role): Promise<void>;
}

/** Sessions of staff: one a device. */
export interface RefreshFamilyStore {
  create(family: Omit<RefreshFamily, 'endedAt' | 'endedBecause'>): Promise<RefreshFamily>;
  get(familyId: string): Promise<RefreshFamily | null>;
  /** The live token becomes the one of `generation + 1`; null when `generation` is not the live one or the session is over. */
  rotate(familyId: string, generation: number, times: { rotatedAt: Date; expiresAt: Date }): Promise<RefreshFamily | null>;
  /** Another workspace in the same session; null when the session is over. */
  move(familyId: string, to: TenantScope): Promise<RefreshFamily | null>;
  /** Not yet ended, newest first; some may have expired. */
  open(of: { userId: UserId } | { tenantId: TenantId }): Promise<RefreshFamily[]>;
  /** @returns false when it had ended before */
  end(familyId: string, because: EndReason, at: Date): Promise<boolean>;
}

export type OneTimeCode = {
  _id: string;
  purpose: 'signIn' | 'signUp';
  emailKey: string;
  email: string;
  sealed: string;
  tries: number;
  usedAt: Date | null;
  expiresAt: Date;
};
export interface OneTimeCodeStore {
  create(code: Omit<OneTimeCode, 'tries' | 'usedAt'>): Promise<void>;
  /** Takes one of the five tries; null when there is none left, or nothing to try. */
  takeTry(challengeId: string, now: Date): Promise<OneTimeCode | null>;
  /** @returns false when it was used before */
  use(challengeId: string, at: Date): Promise<boolean>;
}

export type SecondFactor = {
  _id: UserId;
  sealed: string;
  /** Null while it is being set up: it asks for nothing then. */
  confirmedAt: Date | null;
  /** The last time step whose code was accepted: none before it and not itself is accepted again. */
  step: number;
  /** Hashes of the recovery codes that are left. */
  recovery: string[];
};
export interface SecondFactorStore {
  get(userId: UserId): Promise<SecondFactor | null>;
  /** Begins anew; a confirmed one stands until the new one is confirmed. @returns false when one is confirmed */
  begin(userId: UserId, sealed: string): Promise<boolean>;
  confirm(userId: UserId, step: number, recovery: string[], at: Date): Promise<boolean>;
  /** Accepts a code of a time step once. */
  spendStep(userId: UserId, step: number): Promise<boolean>;
  spendRecovery(userId: UserId, hash: string): Promise<boolean>;
  remove(userId: UserId): Promise<void>;
}

export type LinkedIdentity = { _id: string; issuer: string; userId: UserId; createdAt: Date };
export interface IdentityStore {
  /** Whose account of a provider this is. */
  find(issuer: string, subject: string): Promise<UserId | null>;
  /** @returns false when it is linked already */
  link(issuer: string, subject: string, userId: UserId, at: Date): Promise<boolean>;
}

export type Invitation = {
  _id: InvitationId;
  tenantId: TenantId;
  email: string;
  emailKey: string;
  role: Role;
  tokenHash: string;
  invitedBy: UserId;
  createdAt: Date;
  expiresAt: Date;
  state: 'open' | 'accepted' | 'revoked';
  acceptedBy: UserId | null;
};
export interface InvitationStore {
  create(scope: TenantScope, invitation: Omit<Invitation, 'tenantId' | 'emailKey' | 'state' | 'acceptedBy'>): Promise<Invitation>;
  get(scope: TenantScope, invitationId: InvitationId): Promise<Invitation | null>;
  /** Open ones, newest first. */
  open(scope: TenantScope): Promise<Invitation[]>;
  /** By the hash of the presented token: the credential itself names the tenant. */
  byTokenHash(tokenHash: string): Promise<Invitation | null>;
  /** Of any number who try at once one gets it. */
  claim(scope: TenantScope, invitationId: InvitationId, userId: UserId): Promise<boolean>;
  /** Opens it again for whoever claimed it and could not go on. */
  release(scope: TenantScope, invitationId: InvitationId, userId: UserId): Promise<void>;
  revoke(scope: TenantScope, invitationId: InvitationId): Promise<boolean>;
}

export type Member = Membership & { name: string; email: string };
export interface MemberStore {
  list(scope: TenantScope): Promise<Member[]>;
  /** @returns false when the role was not `from` any more */
  changeRole(scope: TenantScope, userId: UserId, from: Role, to: Role): Promise<boolean>;
  remove(scope: TenantScope, userId: UserId, role: Role): Promise<boolean>;
  /** Hands ownership on, so that there is never a moment without an owner. @returns false when another transfer was first */
  transfer(scope: TenantScope, from: UserId, to: UserId): Promise<boolean>;
}

/** Tenants as the platform sees them: without a look at what they hold. */
export interface TenantDesk {
  list(): Promise<Tenant[]>;
  /** Newest first, those older than `before`. */
  page(scope: EveryTenant, query: { before: TenantId | null; limit: number }): Promise<Tenant[]>;
  /** How much a tenant holds. */
  counts(scope: TenantScope): Promise<{ members: number; conversations: number; documents: number }>;
  /** @returns false for an unknown tenant and one that is being deleted */
  setStatus(tenantId: TenantId, status: TenantStatus): Promise<boolean>;
  /** The tenant's own record, and the head of its audit. */
  remove(tenantId: TenantId): Promise<void>;
  /** People who belong to no other tenant, with their credentials. @returns how many */
  erasePeople(scope: TenantScope): Promise<number>;
  /** Everything else. @returns how many records, by collection */
  eraseRecords(scope: TenantScope): Promise<Record<string, number>>;
}

/** What a person may change of its own account. */
export interface AccountStore {
  setPassword(userId: UserId, passwordHash: string | null): Promise<void>;
  /**
   * The address is proven to be theirs. A password from before the first proof is dropped: whoever set it may have been a stranger
   * who waited for the owner of the address.
   */
  verifyEmail(userId: UserId, at: Date): Promise<void>;
  rename(userId: UserId, name: string): Promise<void>;
  /** Null takes it away. */
  setOperator(userId: UserId, since: Date | null): Promise<void>;
}

export type ChainVerdict = { rows: number; broken: { seq: number; why: 'missing' | 'changed' | 'unchained' } | null };
export interface AuditStore {
  /** Adds a row behind the tenant's last, once a key: a repeat returns the stored row. */
  append(scope: TenantScope, row: Omit<AuditRow, 'tenantId'>): Promise<ChainedRow>;
  /** Newest first; those before the seq `before`. */
  page(scope: TenantScope, query: { before?: number | undefined; limit: number }): Promise<ChainedRow[]>;
  /** Oldest first. */
  all(scope: TenantScope): AsyncIterable<ChainedRow>;
  /** Follows the chain from its first row; the first row that does not fit is named. */
  verify(scope: TenantScope): Promise<ChainVerdict>;
}

export type VisitorSession = {
  _id: SessionId;
  tenantId: TenantId;
  visitorId: VisitorId;
  /** The customer has proven who it is. */
  verified: boolean;
  tokenHash: string;
  createdAt: Date;
  expiresAt: Date;
  /** How long it lives unused and at most, ms: the tenant's door when it was opened. Absent in records of before: the door's default. */
  idleMs: number;
  absoluteMs?: number;
  endedBecause: SessionEnd | null;
};
export interface VisitorSessionStore {
  create(scope: TenantScope, session: VisitorSession): Promise<void>;
  /** By the hash of the presented token: the credential itself names the tenant. */
  byTokenHash(tokenHash: string): Promise<VisitorSession | null>;
  get(scope: TenantScope, sessionId: SessionId): Promise<VisitorSession | null>;
  /** Moves the end of its life, never nearer. */
  renew(scope: TenantScope, sessionId: SessionId, expiresAt: Date): Promise<void>;
  /** Ends one session of a visitor, or all. @returns those that had not ended before */
  end(scope: TenantScope, whose: { visitorId: VisitorId; sessionId?: SessionId }, because: SessionEnd): Promise<SessionId[]>;
}

/** Bytes of uploads, by version. */
export interface FileStore {
  put(scope: TenantScope, versionId: VersionId, bytes: Uint8Array): Promise<void>;
  get(scope: TenantScope, versionId: VersionId): Promise<Uint8Array | null>;
  remove(scope: TenantScope, versionId: VersionId): Promise<void>;
  removeTenant(scope: TenantScope): Promise<void>;
}

export type Stores = {
  answers: AnswerStore;
  entries: EntryStore;
  conversations: ConversationStore;
  events: EventStore;
  assistant: AssistantStore;
  turns: TurnStore;
  usage: UsageStore;
  effects: EffectStore;
  settings: SettingsStore;
  documents: DocumentStore;
  chunks: ChunkStore;
  revisions: RevisionStore;
  encoderChoices: EncoderStore;
  sites: SiteStore;
  tenants: TenantStore;
  users: UserStore;
  accounts: AccountStore;
  tenantDesk: TenantDesk;
  members: MemberStore;
  invitations: InvitationStore;
  oneTimeCodes: OneTimeCodeStore;
  secondFactors: SecondFactorStore;
  identities: IdentityStore;
  refreshFamilies: RefreshFamilyStore;
  audit: AuditStore;
  expired: ExpiredStore;
  visitorSessions: VisitorSessionStore;
};
