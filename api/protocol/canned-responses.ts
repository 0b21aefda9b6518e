/** Canned responses as they cross the wire; the console's form is checked by the same rules. */
import { z } from 'zod';
import { SHORTCUT } from '../../workflows/domain/canned-response.ts';
import { CannedResponseIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { page, PageQuery, Time, Version, words } from './common.ts';

export { filled, KNOWN_VARIABLES, searchCanned, variablesIn } from '../../workflows/domain/canned-response.ts';

export const CannedResponseParams = z.strictObject({ cannedResponseId: CannedResponseIdSchema });

export const CannedResponseQuery = PageQuery.extend({ cursor: z.string().regex(SHORTCUT, 'This is not a cursor of this list.').optional() });

export const SaveCannedResponse = z
  .strictObject({
    shortcut: z
      .string()
      .regex(SHORTCUT, 'Use up to 32 of the characters a-z 0-9 - _.')
      .meta({ description: 'What an agent types behind a slash; unique in the workspace' }),
    text: words(4_000)
      .min(1, 'Say what is answered.')
      .meta({ description: 'Markdown; `{{visitor.name}}`, `{{agent.name}}` and `{{company.name}}` are filled, any other variable by hand' }),
  })
  .meta({ id: 'SaveCannedResponse' });

/** What a colleague has saved since is not overwritten unseen. */
export const ChangeCannedResponse = SaveCannedResponse.extend({
  basedOn: Version.meta({ description: 'The `version` that was read; when it is not the newest any more: 409, `canned.movedOn`' }),
}).meta({ id: 'ChangeCannedResponse' });

export const CannedResponseView = z
  .object({
    id: CannedResponseIdSchema,
    shortcut: z.string(),
    text: z.string(),
    version: z.number().int().meta({ description: 'From 1, one more with each change' }),
    createdAt: Time,
    updatedAt: Time,
    updatedBy: z.string(),
  })
  .meta({ id: 'CannedResponse' });
export type CannedResponseView = z.infer<typeof CannedResponseView>;

export const CannedResponsePage = page(CannedResponseView).meta({ id: 'CannedResponsePage' });
