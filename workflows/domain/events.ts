/** What happened to a conversation beside its messages: each move makes one event and one row of the audit, under the move's own key. */
import type { ApiKeyId } from './api-key.ts';
import type { AuditRow } from './audit.ts';
import type { Conversation, Standing } from './conversation.ts';
import type { Author, Entry, MoveKind } from './entry.ts';
import type { ConversationId, TenantId, UserId, VisitorId } from './ids.ts';

/** Moves of the log, and what no visitor is told: snooze, waking, an overdue first response, a tool of which nobody knows whether it did its work. */
export type EventType = `conversation.${MoveKind | 'snoozed' | 'woken' | 'firstResponseOverdue' | 'effectUnknown'}`;

type Stood = Pick<Standing, 'mode' | 'status' | 'takenBy'>;

export type ConversationEvent = {
  /** `<conversationId>:<command id | entry key>`, unique: a repeat finds its first. */
  key: string;
  tenantId: TenantId;
  conversationId: ConversationId;
  type: EventType;
  /** Place of the move in the log; null for what is not in it. */
  seq: number | null;
  by: { type: Author['type'] | 'key'; id: UserId | VisitorId | ApiKeyId | null };
  from: Stood;
  to: Stood;
  /** Of a snooze: until when. */
  until: Date | null;
  at: Date;
};

/** The event of an entry that changed where the conversation stands; null for one that did not. */
export function eventOf(before: Standing, after: Conversation, entry: Entry): ConversationEvent | null {
  if (after.since !== entry.seq) return null;
  const { key, tenantId, conversationId, seq, kind, author, at } = entry;
  return {
    key,
    tenantId,
    conversationId,
    // A person who speaks takes over without saying so.
    type: `conversation.${kind === 'message' ? 'takenOver' : kind}`,
    seq,
    by: byOf(author),
    from: stood(before),
    to: stood(after),
    until: null,
    at,
  };
}

export const auditOf = ({ key, tenantId, conversationId, type, by, from, to, at }: ConversationEvent): AuditRow => ({
  key,
  tenantId,
  actor: by,
  action: type,
  subject: conversationId,
  detail: `${from.mode} ${from.status} -> ${to.mode} ${to.status}`,
  at,
});

export const stood = ({ mode, status, takenBy }: Stood): Stood => ({ mode, status, takenBy });

/** Whoever answers for it: of a program its key, not the person in whose name it acts. */
export const byOf = (author: Author): ConversationEvent['by'] =>
  author.type === 'agent' && author.keyId ? { type: 'key', id: author.keyId } : { type: author.type, id: 'id' in author ? author.id : null };
