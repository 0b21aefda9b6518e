/** Files on their way into the knowledge of a tenant, and what is refused before a byte is sent. */

/** Bytes; the API refuses more. */
export const LARGEST = 20 * 1024 * 1024;
export const ACCEPTED = ['.pdf', '.docx', '.html', '.htm', '.md', '.markdown', '.txt', '.csv'] as const;

/** What cannot be read, and what to do about it. */
const INSTEAD: Record<string, string> = {
  doc: 'The old Word format cannot be read. Save it as .docx and upload that.',
  rtf: 'Rich text cannot be read. Save it as .docx and upload that.',
  odt: 'OpenDocument cannot be read. Save it as .docx and upload that.',
  xls: 'Tables are read as CSV. Save the sheet as CSV, with the columns question and answer.',
  xlsx: 'Tables are read as CSV. Save the sheet as CSV, with the columns question and answer.',
  ppt: 'Slides cannot be read. Export them as PDF and upload that.',
  pptx: 'Slides cannot be read. Export them as PDF and upload that.',
  zip: 'Archives are not opened. Unpack it and upload the files in it.',
  png: 'Pictures hold no text that can be read. Upload the text itself.',
  jpg: 'Pictures hold no text that can be read. Upload the text itself.',
  jpeg: 'Pictures hold no text that can be read. Upload the text itself.',
};

export type Upload = {
  id: string;
  file: File;
  /** Of those that were chosen together; null of one alone. */
  batch: string | null;
  share: number;
  /** `refused`, here or by the API: another try would end alike; `failed` may work another time; `sent` is a document now. */
  state: 'waiting' | 'sending' | 'failed' | 'refused' | 'sent';
  problem: string | null;
  /** Of one that was sent. */
  documentId: string | null;
  /** Of one that was sent: what it came to. */
  result: 'new' | 'changed' | 'unchanged' | null;
};

/** Why a file cannot be uploaded, or null. */
export function refusal(file: Pick<File, 'name' | 'size'>): string | null {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (!ACCEPTED.some((one) => one === `.${ending}`))
    return INSTEAD[ending] ?? 'Only PDF, Word (.docx), HTML, Markdown, text and CSV files can be read.';
  if (file.size === 0) return 'The file is empty.';
  if (file.size > LARGEST) return 'The file is larger than 20 MB.';
  return null;
}

const some = (count: number, what: string): string[] => (count > 0 ? [`${count} ${what}`] : []);

/** How far all of them are, in one line. */
export function uploadsInWords(uploads: readonly Upload[]): string {
  const of = (...states: Upload['state'][]) => uploads.filter(({ state }) => states.includes(state)).length;
  const files = uploads.length === 1 ? '1 file' : `${uploads.length} files`;
  const parts = [
    ...some(of('waiting', 'sending'), 'to go'),
    ...some(of('sent'), 'uploaded'),
    ...some(of('refused'), 'refused'),
    ...some(of('failed'), 'failed'),
  ];
  return `${files}: ${parts.join(', ')}`;
}
