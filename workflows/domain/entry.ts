/** An entry is one line of a conversation's log: a message that somebody wrote, or a public move. */
import type { ApiKeyId } from './api-key.ts';
import type { Pages } from './document.ts';
import type { ChunkId, ConversationId, DocumentId, EntryId, RevisionId, TenantId, TurnId, UserId, VisitorId } from './ids.ts';

export type Author =
  | { type: 'visitor'; id: VisitorId; /** The customer had proven who it was. */ verified?: true }
  | { type: 'assistant' }
  | { type: 'agent'; id: UserId; name: string; /** A program, in the agent's name. */ keyId?: ApiKeyId }
  | { type: 'system' };

/** A passage that an answer stands on: the chunk that was used, in the revision that was published then. */
export type Citation = {
  /** The number shown in the text, from 1. */
  n: number;
  documentId: DocumentId;
  chunkId: ChunkId;
  revisionId: RevisionId;
  title: string;
  /** The heading path inside the document, `""` at its top. */
  section: string;
  /** Absent where the file has no pages. */
  pages?: Pages | null;
  /** Of a page of a site: where people read it. */
  url?: string;
};

export const MOVE_KINDS = ['takenOver', 'returned', 'escalated', 'resolved', 'reopened', 'ended', 'paused', 'resumed'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];
export type EntryKind = 'message' | MoveKind;

/** Why a conversation went to people. Ids and enums travel through histories, so the reason is an enum. */
export const ESCALATION_REASONS = [
  'askedForPerson',
  'nothingFound',
  'modelUnsure',
  'modelFailed',
  'modelKeyRefused',
  'searchFailed',
  'budget',
  'effectUnknown',
] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

export type EntryBody = {
  /** Markdown of a message; of a move the sentence that the visitor is told, if any. Empty after an erasure. */
  text: string;
  citations?: Citation[];
  /** Of the assistant: the turn that wrote it and the last seq that it answers. */
  turnId?: TurnId;
  answers?: number;
  /** Of an escalation: why, and what the agent should know. */
  reason?: EscalationReason;
  summary?: string;
  /** Of an escalation where a first response is promised: by when, ms of the epoch and of the engine's clock, in which deadlines are met. */
  respondBy?: number | null;
};

/** `pending` until the conversation's workflow was told, then `rung`; `none` where nobody needs telling. */
export type Dispatch = 'pending' | 'rung' | 'none';

export type Entry = {
  _id: EntryId;
  tenantId: TenantId;
  conversationId: ConversationId;
  seq: number;
  /** `<conversationId>:<client message id | turn id | command id>`, unique: a repeat finds its first. */
  key: string;
  kind: EntryKind;
  author: Author;
  body: EntryBody;
  dispatch: Dispatch;
  at: Date;
};

/** What a writer hands in: its place is found by the log. */
export type NewEntry = Pick<Entry, 'conversationId' | 'kind' | 'author' | 'body' | 'dispatch'> & {
  /** Client message id, turn id or command id; the store prefixes the conversation. */
  key: string;
};

export const isMove = (kind: EntryKind): kind is MoveKind => kind !== 'message';
