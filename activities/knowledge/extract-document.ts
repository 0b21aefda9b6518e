/** Reads the bytes of an upload and stores its chunks. */
import { heartbeat } from '@temporalio/activity';
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { Chunk } from '../../workflows/domain/document.ts';
import { documentEmpty, documentNotText } from '../../workflows/domain/errors.ts';
import type { Deps } from '../deps.ts';
import { chunkDocument } from './chunk-document.ts';
import { fileMissing, refusal } from './failures.ts';
import { titleOf } from './sections.ts';

/** Chunks between two rests: the tokenizer would hold up everybody else on this event loop. */
const STEP = 20;

/**
 * Ids come from the place, so a second run writes the same chunks.
 *
 * @returns null when the version has been replaced or removed meanwhile: nothing is left to do
 * @throws a final failure `document.empty`, `document.notText` or `document.fileMissing`
 */
export const extractDocument =
  ({ documents, chunks, files, bus, derivedId }: Pick<Deps, 'documents' | 'chunks' | 'files' | 'bus' | 'derivedId'>) =>
  async ({ tenantId, documentId, versionId }: IngestionStart): Promise<{ chunks: number } | null> => {
    const scope = { tenantId };
    const document = await documents.setState(scope, versionId, 'extracting', { progress: 0, failure: null });
    if (!document) return null;
    bus.publish({ tenantId, type: 'document.changed', documentId });
    const bytes = await files.get(scope, versionId);
    if (!bytes) throw fileMissing();
    const text = textOf(bytes);
    const title = titleOf(text, document.mediaType) ?? nameAsTitle(document.fileName);
    const cut: Chunk[] = [];
    for (const part of chunkDocument(text, document.mediaType)) {
      const ordinal = cut.length;
      cut.push({ _id: derivedId('chk', tenantId, versionId, String(ordinal)), tenantId, documentId, versionId, ordinal, title, ...part });
      if (ordinal % STEP !== STEP - 1) continue;
      heartbeat(ordinal);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (cut.length === 0) throw refusal(documentEmpty.kind);
    await chunks.put(scope, versionId, cut);
    await documents.setState(scope, versionId, 'extracting', { progress: 1, chunkCount: cut.length });
    bus.publish({ tenantId, type: 'document.changed', documentId });
    return { chunks: cut.length };
  };

/** UTF-8 without a byte order mark, line ends `\n`; a NUL says that it is no text, whatever decodes. */
function textOf(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(documentNotText.kind);
  }
  if (text.includes('\u0000')) throw refusal(documentNotText.kind);
  return text.replace(/\r\n?/g, '\n');
}

const nameAsTitle = (fileName: string): string =>
  fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]+$/, '')
    .replace(/[-_]+/g, ' ')
    .trim() || fileName;
