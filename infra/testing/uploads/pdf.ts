/** Small PDFs, written by hand: lines of text at places, and the ways in which a PDF can be bad. */
import { deflateSync } from 'node:zlib';

export type Words = { text: string; x?: number; y: number; size?: number };

/** Objects from 1 on; the first must be the catalog. */
export function pdfOf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: number[] = [];
  let at = parts[0]!.length;
  const write = (part: Buffer) => {
    parts.push(part);
    at += part.length;
  };
  for (const [i, object] of objects.entries()) {
    places.push(at);
    write(
      Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.isBuffer(object) ? object : Buffer.from(object, 'latin1'), Buffer.from('\nendobj\n')]),
    );
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  write(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

export const stream = (content: string | Buffer, more = ''): Buffer => {
  const packed = deflateSync(content);
  return Buffer.concat([Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode ${more} >>\nstream\n`), packed, Buffer.from('\nendstream')]);
};

/** In the encoding of Windows, whose bullet and euro stand elsewhere than in ours. */
const escaped = (text: string): string =>
  text
    .replace(/[\\()]/g, '\\$&')
    .replaceAll('•', '\\225')
    .replaceAll('€', '\\200');
const drawn = (words: readonly Words[]): string =>
  words.map(({ text, x = 72, y, size = 11 }) => `BT /F1 ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`).join('\n');

const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

/** A page for each list of words; `trailer` and `catalog` add entries of their own. */
export function aPdf(pages: readonly (readonly Words[])[], { trailer = '', catalog = '', info = '' } = {}): Buffer {
  const first = 5;
  const kids = pages.map((_, i) => `${first + i * 2} 0 R`).join(' ');
  return pdfOf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
      FONT,
      `<< ${info} >>`,
      ...pages.flatMap((words, i) => [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${first + i * 2 + 1} 0 R >>`,
        stream(drawn(words)),
      ]),
    ],
    `/Info 4 0 R ${trailer}`,
  );
}

/** Many pages that show the same words: small as a file. */
export function aLongPdf(pages: number, words: readonly Words[] = [{ text: 'The same words on every page of this book.', y: 700 }]): Buffer {
  const kids = Array.from({ length: pages }, (_, i) => `${5 + i} 0 R`).join(' ');
  const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>';
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`,
    FONT,
    stream(drawn(words)),
    ...Array.from({ length: pages }, () => page),
  ]);
}

/** A page whose content is this, with further objects from 6 on. */
export function aRawPdf(content: string | Buffer, { resources = '', more = [] as (string | Buffer)[], catalog = '' } = {}): Buffer {
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    FONT,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> ${resources} >> /Contents 5 0 R >>`,
    stream(content),
    ...more,
  ]);
}

/** Asks for a password before it shows anything: the hashes are nobody's, so no password fits. */
export const aLockedPdf = (): Buffer =>
  aPdf([[{ text: 'You cannot read this.', y: 700 }]], {
    trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >> /ID [<${'43'.repeat(16)}> <${'43'.repeat(16)}>]`,
  });
