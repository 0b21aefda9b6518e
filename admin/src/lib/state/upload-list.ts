/** Files on their way into the knowledge of a tenant, and what is refused before a byte is sent. */

/** Bytes; the API refuses more. */
export const LARGEST = 20 * 1024 * 1024;
export const ACCEPTED = ['.pdf', '.docx', '.html', '.htm', '.md', '.markdown', '.txt', '.csv'] as const;

export type Upload = {
  id: string;
  file: File;
  share: number;
  /** `refused` here, before a byte was sent; `failed` may work another time. */ state: 'waiting' | 'sending' | 'failed' | 'refused';
  problem: string | null;
};

/** Why a file cannot be uploaded, or null. */
export function refusal(file: Pick<File, 'name' | 'size'>): string | null {
  if (!ACCEPTED.some((ending) => file.name.toLowerCase().endsWith(ending)))
    return 'Only PDF, Word (.docx), HTML, Markdown, text and CSV files can be read.';
  if (file.size === 0) return 'The file is empty.';
  if (file.size > LARGEST) return 'The file is larger than 20 MB.';
  return null;
}
