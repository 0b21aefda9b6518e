/** Visitors as staff sees them: who they are by proof, and whether they are banned. */
import { z } from 'zod';
import { VisitorIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { page, PageQuery, Time } from './common.ts';

/** `true` or `false` in a query. */
const Flag = z.enum(['true', 'false']).transform((word) => word === 'true');
export const VisitorsQuery = PageQuery.extend({ banned: Flag.optional(), verified: Flag.optional() });

export const VisitorParams = z.strictObject({ visitorId: VisitorIdSchema });

export const VisitorView = z
  .object({
    id: VisitorIdSchema,
    verified: z.boolean().meta({ description: "The customer's server has proven who this is" }),
    externalId: z.string().nullable().meta({ description: "The customer's own id of a verified visitor" }),
    name: z.string().nullable().meta({ description: 'Of signed claims only' }),
    email: z.string().nullable().meta({ description: 'Of signed claims only' }),
    bannedAt: Time.nullable(),
    firstSeenAt: Time.nullable().meta({ description: 'When the first conversation began' }),
  })
  .meta({ id: 'Visitor' });
export type VisitorView = z.infer<typeof VisitorView>;

export const VisitorPage = page(VisitorView).meta({ id: 'VisitorPage' });
