/** A turn is one answer of the assistant, from opening to commit; its record explains the answer later. */
import type { Citation, EscalationReason } from './entry.ts';
import type { Hit } from './document.ts';
import type { ConversationId, DocumentId, RevisionId, TenantId, TurnId } from './ids.ts';

export type ChatMessage = { role: 'system' | 'user' | 'assistant'; content: string };

/** A chunk handed to the model, with its text as it was. */
export type Passage = Hit & { n: number; documentId: DocumentId; title: string; section: string; text: string };

/** The request as sent, before the adapter adds its wire format. */
export type ModelRequest = {
  messages: ChatMessage[];
  /** The visitor's unanswered messages as one text. */
  question: string;
  passages: Passage[];
  /** Score under which nothing found counts as an answer, 0 to 1. */
  floor: number;
};

export type Usage = { inputTokens: number; outputTokens: number };

export type Draft =
  | { type: 'reply'; text: string; /** The numbers of the passages used. */ used: number[]; model: string; usage: Usage }
  | { type: 'escalate'; reason: EscalationReason; summary: string; model: string; usage: Usage };

export type TurnOutcome = 'open' | 'replied' | 'escalated' | 'superseded' | 'notNeeded';

export type Turn = {
  _id: TurnId;
  tenantId: TenantId;
  conversationId: ConversationId;
  /** Seqs of the visitor's messages that it answers. */
  answers: number[];
  upTo: number;
  settingsVersion: number;
  revisionId: RevisionId | null;
  question: string;
  passages: Passage[];
  request: ModelRequest | null;
  draft: Draft | null;
  citations: Citation[];
  outcome: TurnOutcome;
  reason: EscalationReason | null;
  timings: { openedAt: Date; searchedAt?: Date; firstTokenAt?: Date; lastTokenAt?: Date; draftedAt?: Date; endedAt?: Date };
};
