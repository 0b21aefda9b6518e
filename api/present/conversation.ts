/** Conversations and entries as clients see them. What a visitor may not know is left out here. */
import type { Entry } from '../../workflows/domain/entry.ts';
import type { Conversation } from '../../workflows/domain/conversation.ts';
import type { ConversationView, EntryView } from '../protocol/conversation.ts';

export type Audience = 'visitor' | 'staff';

export function presentEntry(entry: Entry, audience: Audience): EntryView {
  const { author, body } = entry;
  const staff = audience === 'staff';
  return {
    id: entry._id,
    conversationId: entry.conversationId,
    seq: entry.seq,
    clientMessageId:
      entry.kind === 'message' && (author.type === 'visitor' || author.type === 'agent') ? entry.key.slice(entry.conversationId.length + 1) : null,
    kind: entry.kind,
    author: {
      type: author.type,
      name: author.type === 'agent' ? author.name : null,
      ...(staff && author.type === 'visitor' ? { verified: author.verified ?? false } : {}),
    },
    text: body.text,
    citations: body.citations ?? [],
    // The widget needs the turn to replace its draft; reason and summary are for people who answer.
    turnId: body.turnId ?? null,
    reason: staff ? (body.reason ?? null) : null,
    summary: staff ? (body.summary ?? null) : null,
    at: entry.at.toISOString(),
  };
}

export function presentConversation(
  view: Conversation & { agentsReadSeq?: number; snoozedUntil?: Date | null },
  engineUrl: string | null,
): ConversationView {
  const read = view.agentsReadSeq ?? 0;
  return {
    id: view._id,
    visitorId: view.visitorId,
    status: view.status,
    mode: view.mode,
    takenBy: view.takenBy,
    lastSeq: view.projectedSeq,
    lastMessage: view.lastMessage ? { ...view.lastMessage, at: view.lastMessage.at.toISOString() } : null,
    unread: view.visitorSeqs.filter((seq) => seq > read).length,
    awaitingSince: view.awaitingSince?.toISOString() ?? null,
    snoozedUntil: view.snoozedUntil?.toISOString() ?? null,
    createdAt: view.createdAt.toISOString(),
    lastActivityAt: view.lastActivityAt.toISOString(),
    engineUrl,
  };
}
