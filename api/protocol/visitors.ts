/** Visitors as staff sees them: who they are by proof, and whether they are banned. */
import { z } from 'zod';
import { VisitorIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { Time } from './common.ts';

export const VisitorParams = z.strictObject({ visitorId: VisitorIdSchema });

export const VisitorView = z
  .object({
    id: VisitorIdSchema,
    verified: z.boolean().meta({ description: "The customer's server has proven who this is" }),
    externalId: z.string().nullable().meta({ description: "The customer's own id of a verified visitor" }),
    name: z.string().nullable().meta({ description: 'Of signed claims only' }),
    email: z.string().nullable().meta({ description: 'Of signed claims only' }),
    bannedAt: Time.nullable(),
  })
  .meta({ id: 'Visitor' });
export type VisitorView = z.infer<typeof VisitorView>;
