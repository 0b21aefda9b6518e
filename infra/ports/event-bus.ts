/**
 * The bus carries what is shown while it happens: drafts, typing, "something was appended". It may lose anything:
 * clients resync by `seq`, so nothing durable depends on it.
 */
import type { ConversationId, DocumentId, EntryId, SiteId, TenantId, TurnId } from '../../workflows/domain/ids.ts';

export type BusEvent = { tenantId: TenantId } & (
  | { type: 'entry.appended'; conversationId: ConversationId; entryId: EntryId; seq: number }
  | { type: 'conversation.projected'; conversationId: ConversationId; seq: number }
  | { type: 'turn.opened'; conversationId: ConversationId; turnId: TurnId }
  | { type: 'turn.delta'; conversationId: ConversationId; turnId: TurnId; attempt: number; n: number; text: string }
  | { type: 'turn.discarded'; conversationId: ConversationId; turnId: TurnId }
  | { type: 'typing'; conversationId: ConversationId; author: 'visitor' | 'agent'; typing: boolean }
  | { type: 'document.changed'; documentId: DocumentId }
  /** Its sync went on, it was changed, or it is gone. */
  | { type: 'site.changed'; siteId: SiteId }
  /** A tenant was switched off, or is being deleted; every socket of it closes. */
  | { type: 'tenant.closed' }
  /** A session is over; its sockets close. */
  | { type: 'session.ended'; sessionId: string }
);

export type Unsubscribe = () => void;

export interface EventBus {
  /** Never throws and never waits: a bus that is down loses the event, not the message. */
  publish(event: BusEvent): void;
  /** Every event of every tenant, in the order in which one process published them. */
  subscribe(listener: (event: BusEvent) => void): Unsubscribe;
  /** Calls back each time that events may have been lost on the way here: the bus was away and is back, or somebody's buffer ran over. */
  missed(listener: () => void): Unsubscribe;
  /** Says who is typing, for `ttlMs`; `0` says that they stopped. */
  setTyping(conversationId: ConversationId, ttlMs: number): void;
  /** True while the visitor of the conversation is typing. */
  isTyping(conversationId: ConversationId): Promise<boolean>;
  /** False while what is published waits or gets lost, and nothing is heard of others. */
  healthy(): boolean;
  close(): Promise<void>;
}
