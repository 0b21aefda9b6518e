/** Why the assistant said what it said, and what exactly a model was sent. */
import { z } from 'zod';
import { ESCALATION_REASONS } from '../../workflows/domain/entry.ts';
import { ChunkIdSchema, ConversationIdSchema, DocumentIdSchema, RevisionIdSchema, TurnIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { Time } from './common.ts';
import { PagesView } from './knowledge.ts';

export const TurnParams = z.strictObject({ turnId: TurnIdSchema });

const Usage = z.object({ inputTokens: z.number().int(), outputTokens: z.number().int() });
const Milliseconds = z.number().nullable();
const Money = z.number().int().nullable().meta({ description: 'Millionths of a US dollar; null where the installation knows no prices' });

/** A chunk that was found, with its scores and its words. */
export const PassageView = z.object({
  n: z.number().int(),
  documentId: DocumentIdSchema,
  chunkId: ChunkIdSchema,
  title: z.string(),
  section: z.string(),
  pages: PagesView,
  url: z.string().nullable().meta({ description: 'Of a page of a site' }),
  text: z.string(),
  score: z.number().meta({ description: 'How likely it answers, 0 to 1' }),
  dense: z.number().nullable().meta({ description: 'Likeness of meaning; null where none was measured' }),
  keyword: z.number().nullable().meta({ description: 'Share of the words found; null where none was' }),
});

const StepView = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('model'),
    step: z.number().int(),
    by: z.enum(['model', 'fallback', 'quotes']),
    model: z.string(),
    outcome: z.enum(['reply', 'escalate', 'tools']),
    usage: Usage,
    costMicros: Money,
    tookMs: Milliseconds,
    sent: z
      .object({ form: z.string(), bytes: z.number().int(), sha256: z.string() })
      .nullable()
      .meta({ description: 'Of the request; null where nobody was asked' }),
  }),
  z.object({
    type: z.literal('tool'),
    step: z.number().int(),
    call: z.number().int(),
    name: z.string(),
    arguments: z.string().meta({ description: 'As the model wrote them' }),
    ok: z.boolean(),
    result: z.string().meta({ description: 'What the model was told' }),
    found: z.array(z.number().int()).meta({ description: 'Numbers of the passages that it brought' }),
    tookMs: Milliseconds,
  }),
]);

/** Times are milliseconds since the turn was opened. */
export const TurnView = z
  .object({
    id: TurnIdSchema,
    conversationId: ConversationIdSchema,
    answers: z.array(z.number().int()).meta({ description: 'Seqs of the messages that it answers' }),
    question: z.string(),
    asked: z.array(z.string()).meta({ description: 'What the question was understood as, a text for each thing asked' }),
    outcome: z.enum(['open', 'replied', 'escalated', 'superseded', 'notNeeded']),
    reason: z.enum(ESCALATION_REASONS).nullable(),
    model: z.string().nullable(),
    promptVersion: z.string().nullable(),
    settingsVersion: z.number().int(),
    revisionId: RevisionIdSchema.nullable(),
    floor: z.number().nullable(),
    passages: z.array(PassageView.extend({ used: z.boolean() })),
    /** The index was down: the passages were found by their words alone. */
    withoutIndex: z.boolean(),
    forgotten: z.array(DocumentIdSchema).meta({ description: 'Documents that were deleted since: their words are gone from the record' }),
    messages: z
      .array(z.object({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() }))
      .meta({ description: 'The last request as sent to the model; of a call of a tool its name and arguments' }),
    steps: z.array(StepView),
    usage: Usage.nullable(),
    costMicros: Money,
    timings: z.object({ searchedMs: Milliseconds, firstTokenMs: Milliseconds, draftedMs: Milliseconds, endedMs: Milliseconds }),
    openedAt: Time,
  })
  .meta({ id: 'Turn' });
export type TurnView = z.infer<typeof TurnView>;

export const SentRequestQuery = z.strictObject({
  step: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'Give the number of a step.')
    .transform(Number)
    .optional()
    .meta({ description: 'Of the turn, from 1; the first unless said' }),
});

export const REQUEST_STATES = ['exact', 'forgotten', 'none', 'unproven', 'tooLarge'] as const;

export const SentRequestView = z
  .object({
    turnId: TurnIdSchema,
    step: z.number().int(),
    state: z.enum(REQUEST_STATES).meta({
      description:
        'exact: byte for byte, by its digest. forgotten: it held words of documents that were deleted. none: nobody was asked, or nobody answered. ' +
        'unproven: made again of the record, but nothing proves that it is the same. tooLarge: over a million bytes',
    }),
    form: z.string().nullable(),
    model: z.string().nullable(),
    bytes: z.number().int().nullable(),
    sha256: z.string().nullable(),
    body: z.string().nullable().meta({ description: 'The text as it was sent; null unless it is exact or unproven' }),
  })
  .meta({ id: 'SentRequest' });
export type SentRequestView = z.infer<typeof SentRequestView>;
