/** A PDF, page by page: its lines as `pdf-lines.ts` finds them, its headings by their size, its tables by their columns. */
import { getDocumentProxy } from 'unpdf';
import { DOCUMENT_CHARACTERS, DOCUMENT_PAGES } from '../../workflows/domain/limits.ts';
import type { Remark } from '../../workflows/domain/document.ts';
import { type Line, linesOf, type Piece } from './pdf-lines.ts';
import { pdfMarkdown } from './pdf-markdown.ts';
import type { Text } from './read.ts';
import { Refused } from './refused.ts';

/** Characters without a meaning of their own: fonts that do not say what their signs mean give these. */
const MEANINGLESS = /[\u0000-\u0008\u000e-\u001f\ufffd\ue000-\uf8ff]/gu;
/** Share of meaningless characters from which a text is none. */
const GARBLED = 0.3;
/** Characters a page, on average, that a document of text has at least; less is a stamp on scanned pages. */
const FEWEST = 8;

export async function readPdf(bytes: Uint8Array, onProgress: (share: number) => void): Promise<Text> {
  const pdf = await open(bytes);
  if (pdf.numPages > DOCUMENT_PAGES) throw new Refused('document.tooManyPages');
  const pages: Line[][] = [];
  const remarks: Remark[] = [];
  let characters = 0;
  let meaningless = 0;
  for (let n = 1; n <= pdf.numPages; n++) {
    const lines = await linesOfPage(pdf, n);
    const size = lines.reduce((sum, { text }) => sum + text.length, 0);
    if (size === 0) remarks.push({ place: `page ${n}`, reason: 'The page holds no text that can be read.' });
    if ((characters += size) > DOCUMENT_CHARACTERS) throw new Refused('document.tooLong');
    meaningless += lines.reduce((sum, { text }) => sum + (text.match(MEANINGLESS)?.length ?? 0), 0);
    pages.push(lines);
    onProgress(n / pdf.numPages);
  }
  if (characters < FEWEST * Math.min(pdf.numPages, 3)) throw new Refused('document.scanned');
  if (meaningless > characters * GARBLED) throw new Refused('document.scanned');
  const title = await pdf.getMetadata().then(
    ({ info }) => titleOf((info as { Title?: unknown }).Title),
    () => null,
  );
  return { ...pdfMarkdown(pages), title, remarks };
}

async function open(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes, { stopAtErrors: false, verbosity: 0 });
  } catch (cause) {
    throw new Refused((cause as Error).name === 'PasswordException' ? 'document.encrypted' : 'document.broken', { cause });
  }
}

async function linesOfPage(pdf: Awaited<ReturnType<typeof open>>, n: number): Promise<Line[]> {
  try {
    const page = await pdf.getPage(n);
    const { items } = await page.getTextContent();
    page.cleanup();
    return linesOf(items.filter((item): item is typeof item & Piece => 'str' in item));
  } catch (cause) {
    // The out-of-bounds faults of a parser are the parser's bounds, everything else is the file's fault.
    if (cause instanceof RangeError) throw cause;
    throw new Refused('document.broken', { cause });
  }
}

/** Programs leave their file names where a title should be. */
function titleOf(title: unknown): string | null {
  const said = typeof title === 'string' ? title.replace(/\s+/g, ' ').trim() : '';
  return said.length > 3 && said.length < 200 && !/^(untitled|microsoft word|document\d*)\b|\.(docx?|pdf|tex|indd|qxd)$/i.test(said) ? said : null;
}
