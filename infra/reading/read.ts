/** One file, read by what it is. Runs where it may be ended: in the reader's own process. */
import { DOCUMENT_CHARACTERS } from '../../workflows/domain/limits.ts';
import type { MediaType, Remark } from '../../workflows/domain/document.ts';
import type { Reading, ReadingOptions } from '../ports/document-reader.ts';
import { visibleText } from '../../workflows/domain/visible-text.ts';
import { decode } from './decode.ts';
import { Refused } from './refused.ts';

export type Served = NonNullable<ReadingOptions['served']>;
export type Text = { text: string; title: string | null; pageStarts?: number[]; remarks?: Remark[] };

/** Remarks that are told; a file with more is wrong as a whole. */
const REMARKS = 100;

export async function readBytes(mediaType: MediaType, bytes: Uint8Array, onProgress: (share: number) => void, served?: Served): Promise<Reading> {
  try {
    const { text, title, pageStarts = [], remarks = [] } = await textOf(mediaType, bytes, onProgress, served);
    if (text.length > DOCUMENT_CHARACTERS) throw new Refused('document.tooLong');
    const seen = visible(text.toWellFormed(), pageStarts);
    return { type: 'read', ...seen, title: title && visibleText(title), remarks: told(remarks) };
  } catch (error) {
    if (error instanceof Refused) return { type: 'refused', fault: error.fault };
    // Elements nested by the ten thousand, and the like: no program writes that for people to read.
    if (error instanceof RangeError) return { type: 'refused', fault: 'document.tooCostly' };
    // A parser that is not there is our fault; whatever else one throws, it throws at the file.
    if (String((error as NodeJS.ErrnoException).code).startsWith('ERR_MODULE')) throw error;
    return { type: 'refused', fault: 'document.broken' };
  }
}

const told = (remarks: readonly Remark[]): Remark[] =>
  remarks.length <= REMARKS
    ? [...remarks]
    : [...remarks.slice(0, REMARKS - 1), { place: 'further on', reason: `${remarks.length - REMARKS + 1} more places are like these.` }];

/** Page by page without what nobody sees, so that each page still begins where it says. */
function visible(text: string, pageStarts: readonly number[]): { text: string; pageStarts: number[] } {
  if (pageStarts.length === 0) return { text: visibleText(text), pageStarts: [] };
  const starts: number[] = [];
  let seen = visibleText(text.slice(0, pageStarts[0]));
  for (const [i, start] of pageStarts.entries()) {
    starts.push(seen.length);
    seen += visibleText(text.slice(start, pageStarts[i + 1]));
  }
  return { text: seen, pageStarts: starts };
}

/** Parsers are loaded for their own kind: each of them takes time and memory. */
async function textOf(mediaType: MediaType, bytes: Uint8Array, onProgress: (share: number) => void, served?: Served): Promise<Text> {
  switch (mediaType) {
    case 'text/markdown':
    case 'text/plain':
      return { text: decode(bytes), title: null };
    case 'text/html':
      return (await import('./html.ts')).readHtml(bytes, served);
    case 'text/csv':
      return (await import('./csv.ts')).readCsv(bytes);
    case 'application/pdf':
      return (await import('./pdf.ts')).readPdf(bytes, onProgress);
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
      return (await import('./docx.ts')).readDocx(bytes);
    default:
      return mediaType satisfies never;
  }
}
