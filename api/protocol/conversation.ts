/** Conversations and their entries as clients see them. */
import { z } from 'zod';
import { ESCALATION_REASONS, MOVE_KINDS } from '../../workflows/domain/entry.ts';
import { MODES, STATUSES } from '../../workflows/domain/conversation.ts';
import {
  ChunkIdSchema,
  ConversationIdSchema,
  DocumentIdSchema,
  RevisionIdSchema,
  TurnIdSchema,
  UserIdSchema,
  VisitorIdSchema,
} from '../../workflows/domain/schemas/ids.ts';
import { ClientMessageId, MessageText, PageQuery, Time, page } from './common.ts';
import { PagesView } from './knowledge.ts';

export const CitationView = z
  .object({
    n: z.number().int().min(1),
    title: z.string(),
    section: z.string().meta({ description: 'Heading path, empty at the top of the document' }),
    pages: PagesView.optional(),
    url: z.string().optional().meta({ description: 'Of a page of a site: where people read it' }),
    documentId: DocumentIdSchema,
    revisionId: RevisionIdSchema,
    chunkId: ChunkIdSchema,
  })
  .meta({ id: 'Citation' });
export type CitationView = z.infer<typeof CitationView>;

export const AuthorView = z
  .object({
    type: z.enum(['visitor', 'assistant', 'agent', 'system']),
    name: z.string().nullable(),
    verified: z.boolean().optional().meta({ description: 'Of a visitor, for staff: its person was proven when it wrote' }),
  })
  .meta({ id: 'Author' });

/** One line of the log. `seq` has no gaps and is the order that everyone sees. */
export const EntryView = z
  .object({
    id: z.string().meta({ description: '<conversationId>:<seq>' }),
    conversationId: ConversationIdSchema,
    seq: z.number().int().min(1),
    clientMessageId: z.string().nullable().meta({ description: 'Of a message that a person sent: the id that its client chose' }),
    kind: z.enum(['message', ...MOVE_KINDS]),
    author: AuthorView,
    text: z.string().meta({ description: 'Markdown of a message; of a move the sentence for the visitor, maybe empty' }),
    citations: z.array(CitationView),
    turnId: TurnIdSchema.nullable().meta({ description: "Of an assistant's message, for staff: ask /turns/{turnId} why" }),
    reason: z.enum(ESCALATION_REASONS).nullable().meta({ description: 'Of an escalation, for staff' }),
    summary: z.string().nullable().meta({ description: 'Of an escalation, for staff' }),
    at: Time,
  })
  .meta({ id: 'Entry' });
export type EntryView = z.infer<typeof EntryView>;

export const ConversationView = z
  .object({
    id: ConversationIdSchema,
    visitorId: VisitorIdSchema,
    status: z.enum(STATUSES),
    mode: z.enum(MODES),
    takenBy: UserIdSchema.nullable(),
    lastSeq: z.number().int(),
    lastMessage: z
      .object({ seq: z.number().int(), author: z.enum(['visitor', 'assistant', 'agent', 'system']), excerpt: z.string(), at: Time })
      .nullable(),
    unread: z.number().int().meta({ description: "The visitor's messages that no agent has read, counted up to 100" }),
    awaitingSince: Time.nullable(),
    snoozedUntil: Time.nullable().meta({ description: 'Put aside until then, or until the visitor writes' }),
    createdAt: Time,
    lastActivityAt: Time,
    engineUrl: z.string().nullable().meta({ description: 'The workflow in the Temporal UI, where one is configured' }),
  })
  .meta({ id: 'Conversation' });
export type ConversationView = z.infer<typeof ConversationView>;

export const ConversationParams = z.strictObject({ conversationId: ConversationIdSchema });
export const ConversationsQuery = PageQuery.extend({
  status: z.enum(STATUSES).optional(),
  mode: z.enum(MODES).optional(),
  takenBy: UserIdSchema.optional().meta({ description: 'Of the agent who answers' }),
  visitorId: VisitorIdSchema.optional(),
  order: z
    .enum(['activity', 'id'])
    .default('activity')
    .meta({ description: 'Newest activity first, or a fixed order in which nothing moves while pages are read' }),
});
export const ConversationPage = page(ConversationView).meta({ id: 'ConversationPage' });

export const EntriesQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).meta({ description: 'Entries behind this seq' }),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
/** `nextAfter` is the `after` of the next page, null at the end of the log. */
export const EntryPage = z.object({ data: z.array(EntryView), nextAfter: z.number().int().nullable() }).meta({ id: 'EntryPage' });

export const SendAsAgent = z
  .strictObject({ clientMessageId: ClientMessageId, text: MessageText })
  .meta({ id: 'SendAsAgent', examples: [{ clientMessageId: 'desk-7f31-1', text: 'Of course: within 30 days.' }] });
export const SnoozeUntil = z
  .strictObject({ until: Time.nullable().meta({ description: 'When it comes back; null wakes it now' }) })
  .meta({ id: 'SnoozeUntil' });
export const MarkRead = z.strictObject({ seq: z.number().int().min(0) }).meta({ id: 'MarkRead' });
