/** Documents and their chunks. */
import { z } from 'zod';
import { DOCUMENT_STATES, MEDIA_TYPES } from '../../workflows/domain/document.ts';
import { ChunkIdSchema, DocumentIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { PageQuery, Time, page, words } from './common.ts';

/** Where in its file a text stands; null where the file has no pages. */
export const PagesView = z.object({ first: z.number().int(), last: z.number().int() }).nullable();

export const DocumentView = z
  .object({
    id: DocumentIdSchema,
    fileName: z.string(),
    title: z.string(),
    url: z.string().nullable().meta({ description: 'Of a page of a site: where people read it' }),
    mediaType: z.enum(MEDIA_TYPES),
    bytes: z.number().int(),
    state: z.enum(DOCUMENT_STATES),
    progress: z.number().min(0).max(1).meta({ description: 'Share of the work done in this state' }),
    failure: z.string().nullable().meta({ description: 'Of a failed document: the reason, for people' }),
    published: z
      .enum(['current', 'earlier', 'no'])
      .meta({ description: 'What the assistant answers from: this version, an earlier one of the document, or nothing of it' }),
    chunkCount: z.number().int(),
    language: z.string().nullable().meta({ description: 'ISO 639-1; null before it was read, and where it cannot be told' }),
    pageCount: z.number().int().nullable().meta({ description: 'Null where the file has no pages' }),
    remarks: z
      .array(z.object({ place: z.string(), reason: z.string() }))
      .meta({ description: 'Rows and pages that gave nothing, the first hundred' }),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: 'Document' });
export type DocumentView = z.infer<typeof DocumentView>;

export const DocumentParams = z.strictObject({ documentId: DocumentIdSchema });
export const UploadQuery = z.strictObject({
  batch: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional()
    .meta({ description: 'Uploads that name the same one are one revision together' }),
});
export const DocumentsQuery = PageQuery.extend({
  name: words(100).optional().meta({ description: 'Stands in the title or the file name, in any case of letters' }),
  state: z
    .enum([...DOCUMENT_STATES, 'working'])
    .optional()
    .meta({ description: '`working`: every state on the way to searchable' }),
});
export const DocumentPage = page(DocumentView).meta({ id: 'DocumentPage' });

export const ChunkView = z
  .object({
    id: ChunkIdSchema,
    ordinal: z.number().int(),
    section: z.string(),
    text: z.string(),
    tokens: z.number().int(),
    pages: PagesView,
  })
  .meta({ id: 'Chunk' });
export const ChunkPage = page(ChunkView).meta({ id: 'ChunkPage' });
