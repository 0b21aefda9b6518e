/**
 * The collections. Schemas keep unknown fields out; indexes are made by `parley migrate`, each with a name and the query it
 * serves. Unique keys that may be absent, and keys over two fields, stand in one combined field (libraries.md, section 2).
 */
import { Schema, type Connection, type IndexDefinition, type IndexOptions, type Model } from 'mongoose';
import type { ApiKey } from '../../../workflows/domain/api-key.ts';
import type { AssistantSwitch, Operation } from '../../../workflows/domain/assistant.ts';
import type { ChainedRow } from '../../../workflows/domain/audit.ts';
import type { Amounts } from '../../../workflows/domain/budget.ts';
import type { CannedResponse } from '../../../workflows/domain/canned-response.ts';
import type { Chunk, Document, Revision } from '../../../workflows/domain/document.ts';
import type { Effect } from '../../../workflows/domain/effects.ts';
import type { Entry } from '../../../workflows/domain/entry.ts';
import type { ConversationEvent } from '../../../workflows/domain/events.ts';
import type { TenantId } from '../../../workflows/domain/ids.ts';
import type { RefreshFamily } from '../../../workflows/domain/refresh.ts';
import type { Settings } from '../../../workflows/domain/settings.ts';
import type { Site, SitePage } from '../../../workflows/domain/site.ts';
import type { Turn } from '../../../workflows/domain/turn.ts';
import type { KeptAnswer } from '../../ports/answer-store.ts';
import type { SealedSecret, WrappedKey } from '../../ports/secret-store.ts';
import type {
  ConversationWithRead,
  Invitation,
  LinkedIdentity,
  Membership,
  OneTimeCode,
  SecondFactor,
  Tenant,
  User,
  VisitorSession,
} from '../../ports/stores.ts';
import type { VisitorRecord } from '../../ports/visitor-store.ts';
import type { WorkerReport } from '../../ports/workers.ts';

type Index = { keys: IndexDefinition; options: IndexOptions & { name: string }; serves: string };
type Collection = { name: string; schema: Schema; indexes: Index[] };

const { Mixed } = Schema.Types;
const id = { type: String, required: true } as const;
const text = { type: String, default: '' } as const;
const number = { type: Number, required: true } as const;
const date = { type: Date, required: true } as const;
const anything = { type: Mixed } as const;

const collection = (name: string, fields: Record<string, unknown>, indexes: Index[] = []): Collection => ({
  name,
  schema: new Schema({ _id: id, ...fields }, { collection: name, versionKey: false, strict: 'throw', minimize: false, id: false }),
  indexes,
});

export const COLLECTIONS = {
  tenants: collection(
    'tenants',
    {
      slug: id,
      name: id,
      revisionId: { type: String, default: null },
      recentRevisions: [String],
      encoder: { type: String, default: null },
      encoderBefore: { type: String, default: null },
      encoderChange: anything,
      status: { type: String, default: 'active' },
      transfer: anything,
      createdAt: date,
    },
    [{ keys: { slug: 1 }, options: { name: 'tenant_slug', unique: true }, serves: 'a widget or sign-in names a tenant by slug' }],
  ),
  users: collection(
    'users',
    {
      email: id,
      emailKey: id,
      name: id,
      passwordHash: { type: String, default: null },
      emailVerifiedAt: { type: Date, default: null },
      operatorSince: { type: Date, default: null },
    },
    [{ keys: { emailKey: 1 }, options: { name: 'user_email', unique: true }, serves: 'sign-in by lower-case address' }],
  ),
  memberships: collection('memberships', { tenantId: id, userId: id, role: id }, [
    { keys: { userId: 1 }, options: { name: 'membership_user' }, serves: 'workspaces of a user at sign-in' },
    { keys: { tenantId: 1 }, options: { name: 'membership_tenant' }, serves: 'the members of a workspace' },
  ]),
  refreshFamilies: collection(
    'refreshFamilies',
    {
      userId: id,
      tenantId: id,
      generation: number,
      rotatedAt: date,
      createdAt: date,
      expiresAt: date,
      endsAt: date,
      endedAt: { type: Date, default: null },
      endedBecause: { type: String, default: null },
      device: anything,
    },
    [
      { keys: { userId: 1, createdAt: -1 }, options: { name: 'family_user' }, serves: 'the sessions of a person' },
      { keys: { expiresAt: 1 }, options: { name: 'family_expired' }, serves: 'the sweeper: sessions that are long over' },
      { keys: { tenantId: 1 }, options: { name: 'family_tenant' }, serves: 'all sessions of a tenant that is suspended or deleted' },
    ],
  ),
  invitations: collection(
    'invitations',
    {
      tenantId: id,
      email: id,
      emailKey: id,
      role: id,
      tokenHash: id,
      invitedBy: id,
      createdAt: date,
      expiresAt: date,
      state: id,
      acceptedBy: { type: String, default: null },
    },
    [
      { keys: { expiresAt: 1 }, options: { name: 'invitation_expired' }, serves: 'the sweeper: invitations that are long over' },
      { keys: { tokenHash: 1 }, options: { name: 'invitation_token', unique: true }, serves: 'somebody opens an invitation' },
      { keys: { tenantId: 1, state: 1, createdAt: -1 }, options: { name: 'invitations_open' }, serves: 'the open invitations of a workspace' },
    ],
  ),
  oneTimeCodes: collection(
    'oneTimeCodes',
    { purpose: id, emailKey: id, email: id, sealed: id, tries: number, usedAt: { type: Date, default: null }, expiresAt: date },
    [{ keys: { expiresAt: 1 }, options: { name: 'code_expired' }, serves: 'the sweeper: codes that nobody can spend any more' }],
  ),
  identities: collection('identities', { issuer: id, userId: id, createdAt: date }, [
    { keys: { userId: 1 }, options: { name: 'identity_user' }, serves: 'a person who is deleted' },
  ]),
  secondFactors: collection('secondFactors', { sealed: id, confirmedAt: { type: Date, default: null }, step: number, recovery: [String] }),
  visitorSessions: collection(
    'visitorSessions',
    {
      tenantId: id,
      visitorId: id,
      verified: { type: Boolean, default: false },
      tokenHash: id,
      createdAt: date,
      expiresAt: date,
      idleMs: number,
      absoluteMs: { type: Number },
      endedBecause: { type: String, default: null },
    },
    [
      { keys: { expiresAt: 1 }, options: { name: 'session_expired' }, serves: 'the sweeper: chats that are long over' },
      { keys: { tokenHash: 1 }, options: { name: 'session_token', unique: true }, serves: 'each call of a visitor, by the hash of its token' },
      { keys: { tenantId: 1, visitorId: 1 }, options: { name: 'session_visitor' }, serves: 'all sessions of a visitor that is banned' },
    ],
  ),
  visitors: collection(
    'visitors',
    {
      tenantId: id,
      externalId: { type: String, default: null },
      name: { type: String, default: null },
      email: { type: String, default: null },
      verifiedAt: { type: Date, default: null },
      bannedAt: { type: Date, default: null },
      // Without a default: a null would count as earlier than any time.
      firstSeenAt: { type: Date },
    },
    [{ keys: { tenantId: 1, _id: -1 }, options: { name: 'visitors_newest' }, serves: 'the list of visitors' }],
  ),
  entries: collection(
    'entries',
    { tenantId: id, conversationId: id, seq: number, key: id, kind: id, author: anything, body: anything, dispatch: id, at: date },
    [
      { keys: { key: 1 }, options: { name: 'entry_key', unique: true }, serves: 'a repeated message, reply or move finds its first' },
      { keys: { dispatch: 1, at: 1 }, options: { name: 'entry_dispatch' }, serves: 'the sweeper: what is still pending, oldest first' },
    ],
  ),
  conversations: collection(
    'conversations',
    {
      tenantId: id,
      visitorId: id,
      mode: id,
      status: id,
      since: number,
      takenBy: { type: String, default: null },
      projectedSeq: number,
      answeredUpTo: number,
      awaitingSince: { type: Date, default: null },
      waiting: anything,
      lastMessage: anything,
      visitorSeqs: anything,
      createdAt: date,
      lastActivityAt: date,
      agentsReadSeq: { type: Number, default: 0 },
      snoozedUntil: { type: Date, default: null },
      snoozeN: { type: Number, default: 0 },
    },
    [
      {
        keys: { tenantId: 1, status: 1, lastActivityAt: -1, _id: -1 },
        options: { name: 'inbox_status' },
        serves: 'the inbox of one status, newest activity first',
      },
      { keys: { tenantId: 1, lastActivityAt: -1, _id: -1 }, options: { name: 'inbox_all' }, serves: 'the whole inbox, newest activity first' },
      { keys: { tenantId: 1, takenBy: 1, lastActivityAt: -1, _id: -1 }, options: { name: 'inbox_taken' }, serves: 'what an agent answers' },
      { keys: { tenantId: 1, visitorId: 1, lastActivityAt: -1 }, options: { name: 'conversation_visitor' }, serves: "a visitor's own conversations" },
      {
        keys: { awaitingSince: 1 },
        options: { name: 'conversation_awaiting', sparse: true },
        serves: 'the sweeper: visitors who wait for the assistant',
      },
      {
        keys: { tenantId: 1, status: 1, mode: 1, _id: 1 },
        options: { name: 'conversation_mode' },
        serves: 'whom an operation of the assistant has to visit, page by page',
      },
    ],
  ),
  events: collection(
    'events',
    {
      key: id,
      tenantId: id,
      conversationId: id,
      type: id,
      seq: { type: Number, default: null },
      by: anything,
      from: anything,
      to: anything,
      until: { type: Date, default: null },
      at: date,
    },
    [{ keys: { tenantId: 1, conversationId: 1, at: 1 }, options: { name: 'events_conversation' }, serves: 'what happened to a conversation' }],
  ),
  auditEvents: collection(
    'auditEvents',
    {
      rowKey: id,
      key: id,
      tenantId: id,
      seq: number,
      actor: anything,
      action: id,
      subject: { type: String, default: null },
      detail: text,
      at: date,
      prev: id,
      hash: id,
    },
    [
      { keys: { rowKey: 1 }, options: { name: 'audit_key', unique: true }, serves: 'a repeated action finds its row' },
      { keys: { tenantId: 1, subject: 1, at: 1 }, options: { name: 'audit_subject' }, serves: 'who did what to something' },
    ],
  ),
  auditHeads: collection('auditHeads', { seq: number, hash: id }),
  assistantSwitches: collection('assistantSwitches', {
    target: id,
    paused: { type: Boolean, required: true },
    operationId: id,
    by: { type: String, default: null },
    at: date,
  }),
  operations: collection('operations', {
    target: id,
    move: id,
    by: { type: String, default: null },
    state: id,
    total: { type: Number, default: null },
    done: number,
    skipped: number,
    failed: number,
    askedAt: date,
    endedAt: { type: Date, default: null },
  }),
  turns: collection(
    'turns',
    {
      tenantId: id,
      conversationId: id,
      answers: anything,
      upTo: number,
      settingsVersion: number,
      revisionId: { type: String, default: null },
      question: text,
      passages: anything,
      withoutIndex: { type: Boolean, default: false },
      asked: anything,
      request: anything,
      // Without a default: a turn that asked no model has none.
      promptVersion: { type: String },
      steps: anything,
      draft: anything,
      citations: anything,
      outcome: id,
      reason: { type: String, default: null },
      timings: anything,
    },
    [
      {
        keys: { tenantId: 1, 'passages.documentId': 1, _id: 1 },
        options: { name: 'turn_passages' },
        serves: 'a document is deleted: whose records hold words of it',
      },
      {
        keys: { tenantId: 1, 'steps.found.documentId': 1, _id: 1 },
        options: { name: 'turn_tools' },
        serves: 'the same for what tools found',
      },
    ],
  ),
  settingsVersions: collection(
    'settingsVersions',
    {
      tenantId: id,
      version: number,
      assistantName: text,
      greeting: text,
      suggestions: [String],
      handoffWords: [String],
      handoverNotice: text,
      floor: number,
      instructions: text,
      persona: anything,
      lifecycle: anything,
      tools: anything,
      door: anything,
      budget: anything,
      privacy: anything,
      restores: { type: Number, default: null },
      createdAt: date,
      author: id,
    },
    [
      {
        keys: { tenantId: 1, version: -1 },
        options: { name: 'settings_newest' },
        serves: 'a process looks for the newest version for the first time',
      },
    ],
  ),
  cannedResponses: collection(
    'cannedResponses',
    { tenantId: id, shortcut: id, shortcutKey: id, text: id, createdAt: date, updatedAt: date, updatedBy: id },
    [
      {
        keys: { shortcutKey: 1 },
        options: { name: 'canned_shortcut', unique: true },
        serves: 'one canned response a shortcut of a tenant, and their list in this order',
      },
    ],
  ),
  documents: collection(
    'documents',
    {
      tenantId: id,
      fileKey: id,
      fileName: id,
      title: id,
      url: String,
      mediaType: id,
      bytes: number,
      contentHash: id,
      versionId: id,
      state: id,
      progress: number,
      failure: { type: String, default: null },
      chunkCount: number,
      language: { type: String, default: null },
      pageCount: { type: Number, default: null },
      remarks: anything,
      versions: [String],
      batch: { type: String, default: null },
      author: { type: String, default: null },
      revisionId: { type: String, default: null },
      createdAt: date,
      updatedAt: date,
    },
    [
      { keys: { fileKey: 1 }, options: { name: 'document_file', unique: true }, serves: 'one document a file name of a tenant' },
      { keys: { versionId: 1 }, options: { name: 'document_version', unique: true }, serves: 'an ingestion moves its version on' },
      { keys: { tenantId: 1, _id: -1 }, options: { name: 'documents_newest' }, serves: 'the list of documents, newest first' },
      { keys: { tenantId: 1, contentHash: 1 }, options: { name: 'documents_content' }, serves: 'whether an upload is there under another name' },
    ],
  ),
  sites: collection(
    'sites',
    {
      tenantId: id,
      siteKey: id,
      address: id,
      everyHours: { type: Number, default: null },
      state: id,
      failure: { type: String, default: null },
      limit: { type: String, default: null },
      sync: number,
      run: { type: String, default: null },
      robots: anything,
      progress: anything,
      startedAt: { type: Date, default: null },
      endedAt: { type: Date, default: null },
      createdAt: date,
      createdBy: id,
    },
    [
      { keys: { siteKey: 1 }, options: { name: 'site_host', unique: true }, serves: 'one site a host of a tenant' },
      { keys: { tenantId: 1, _id: 1 }, options: { name: 'sites_tenant' }, serves: 'the list of sites' },
    ],
  ),
  sitePages: collection(
    'sitePages',
    {
      tenantId: id,
      siteId: id,
      url: id,
      depth: number,
      follow: Boolean,
      sync: number,
      order: number,
      state: id,
      reason: { type: String, default: null },
      documentId: { type: String, default: null },
      bytesHash: { type: String, default: null },
      misses: number,
      missedIn: number,
    },
    [{ keys: { tenantId: 1, siteId: 1 }, options: { name: 'site_pages' }, serves: 'what a sync reads and finds again' }],
  ),
  chunks: collection(
    'chunks',
    {
      tenantId: id,
      documentId: id,
      versionId: id,
      ordinal: number,
      textHash: text,
      title: text,
      section: text,
      text,
      start: number,
      end: number,
      tokens: number,
      pages: anything,
      url: String,
    },
    [{ keys: { tenantId: 1, versionId: 1, ordinal: 1 }, options: { name: 'chunks_version' }, serves: 'the chunks of a document in order' }],
  ),
  apiKeys: collection(
    'apiKeys',
    {
      tenantId: { type: String, default: null },
      name: id,
      start: id,
      tokenHash: id,
      permissions: [String],
      createdBy: id,
      createdAt: date,
      expiresAt: { type: Date, default: null },
      lastUsedAt: { type: Date, default: null },
      revokedAt: { type: Date, default: null },
    },
    [
      { keys: { tokenHash: 1 }, options: { name: 'api_key_token', unique: true }, serves: 'each call of a program, by the hash of its key' },
      { keys: { tenantId: 1, _id: -1 }, options: { name: 'api_keys_tenant' }, serves: "a tenant's keys, newest first" },
    ],
  ),
  secrets: collection(
    'secrets',
    { tenantId: id, name: id, version: number, lastFour: text, updatedAt: date, current: anything, previous: anything, revision: number },
    [{ keys: { tenantId: 1, name: 1 }, options: { name: 'secrets_tenant' }, serves: 'the secrets of a tenant by name' }],
  ),
  dataKeys: collection('dataKeys', { tenantId: id, n: number, masterKey: id, text: id }, [
    { keys: { tenantId: 1, n: -1 }, options: { name: 'data_keys_tenant' }, serves: "a tenant's data keys, newest first" },
  ]),
  usage: collection(
    'usage',
    { tenantId: id, modelCalls: number, toolCalls: number, tokens: number, costMicros: number, expiresAt: { type: Date, default: null } },
    [{ keys: { expiresAt: 1 }, options: { name: 'usage_expired' }, serves: 'the sweeper: counters of calls and turns that ended long ago' }],
  ),
  effects: collection('effects', { tenantId: id, conversationId: id, turnId: id, tool: id, state: id, result: text, at: date }),
  keptAnswers: collection(
    'keptAnswers',
    {
      tenantId: id,
      asked: id,
      seed: id,
      state: id,
      owner: id,
      beats: number,
      status: number,
      type: { type: String, default: null },
      body: text,
      expiresAt: date,
    },
    [{ keys: { expiresAt: 1 }, options: { name: 'kept_answers_expired' }, serves: 'the sweeper: answers that nobody may ask for any more' }],
  ),
  workers: collection('workers', { version: id, startedAt: date, at: date, circuits: anything }),
  revisions: collection('revisions', {
    tenantId: id,
    number: number,
    parent: { type: String, default: null },
    versions: [String],
    batches: [String],
    author: { type: String, default: null },
    createdAt: date,
  }),
} satisfies Record<string, Collection>;

export type Records = {
  tenants: Tenant;
  users: User;
  memberships: Membership & { _id: string };
  refreshFamilies: RefreshFamily;
  invitations: Invitation;
  oneTimeCodes: OneTimeCode;
  identities: LinkedIdentity;
  secondFactors: SecondFactor;
  visitorSessions: VisitorSession;
  entries: Entry;
  conversations: ConversationWithRead;
  events: ConversationEvent & { _id: string };
  auditEvents: ChainedRow & { _id: string; rowKey: string };
  auditHeads: { _id: string; seq: number; hash: string };
  assistantSwitches: AssistantSwitch & { _id: string };
  operations: Operation;
  turns: Turn;
  settingsVersions: Settings & { _id: string };
  cannedResponses: CannedResponse & { shortcutKey: string };
  documents: Document & { fileKey: string };
  sites: Site & { siteKey: string };
  sitePages: SitePage;
  chunks: Chunk;
  revisions: Revision;
  visitors: VisitorRecord;
  apiKeys: ApiKey;
  secrets: SealedSecret & { _id: string; tenantId: TenantId };
  dataKeys: WrappedKey & { _id: string; tenantId: TenantId };
  keptAnswers: KeptAnswer & { tenantId: TenantId };
  workers: WorkerReport;
  usage: Amounts & { _id: string; tenantId: TenantId; expiresAt: Date };
  effects: Effect & { tenantId: TenantId };
};

/** The model of one collection on one connection, made once. */
export function recordsOf<N extends keyof Records>(connection: Connection, name: N): Model<Records[N]> {
  const { schema } = COLLECTIONS[name];
  return (connection.models[name] ?? connection.model(name, schema)) as unknown as Model<Records[N]>;
}
