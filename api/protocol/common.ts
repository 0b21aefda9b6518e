/** What every resource shares: paging, problems, times and the client's message id. */
import { z } from 'zod';
import { PAGE_DEFAULT, PAGE_MAX, MESSAGE_BYTES } from '../../workflows/domain/limits.ts';

export const Time = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });

export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  cursor: z.string().min(1).max(200).optional(),
});

export const page = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), nextCursor: z.string().nullable() });

/** Of what is changed by following versions. */
export const Version = z.number('Give the number of a version.').int('Give the number of a version.').min(1).max(1_000_000_000);

/** Chosen by the client, the same on every retry: the key under which the message is stored once. */
export const ClientMessageId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'Use 8 to 64 of the characters A-Z a-z 0-9 _ -.');

const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;

/** What somebody wrote: not blank, at most 16 KiB of UTF-8. */
export const MessageText = z
  .string()
  .refine((text) => text.trim().length > 0, 'Write something: the message is empty.')
  .refine((text) => utf8Bytes(text) <= MESSAGE_BYTES, `The message is longer than ${MESSAGE_BYTES} bytes.`)
  .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'The message holds characters that are not text.');

/** RFC 9457. `code` is stable and public. */
export const ProblemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string().optional(),
  })
  .loose()
  .meta({ id: 'Problem' });
export type ProblemView = z.infer<typeof ProblemView>;

/** A text of at most so many characters; a NUL and half a character are no text. */
export const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'There are characters here that are not text.');
