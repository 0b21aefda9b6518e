/**
 * The collections. Schemas keep unknown fields out; indexes are made by `parley migrate`, each with a name and the query it
 * serves. Unique keys that may be absent, and keys over two fields, stand in one combined field (libraries.md, section 2).
 */
import type { Connection, Model } from 'mongoose';
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
import type { ConversationWithRead } from '../../ports/conversation-stores.ts';
import type { Invitation, Membership, User } from '../../ports/people-stores.ts';
import type { LinkedIdentity, OneTimeCode, SecondFactor } from '../../ports/sign-in-stores.ts';
import type { Tenant } from '../../ports/tenant-stores.ts';
import type { VisitorSession } from '../../ports/visitor-session-store.ts';
import type { VisitorRecord } from '../../ports/visitor-store.ts';
import type { WorkerReport } from '../../ports/workers.ts';
import type { Collection } from './collection.ts';
import { conversations } from './conversations.ts';
import { knowledge } from './knowledge.ts';
import { operations } from './operations.ts';
import { people } from './people.ts';
import { visitors } from './visitors.ts';

export const COLLECTIONS = {
  ...people,
  ...visitors,
  ...conversations,
  ...knowledge,
  ...operations,
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
