/** A published state of the knowledge, and what it changed. */
import { z } from 'zod';
import { DocumentIdSchema, RevisionIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { Time } from './common.ts';

export const RevisionParams = z.strictObject({ revisionId: RevisionIdSchema });
export const RevisionView = z
  .object({
    id: RevisionIdSchema,
    number: z.number().int(),
    current: z.boolean().meta({ description: 'Answers stand on it now' }),
    documents: z.number().int().meta({ description: 'How many it holds' }),
    changes: z
      .array(
        z.object({
          type: z.enum(['added', 'replaced', 'removed']),
          documentId: DocumentIdSchema,
          fileName: z.string().nullable().meta({ description: 'Null of a document that was deleted since' }),
        }),
      )
      .meta({ description: 'Against the revision before it' }),
    author: z
      .object({
        id: z.string().meta({ description: 'Of a person, of an API key, or of the site that was synced' }),
        name: z.string().nullable().meta({ description: 'Of the person, or the address of the site; null: a program, or gone' }),
      })
      .nullable()
      .meta({ description: 'Whose change it is; null: an import by the command line, or not known' }),
    createdAt: Time,
  })
  .meta({ id: 'Revision' });
export type RevisionView = z.infer<typeof RevisionView>;
export const RevisionList = z.object({ data: z.array(RevisionView) }).meta({ id: 'RevisionList' });
