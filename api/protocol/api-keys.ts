/** Keys for programs: shown once when they are made, recognised by their beginning afterwards. */
import { z } from 'zod';
import { KEY_PERMISSIONS, PLATFORM_PERMISSIONS } from '../../workflows/domain/api-key.ts';
import { ApiKeyIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { page, Time } from './common.ts';

export { KEY_PERMISSIONS };

export const ApiKeyParams = z.strictObject({ keyId: ApiKeyIdSchema });

export const MakeApiKey = z
  .strictObject({
    name: z.string().trim().min(1, 'Say what the key is for.').max(100, 'Use at most 100 characters.'),
    permissions: z
      .array(z.enum(KEY_PERMISSIONS))
      .min(1, 'Choose what the key may do.')
      .max(KEY_PERMISSIONS.length)
      .refine((all) => new Set(all).size === all.length, 'A permission is named twice.'),
    expiresInDays: z.number().int().min(1).max(3_650).nullable().default(null).meta({ description: 'null: until it is revoked' }),
  })
  .meta({ id: 'MakeApiKey', examples: [{ name: 'Help desk', permissions: ['conversation.read', 'conversation.answer'], expiresInDays: 90 }] });

export const ApiKeyView = z
  .object({
    id: ApiKeyIdSchema,
    name: z.string(),
    start: z.string().meta({ description: 'The beginning of the key' }),
    permissions: z
      .array(z.enum([...KEY_PERMISSIONS, ...PLATFORM_PERMISSIONS]))
      .meta({ description: '`platform.*`: of the installation, not of a tenant' }),
    createdAt: Time,
    expiresAt: Time.nullable(),
    lastUsedAt: Time.nullable().meta({ description: 'Within five minutes' }),
    revokedAt: Time.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyView = z.infer<typeof ApiKeyView>;
export const ApiKeyPage = page(ApiKeyView).meta({ id: 'ApiKeyPage' });

/** The only answer that holds the key itself. */
export const MadeApiKey = z.object({ key: z.string().meta({ description: 'Shown this once' }), ...ApiKeyView.shape }).meta({ id: 'MadeApiKey' });
