/** The audit as it crosses the wire. */
import { z } from 'zod';
import { PAGE_DEFAULT, PAGE_MAX } from '../../workflows/domain/limits.ts';
import { Time } from './common.ts';

export const AuditQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'This is not a cursor of this list.')
    .optional(),
});

/** Who did what to what. `hash` covers the row and `prev`, the hash of the row before it. */
export const AuditView = z
  .object({
    seq: z.number().int(),
    at: Time,
    actor: z.object({ type: z.string(), id: z.string().nullable() }),
    action: z.string(),
    subject: z.string().nullable(),
    detail: z.string(),
    prev: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditRow' });
export const AuditPage = z.object({ data: z.array(AuditView), nextCursor: z.string().nullable() });

export const AuditVerdict = z
  .object({ rows: z.number().int(), broken: z.object({ seq: z.number().int(), why: z.enum(['missing', 'changed', 'unchained']) }).nullable() })
  .meta({ id: 'AuditVerdict' });
