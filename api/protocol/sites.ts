/** Sites whose pages are knowledge. */
import { z } from 'zod';
import { SiteIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { PAGE_FAULTS, SITE_FAULTS, SITE_LIMITS, SITE_STATES } from '../../workflows/domain/site.ts';
import { Time } from './common.ts';

const EveryHours = z
  .number()
  .int()
  .min(1)
  .max(24 * 30)
  .nullable()
  .meta({ description: 'Hours between two syncs; null: by hand alone' });

export const AddSite = z
  .strictObject({
    address: z.string().trim().min(1).max(1_000).meta({ description: 'Of the start page, whose links are followed on its host, or of a sitemap' }),
    everyHours: EveryHours.default(24),
  })
  .meta({ id: 'AddSite', examples: [{ address: 'https://help.example.com/', everyHours: 24 }] });

export const ChangeSite = z.strictObject({ everyHours: EveryHours }).meta({ id: 'ChangeSite' });

export const SiteParams = z.strictObject({ siteId: SiteIdSchema });

export const SiteView = z
  .object({
    id: SiteIdSchema,
    address: z.string(),
    everyHours: EveryHours,
    state: z.enum(SITE_STATES),
    failure: z.enum(SITE_FAULTS).nullable().meta({ description: 'Why the last sync came to nothing: what is wrong with its first page' }),
    limit: z.enum(SITE_LIMITS).nullable().meta({ description: 'The bound that ended the sync before the site did' }),
    progress: z
      .object({
        found: z.number().int(),
        read: z.number().int().meta({ description: 'New and changed pages' }),
        unchanged: z.number().int(),
        skipped: z.number().int(),
        removed: z.number().int().meta({ description: 'Pages that two syncs in a row did not find' }),
        skips: z.array(z.object({ url: z.string(), reason: z.enum(PAGE_FAULTS) })).meta({ description: 'The first fifty' }),
      })
      .meta({ description: 'Of the present sync, or of the last one' }),
    startedAt: Time.nullable(),
    endedAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'Site' });
export type SiteView = z.infer<typeof SiteView>;

export const SiteList = z.object({ data: z.array(SiteView) }).meta({ id: 'SiteList' });
