/** Secrets of a tenant: set by people, never shown again. */
import { z } from 'zod';
import { FUNCTION_SECRET, SECRET_NAMES, type FunctionSecretName } from '../../workflows/domain/secret.ts';
import { Time } from './common.ts';

/** `function-shop`: for the headers of functions. */
export const FunctionSecretNameSchema = z
  .string()
  .regex(FUNCTION_SECRET, 'Write function- and up to 40 of the characters a-z 0-9 -.') as unknown as z.ZodType<
  FunctionSecretName,
  FunctionSecretName
>;
const Name = z.union([z.enum(SECRET_NAMES), FunctionSecretNameSchema]);

export const SecretParams = z.strictObject({ name: Name });

export const SetSecret = z
  .strictObject({
    value: z
      .string()
      .min(8, 'Use at least 8 characters.')
      .max(8_192, 'Use at most 8192 characters.')
      .refine((text) => text.trim() === text, 'There is a space or a line break at its beginning or end.')
      .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'The value holds characters that are not text.')
      .meta({ description: 'Write only: no answer of the API ever holds it', writeOnly: true }),
  })
  .meta({ id: 'SetSecret' });

/** All that anybody sees of a secret. */
export const SecretView = z
  .object({
    name: Name,
    version: z.number().int().min(1).meta({ description: 'Counts the values that were set' }),
    lastFour: z.string().meta({ description: 'The last four characters; empty of a value under 16' }),
    previousIsLive: z.boolean().meta({ description: 'The value before this one is accepted, too, until it is retired' }),
    updatedAt: Time,
  })
  .meta({ id: 'Secret' });
export const SecretList = z.object({ data: z.array(SecretView) }).meta({ id: 'SecretList' });
