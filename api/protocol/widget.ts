/** The visitor's door: a session, sending, reading back, and the sources behind an answer. */
import { z } from 'zod';
import { ConversationIdSchema, VisitorIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { ClientMessageId, MessageText, Time } from './common.ts';
import { EntryView } from './conversation.ts';
import { PagesView } from './knowledge.ts';

const TenantName = z.string().min(1).max(64).meta({ description: 'Slug or id of the tenant, as on the script tag' });

export const OpenSession = z
  .strictObject({ tenant: TenantName, host: z.string().max(300).optional().meta({ description: 'Origin of the page that shows the chat' }) })
  .meta({ id: 'OpenSession', examples: [{ tenant: 'fernwood' }] });

export const DoorQuery = z.strictObject({ tenant: TenantName, host: z.string().max(300).optional().meta({ description: 'Origin of the page' }) });

/** A proof of who the visitor is, made on the customer's server: see docs/identify.md. */
export const Identify = z
  .union([
    z.strictObject({ jwt: z.string().min(1).max(4_096).meta({ description: 'HS256 or EdDSA, for this tenant, ten minutes at most' }) }),
    z.strictObject({
      userId: z.string().min(1).max(200),
      hash: z.string().regex(/^[0-9a-f]{64}$/i, 'Give the hex HMAC-SHA256 of the user id.'),
    }),
  ])
  .meta({ id: 'Identify' });

/** The visitor is the same person's on every device now. */
export const IdentifiedView = z
  .object({
    token: z.string().nullable().meta({ description: 'The new token; null when the session was this person already' }),
    visitorId: VisitorIdSchema,
    expiresAt: Time,
  })
  .meta({ id: 'Identified' });
export type IdentifiedView = z.infer<typeof IdentifiedView>;

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
    verified: z.boolean().meta({ description: 'A proof has said who this is' }),
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
  .meta({ id: 'SendAsVisitor', examples: [{ clientMessageId: 'b0ad7f31-1', text: 'Can I return a birthday gift?' }] });

export const Accepted = z.object({ conversationId: ConversationIdSchema, entry: EntryView }).meta({ id: 'Accepted' });

export const SourceParams = z.strictObject({
  conversationId: ConversationIdSchema,
  seq: z.coerce.number().int().min(1),
  n: z.coerce.number().int().min(1),
});
/** The passage behind a citation, as the assistant read it. */
export const SourceView = z
  .object({ n: z.number().int(), title: z.string(), section: z.string(), pages: PagesView, url: z.string().nullable(), text: z.string() })
  .meta({ id: 'Source' });
export type SourceView = z.infer<typeof SourceView>;
