/**
 * The frames of `/ws`. JSON text, at most 64 KiB. The first frame of a client is `hello`; what comes before `welcome` is refused.
 * A visitor's socket hears its own conversations, a staff socket every conversation's summary and those it watches.
 */
import { z } from 'zod';
import { ConversationIdSchema, SiteIdSchema, TurnIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { ClientMessageId, MessageText, ProblemView } from './common.ts';
import { ConversationView, EntryView } from './conversation.ts';
import { DocumentView } from './knowledge.ts';
import { SiteView } from './sites.ts';

const Seq = z.number().int().min(0);

export const ClientFrame = z.discriminatedUnion('type', [
  /** `cursors`: the last seq seen of each conversation; everything behind it is sent again, then `caughtUp`. */
  z.strictObject({ type: z.literal('hello'), token: z.string().min(1).max(4096), cursors: z.record(ConversationIdSchema, Seq).default({}) }),
  z.strictObject({ type: z.literal('send'), clientMessageId: ClientMessageId, conversationId: ConversationIdSchema.optional(), text: MessageText }),
  z.strictObject({ type: z.literal('typing'), conversationId: ConversationIdSchema, typing: z.boolean() }),
  /** Staff: hear a conversation's entries from behind `after` on. */
  z.strictObject({ type: z.literal('watch'), conversationId: ConversationIdSchema, after: Seq.default(0) }),
  z.strictObject({ type: z.literal('unwatch'), conversationId: ConversationIdSchema }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

export const ServerFrame = z.discriminatedUnion('type', [
  /** Comes again when events may have been lost: a console reads its lists anew. */
  z.object({ type: z.literal('welcome'), kind: z.enum(['visitor', 'staff']) }),
  /** The message is stored: from here nothing loses it. */
  z.object({ type: z.literal('ack'), clientMessageId: z.string(), conversationId: ConversationIdSchema, entry: EntryView }),
  /** A frame was refused. `clientMessageId` names the message, when it was one. */
  z.object({ type: z.literal('refused'), clientMessageId: z.string().nullable(), problem: ProblemView }),
  z.object({ type: z.literal('entry'), conversationId: ConversationIdSchema, entry: EntryView }),
  z.object({ type: z.literal('caughtUp'), conversationId: ConversationIdSchema, seq: Seq }),
  /** The assistant began to answer. */
  z.object({ type: z.literal('turn.opened'), conversationId: ConversationIdSchema, turnId: TurnIdSchema }),
  /** A piece of a draft. `n` counts from 0 within `attempt`; a higher attempt starts the draft anew. */
  z.object({
    type: z.literal('turn.delta'),
    conversationId: ConversationIdSchema,
    turnId: TurnIdSchema,
    attempt: z.number().int().min(1),
    n: z.number().int().min(0),
    text: z.string(),
  }),
  /** The draft will not be sent: remove it. */
  z.object({ type: z.literal('turn.discarded'), conversationId: ConversationIdSchema, turnId: TurnIdSchema }),
  z.object({ type: z.literal('typing'), conversationId: ConversationIdSchema, author: z.enum(['visitor', 'agent']), typing: z.boolean() }),
  /** Visitors: the message is stored, and its answer is delayed. The next entry that is not the visitor's ends it. */
  z.object({ type: z.literal('service'), conversationId: ConversationIdSchema, state: z.enum(['delayed']) }),
  /** Staff: a conversation's summary changed. */
  z.object({ type: z.literal('conversation'), conversation: ConversationView }),
  /** Staff: a document's state changed. */
  z.object({ type: z.literal('document'), document: DocumentView }),
  /** Staff: a site's sync went on; null when the site is gone. */
  z.object({ type: z.literal('site'), siteId: SiteIdSchema, site: SiteView.nullable() }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;

/** Close codes beyond RFC 6455. 1012 and 1013 mean: come back and go on from your cursors. */
export const CLOSE = { badFrame: 1008, tooBig: 1009, restarting: 1012, tooSlow: 1013, unauthenticated: 4401, forbidden: 4403 } as const;
