/** The visitor's door: a session, sending, reading back, and the sources behind an answer. */
import { z } from 'zod';
import { ConversationIdSchema, VisitorIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { ClientMessageId, MessageText, Time } from './common.ts';
import { EntryView } from './conversation.ts';

export const OpenSession = z
  .strictObject({ tenant: z.string().min(1).max(64).meta({ description: 'Slug or id of the tenant, as on the script tag' }) })
  .meta({ id: 'OpenSession' });

/** What the chat frame shows before the first message. */
export const WidgetSettings = z
  .object({
    companyName: z.string(),
    assistantName: z.string(),
    greeting: z.string(),
    suggestions: z.array(z.string()).max(3),
  })
  .meta({ id: 'WidgetSettings' });
export type WidgetSettings = z.infer<typeof WidgetSettings>;

export const SessionView = z
  .object({
    token: z.string().meta({ description: 'Send as `Authorization: Visitor <token>` and in the first ws frame; never in a URL' }),
    visitorId: VisitorIdSchema,
    expiresAt: Time,
    settings: WidgetSettings,
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

/** The session of a stored token: settings and the visitor's conversations, newest first. */
export const CurrentSessionView = z
  .object({
    visitorId: VisitorIdSchema,
    expiresAt: Time,
    settings: WidgetSettings,
    conversations: z.array(z.object({ id: ConversationIdSchema, lastSeq: z.number().int(), lastActivityAt: Time })).max(20),
  })
  .meta({ id: 'CurrentSession' });
export type CurrentSessionView = z.infer<typeof CurrentSessionView>;

/** Without `conversationId` the message opens a conversation; a repeat of it finds the same one. */
export const SendAsVisitor = z
  .strictObject({
    clientMessageId: ClientMessageId,
    conversationId: ConversationIdSchema.optional(),
    text: MessageText,
  })
  .meta({ id: 'SendAsVisitor' });

export const Accepted = z.object({ conversationId: ConversationIdSchema, entry: EntryView }).meta({ id: 'Accepted' });

export const SourceParams = z.strictObject({
  conversationId: ConversationIdSchema,
  seq: z.coerce.number().int().min(1),
  n: z.coerce.number().int().min(1),
});
/** The passage behind a citation, as the assistant read it. */
export const SourceView = z.object({ n: z.number().int(), title: z.string(), section: z.string(), text: z.string() }).meta({ id: 'Source' });
export type SourceView = z.infer<typeof SourceView>;
