/** Reads the bytes of an upload and stores its chunks. */
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { createHash } from 'node:crypto';
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { Chunk, Pages } from '../../workflows/domain/document.ts';
import { languageOf } from '../../workflows/domain/language.ts';
import type { Deps } from '../deps.ts';
import { type TenantsByStatus, isOpen } from '../tenancy/is-open.ts';
import { whileBeating } from '../while-beating.ts';
import { chunkDocument, textForEmbedding } from './chunk-document.ts';
import { fileMissing, refusalOf } from './failures.ts';
import { giveUp } from './forget-versions.ts';
import { titleOf } from './sections.ts';

/** Chunks between two rests: the tokenizer would hold up everybody else on this event loop. */
const STEP = 20;
/** Shares of progress that are shown; reading is most of the work, cutting the rest. */
const SHOWN = 0.1;
const READING_SHARE = 0.8;

type Needs = TenantsByStatus & Pick<Deps, 'documents' | 'revisions' | 'chunks' | 'vectors' | 'files' | 'reader' | 'bus' | 'derivedId'>;

/**
 * Ids come from the place, so a second run writes the same chunks.
 *
 * @returns null when the version has been replaced or removed meanwhile, or its tenant closed: nothing is left to do
 * @throws a final failure with the code of what is wrong with the file, or `document.fileMissing`
 */
export const extractDocument =
  (deps: Needs) =>
  async ({ tenantId, documentId, versionId }: IngestionStart): Promise<{ chunks: number } | null> => {
    const { documents, chunks, files, derivedId } = deps;
    const scope = { tenantId };
    if (!(await isOpen(deps, scope))) return null;
    const show = async (progress: number, about: Parameters<typeof documents.setState>[3] = {}): Promise<boolean> => {
      const document = await documents.setState(scope, versionId, 'extracting', { failure: null, ...about, progress });
      deps.bus.publish({ tenantId, type: 'document.changed', documentId });
      return document !== null;
    };
    if (!(await show(0))) return giveUp(deps, scope, documentId, versionId);
    const document = await documents.get(scope, documentId);
    const bytes = await files.get(scope, versionId);
    if (!document || !bytes) throw fileMissing();
    const { text, title: named, pageStarts, remarks } = await readWith(deps, document.mediaType, bytes, (share) => show(share * READING_SHARE));
    const title = titleOf(text, document.mediaType) ?? named ?? nameAsTitle(document.fileName);
    const cut: Chunk[] = [];
    for (const part of chunkDocument(text, document.mediaType)) {
      const ordinal = cut.length;
      const _id = derivedId('chk', tenantId, versionId, String(ordinal));
      const textHash = hashOf(textForEmbedding({ title, ...part }));
      cut.push({
        _id,
        tenantId,
        documentId,
        versionId,
        ordinal,
        textHash,
        title,
        ...part,
        pages: pagesOf(pageStarts, part),
        ...(document.url ? { url: document.url } : {}),
      });
      if (ordinal % STEP !== STEP - 1) continue;
      heartbeat(ordinal);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (cut.length === 0) throw refusalOf('document.empty');
    await chunks.put(scope, versionId, cut);
    const about = { chunkCount: cut.length, language: languageOf(text), pageCount: pageStarts.length || null, remarks };
    return (await show(1, about)) ? { chunks: cut.length } : giveUp(deps, scope, documentId, versionId);
  };

/** @throws a final failure for a file that gives no text */
async function readWith(
  { reader }: Needs,
  mediaType: Parameters<Needs['reader']['read']>[0],
  bytes: Uint8Array,
  show: (share: number) => Promise<unknown>,
) {
  let shown = 0;
  let showing: Promise<unknown> = Promise.resolve();
  const onProgress = (share: number) => {
    if (share < shown + SHOWN) return;
    shown = share;
    // One behind the other, and none behind the end: progress never runs backwards. A lost one is made up for by the next.
    showing = showing.then(() => show(share)).catch(() => {});
  };
  try {
    const reading = await whileBeating(() => reader.read(mediaType, bytes, { signal: cancellationSignal(), onProgress }));
    if (reading.type === 'refused') throw refusalOf(reading.fault);
    return reading;
  } finally {
    await showing;
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** On which pages a chunk begins and ends. */
function pagesOf(pageStarts: readonly number[], { start, end }: Pick<Chunk, 'start' | 'end'>): Pages | null {
  if (pageStarts.length === 0) return null;
  const pageAt = (offset: number): number => Math.max(1, pageStarts.findLastIndex((begins) => begins <= offset) + 1);
  return { first: pageAt(start), last: pageAt(end - 1) };
}

const nameAsTitle = (fileName: string): string =>
  fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]+$/, '')
    .replace(/[-_]+/g, ' ')
    .trim() || fileName;
