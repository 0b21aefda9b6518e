/** How long conversations may wait for what: the lifecycle part of a tenant's settings. */
import { z } from 'zod';
import { isTimeZone, WEEKDAYS } from '../../workflows/domain/business-hours.ts';
import { Time } from './common.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** From a minute to ten years, in milliseconds. */
const Duration = z
  .number()
  .int('Use whole milliseconds.')
  .min(MINUTE, 'A minute is the least.')
  .max(3_650 * DAY, 'Ten years are the most.');

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

const shape = {
  idleWarningMs: Duration.nullable().meta({ description: 'Silence of the visitor until they are told that it will be closed' }),
  autoResolveMs: z
    .strictObject({ unresolved: Duration.nullable(), escalated: Duration.nullable() })
    .meta({ description: 'Silence of the visitor until it is resolved, by status' }),
  sessionGraceMs: Duration.meta({ description: 'Silence until the conversation ends' }),
  reopenMs: Duration.meta({ description: 'How long a resolved conversation waits for a word more' }),
  maxLifeMs: Duration.nullable().meta({ description: 'Age at which a conversation ends, once nobody waits' }),
  snoozeMaxMs: Duration.meta({ description: 'The longest snooze' }),
  idleNotice: z.string().trim().min(1, 'Say what the visitor is told.').max(500, 'At most 500 characters.'),
  firstResponseMs: Duration.nullable().meta({ description: 'Business time in which a person answers; null promises nothing' }),
  hours: Hours.nullable().meta({ description: 'When people are there; null for always' }),
  afterResolve: z.enum(['reopen', 'new']).meta({ description: 'Where a message goes that comes after the conversation was resolved' }),
};

export const LifecycleSettings = z
  .strictObject(shape)
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
export type LifecycleSettings = z.infer<typeof LifecycleSettings>;

export const LifecycleView = z
  .object({ version: z.number().int().min(1), changedAt: Time, lifecycle: z.object(shape) })
  .meta({ id: 'LifecycleView' });
export type LifecycleView = z.infer<typeof LifecycleView>;

/** `basedOn` is the version that was read: what a colleague has saved since is not overwritten unseen. */
export const SaveLifecycle = z.strictObject({ basedOn: z.number().int().min(1), lifecycle: LifecycleSettings }).meta({ id: 'SaveLifecycle' });
