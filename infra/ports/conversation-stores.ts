/** The log of a conversation, and what is folded from it. */
import type { AuditRow } from '../../workflows/domain/audit.ts';
import type { Conversation, Mode, Status } from '../../workflows/domain/conversation.ts';
import type { Entry, NewEntry } from '../../workflows/domain/entry.ts';
import type { ConversationEvent } from '../../workflows/domain/events.ts';
import type { ConversationId, ConversationRef, EntryId, TenantScope, UserId, VisitorId } from '../../workflows/domain/ids.ts';
import type { EveryTenant } from './reach.ts';

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
