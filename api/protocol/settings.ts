/** A tenant's settings by parts, as they are read, checked and changed. Console and API check by the same rules. */
import { z } from 'zod';
import { isTimeZone, WEEKDAYS } from '../../workflows/domain/business-hours.ts';
import { BRAND_MOST, LOCALES, TONES } from '../../workflows/domain/persona.ts';
import { ABSOLUTE_MS, IDLE_MS, isSite, MESSAGES } from '../../workflows/domain/visitor-door.ts';
import { page, PageQuery, Time, Version, words } from './common.ts';
import { functions } from './functions.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From a minute to ten years, in milliseconds. */
const Duration = z
  .number()
  .int('Use whole milliseconds.')
  .min(MINUTE, 'A minute is the least.')
  .max(3_650 * DAY, 'Ten years are the most.');

const different = (all: readonly string[]): boolean => new Set(all.map((one) => one.toLowerCase())).size === all.length;

const assistant = {
  name: words(60).min(1, 'Give the assistant a name.').meta({ description: 'What it calls itself' }),
  greeting: words(500).min(1, 'Say how a visitor is greeted.').meta({ description: 'Shown before the first message' }),
  suggestions: z
    .array(words(80).min(1, 'A suggestion is not empty.'))
    .max(3, 'At most three suggestions.')
    .refine(different, 'A suggestion is there twice.')
    .meta({ description: 'Questions to choose from, under the greeting' }),
  instructions: words(4_000).meta({ description: 'What a language model is told beside our own instructions' }),
  handoffWords: z
    .array(words(60).refine((text) => /[\p{L}\p{N}]/u.test(text), 'Write a word.'))
    .max(100, 'At most a hundred words.')
    .refine(different, 'A word is there twice.')
    .meta({ description: 'Words or phrases by which a visitor asks for a person; any case' }),
  handoverNotice: words(500).min(1, 'Say what the visitor is told.').meta({ description: 'What a visitor is told who is handed to people' }),
  floor: z
    .number('Give a number from 0 to 1.')
    .min(0, 'From 0 to 1.')
    .max(1, 'From 0 to 1.')
    .meta({ description: 'Score under which what was found counts as no answer, 0 to 1' }),
};

const persona = {
  brand: words(BRAND_MOST).meta({ description: 'What visitors know the company by; empty: the name of the workspace' }),
  tone: z.enum(TONES).meta({ description: 'How it speaks' }),
  locale: z.enum(LOCALES).meta({ description: 'Language of the greeting, and of answers where the language of the visitor cannot be told' }),
  knowledge: z.boolean().meta({ description: 'Answers from the published knowledge' }),
  functions: z.boolean().meta({ description: 'Calls the functions that are declared' }),
  handover: z.boolean().meta({ description: 'Passes on by itself what it cannot answer; who asks for a person gets one in any case' }),
};

const between = (unit: string, { least, most }: { least: number; most: number }, inWords: string) =>
  z.number(`Give whole ${unit}.`).int(`Use whole ${unit}.`).min(least, inWords).max(most, inWords);

const door = {
  origins: z
    .array(z.string().refine(isSite, 'Write a site as https://shop.example, or https://*.shop.example for all below it.'))
    .max(50, 'At most fifty sites.')
    .refine(different, 'A site is there twice.')
    .meta({ description: 'Sites that may show the chat' }),
  idleMs: between('milliseconds', IDLE_MS, 'From an hour to seven days.').meta({ description: 'Life of a session that is not used, ms' }),
  absoluteMs: between('milliseconds', ABSOLUTE_MS, 'From a day to thirty days.').meta({
    description: 'Life of a session however much it is used, ms',
  }),
  identifiedOnly: z.boolean().meta({ description: 'Only visitors may write whom the customer has proven' }),
  messages: between('messages', MESSAGES, 'From 1 to 60.').meta({ description: 'Messages of one visitor in ten seconds' }),
};

const Amount = between('numbers', { least: 0, most: 1_000_000_000_000 }, 'From 0 to a million millions.');
const amounts = { modelCalls: Amount, toolCalls: Amount, tokens: Amount };

const budget = {
  turn: z
    .strictObject({ ...amounts, wallClockMs: between('milliseconds', { least: SECOND, most: 10 * MINUTE }, 'From a second to ten minutes.') })
    .meta({ description: 'In one answer; after `wallClockMs` it begins no further step' }),
  conversation: z.strictObject({ ...amounts, costMicros: Amount }).meta({ description: 'In one conversation; money in millionths of a US dollar' }),
  tenantDay: z
    .strictObject({ modelCalls: Amount, tokens: Amount, costMicros: Amount })
    .meta({ description: 'In all conversations of one day, UTC; money in millionths of a US dollar' }),
};

const privacy = {
  redact: z.boolean().meta({ description: 'Mask e-mail addresses, phone and account numbers before a model is sent them; card numbers always are' }),
};

const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write a time of day as 09:30.');

const Day = z
  .array(z.tuple([Clock, Clock]))
  .max(6, 'A day opens at most six times.')
  .refine((spans) => spans.every(([opens, closes]) => opens < closes), 'It closes after it opens.')
  .refine((spans) => spans.every(([opens], i) => i === 0 || opens >= spans[i - 1]![1]), 'The times of a day follow each other.');

const Hours = z.strictObject({
  timeZone: z.string().max(64).refine(isTimeZone, 'This time zone is not known; write one like Europe/Berlin.'),
  week: z
    .strictObject(Object.fromEntries(WEEKDAYS.map((day) => [day, Day.optional()])) as Record<(typeof WEEKDAYS)[number], z.ZodOptional<typeof Day>>)
    .refine((week) => Object.values(week).some((spans) => spans && spans.length > 0), 'At least one day is open.'),
});

const lifecycle = {
  idleWarningMs: Duration.nullable().meta({ description: 'Silence of the visitor until they are told that it will be closed' }),
  autoResolveMs: z
    .strictObject({ unresolved: Duration.nullable(), escalated: Duration.nullable() })
    .meta({ description: 'Silence of the visitor until it is resolved, by status' }),
  sessionGraceMs: Duration.meta({ description: 'Silence until the conversation ends' }),
  reopenMs: Duration.meta({ description: 'How long a resolved conversation waits for a word more' }),
  maxLifeMs: Duration.nullable().meta({ description: 'Age at which a conversation ends, once nobody waits' }),
  snoozeMaxMs: Duration.meta({ description: 'The longest snooze' }),
  idleNotice: words(500).min(1, 'Say what the visitor is told.').meta({ description: 'What a silent visitor is told' }),
  firstResponseMs: Duration.nullable().meta({ description: 'Business time in which a person answers; null promises nothing' }),
  hours: Hours.nullable().meta({ description: 'When people are there; null for always' }),
  afterResolve: z.enum(['reopen', 'new']).meta({ description: 'Where a message goes that comes after the conversation was resolved' }),
};

export const LifecycleSettings = z
  .strictObject(lifecycle)
  .superRefine(({ idleWarningMs, autoResolveMs, sessionGraceMs }, refusal) => {
    for (const status of ['unresolved', 'escalated'] as const) {
      const ms = autoResolveMs[status];
      if (ms !== null && ms > sessionGraceMs)
        refusal.addIssue({ code: 'custom', path: ['autoResolveMs', status], message: 'The conversation has ended by then.' });
    }
    const resolves = Object.values(autoResolveMs).filter((ms) => ms !== null);
    if (idleWarningMs !== null && resolves.length > 0 && resolves.every((ms) => ms <= idleWarningMs))
      refusal.addIssue({ code: 'custom', path: ['idleWarningMs'], message: 'Nobody can be warned: it is resolved by then.' });
  })
  .meta({ id: 'LifecycleSettings' });

export const AssistantSettings = z.strictObject(assistant).meta({ id: 'AssistantSettings' });
export const PersonaSettings = z.strictObject(persona).meta({ id: 'PersonaSettings' });
export const DoorSettings = z
  .strictObject(door)
  .refine(({ idleMs, absoluteMs }) => idleMs <= absoluteMs, { path: ['idleMs'], message: 'The session is over by then.' })
  .meta({ id: 'DoorSettings' });
export const BudgetSettings = z.strictObject(budget).meta({ id: 'BudgetSettings' });
export const PrivacySettings = z.strictObject(privacy).meta({ id: 'PrivacySettings' });

export const ToolSettings = z.strictObject({ functions }).meta({ id: 'ToolSettings' });

/** What each part is checked by. */
export const SETTINGS_PARTS = {
  assistant: AssistantSettings,
  persona: PersonaSettings,
  lifecycle: LifecycleSettings,
  door: DoorSettings,
  budget: BudgetSettings,
  privacy: PrivacySettings,
  tools: ToolSettings,
} as const;

const BasedOn = Version.meta({ description: 'The version that was read; when it is not the newest any more: 409, `settings.movedOn`' });

/** What a colleague has saved since is not overwritten unseen. A part is replaced as a whole. */
export const SaveSettings = z
  .strictObject({
    basedOn: BasedOn,
    assistant: AssistantSettings.optional(),
    persona: PersonaSettings.optional(),
    lifecycle: LifecycleSettings.optional(),
    door: DoorSettings.optional(),
    budget: BudgetSettings.optional(),
    privacy: PrivacySettings.optional(),
  })
  .refine(
    ({ basedOn: _basedOn, ...parts }) => Object.values(parts).some(Boolean),
    'Name at least one part: assistant, persona, lifecycle, door, budget or privacy.',
  )
  .meta({ id: 'SaveSettings' });

/** Saved by themselves: who may have secrets sent somewhere is whoever manages secrets. */
export const SaveFunctions = z.strictObject({ basedOn: BasedOn, functions }).meta({ id: 'SaveFunctions' });

/** Absent: whatever the newest is. */
export const RestoreSettings = z.strictObject({ basedOn: BasedOn.optional() }).meta({ id: 'RestoreSettings' });

const path = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'Give the number of a version.')
  .transform(Number);

export const SettingsVersionParams = z.strictObject({ version: path });
export const SettingsVersionQuery = z.strictObject({
  against: path.optional().meta({ description: 'Compare with this version; the one before unless said' }),
});

export const SettingsHistoryQuery = PageQuery.extend({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'This is not a cursor of this list.')
    .optional(),
});

const author = { id: z.string(), name: z.string().nullable().meta({ description: 'null: a program, or somebody whose account is gone' }) };
const head = {
  version: z.number().int().min(1),
  createdAt: Time,
  author: z.object(author),
  restores: z.number().int().nullable().meta({ description: 'The version that this one brings back' }),
};
const parts = {
  assistant: z.object(assistant),
  persona: z.object(persona),
  lifecycle: z.object(lifecycle),
  door: z.object(door),
  budget: z.object(budget),
  privacy: z.object(privacy),
  tools: z.object({ functions }),
};

export const SettingsView = z.object({ ...head, settings: z.object(parts) }).meta({ id: 'Settings' });
export type SettingsView = z.infer<typeof SettingsView>;

/** `setting` is a path such as `door.origins`. */
const Change = z.object({ setting: z.string(), from: z.unknown(), to: z.unknown() }).meta({ id: 'SettingsChange' });

export const SettingsVersionView = z
  .object({ ...SettingsView.shape, against: z.number().int().nullable(), changes: z.array(Change) })
  .meta({ id: 'SettingsVersion' });
export type SettingsVersionView = z.infer<typeof SettingsVersionView>;

export const SettingsHistoryView = page(z.object({ ...head, changed: z.array(z.string()) }).meta({ id: 'SettingsHistoryRow' })).meta({
  id: 'SettingsHistory',
});
export type SettingsHistoryView = z.infer<typeof SettingsHistoryView>;
