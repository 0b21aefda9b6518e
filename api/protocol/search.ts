/** The search tester: what a question would find, by the very search that turns run. */
import { z } from 'zod';
import { RevisionIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { MessageText } from './common.ts';
import { PassageView } from './turn.ts';

/** As many messages as a turn looks back at. */
const HISTORY = 12;

export const SearchKnowledge = z
  .strictObject({
    query: MessageText.meta({ description: 'As a visitor would write it' }),
    history: z
      .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: MessageText }))
      .max(HISTORY, `At most ${HISTORY} messages.`)
      .default([])
      .meta({ description: 'What was said before, oldest first: a question that leans on it is completed by it' }),
  })
  .meta({ id: 'SearchKnowledge' });

export const SearchView = z
  .object({
    asked: z.array(z.string()).meta({ description: 'What the question was understood as, a text for each thing asked' }),
    passages: z.array(PassageView).meta({ description: 'Best first, as an answer would stand on them' }),
    floor: z.number().meta({ description: 'Score under which nothing found counts as an answer' }),
    passed: z.boolean().meta({ description: 'Whether the best of it reaches the floor; else a person would be asked' }),
    settingsVersion: z.number().int(),
    revisionId: RevisionIdSchema.nullable(),
    encoder: z.string().nullable().meta({ description: 'The model that reads for meaning; null: words alone decide' }),
    withoutIndex: z.boolean().meta({ description: 'The index was down: words alone decided' }),
    wordsAlone: z.enum(['noEncoder', 'encoderUnknown', 'encoderSilent', 'indexDown']).nullable().meta({
      description: 'Why words alone decided: no encoder in use, one that is not configured here, one that did not answer, an index that is down',
    }),
    language: z
      .string()
      .nullable()
      .meta({ description: 'In which language, ISO 639-1, the question is taken to be written; null where that cannot be told' }),
    tookMs: z.number().int(),
  })
  .meta({ id: 'Search' });
export type SearchView = z.infer<typeof SearchView>;
