/** Bytes to text: UTF-8, or what a byte order mark or the page itself says. Nothing is guessed: a wrong guess is found by nobody. */
import { Refused } from './refused.ts';

/**
 * Line ends become `\n`, a byte order mark goes.
 *
 * @param declared the encoding that the file names, as HTML does
 * @throws {Refused} `document.notText` for other bytes, and for a NUL whatever decodes
 */
export function decode(bytes: Uint8Array, declared = 'utf-8'): string {
  let text: string;
  try {
    text = new TextDecoder(markedAs(bytes) ?? declared, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Refused('document.notText', { cause });
  }
  if (text.includes('\u0000')) throw new Refused('document.notText');
  return text.replace(/\r\n?/g, '\n');
}

/** Share of characters that may be broken, or controls, in what is still a text. */
const BROKEN = 0.001;

/**
 * A page as browsers decode it: by its mark, else what the server says, else what it says itself, else as UTF-8 or, where it is none,
 * as Windows writes. A few broken bytes are left out; nobody can be asked to mend them.
 *
 * @throws {Refused} `document.notText` for other bytes
 */
export function decodeServed(bytes: Uint8Array, charset: string | null): string {
  const label = markedAs(bytes) ?? [charset, charsetOf(bytes)].find((one) => one && isEncoding(one)) ?? null;
  let text = new TextDecoder(label ?? 'utf-8').decode(bytes);
  if (!label && text.includes('\uFFFD')) text = new TextDecoder('windows-1252').decode(bytes);
  const broken = text.match(/[\u0000\uFFFD]|(?![\t\n\f\r])[\u0001-\u001F\u007F-\u009F]/g)?.length ?? 0;
  if (broken > text.length * BROKEN) throw new Refused('document.notText');
  return text.replace(/[\u0000\uFFFD]/g, '').replace(/\r\n?/g, '\n');
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== 'replacement';
  } catch {
    return false;
  }
}

const markedAs = ([first, second, third]: Uint8Array): string | null => {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
};

/** The encoding that an HTML file names within its first kilobyte, as browsers look for it. */
export const charsetOf = (bytes: Uint8Array): string | undefined =>
  /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 1024)).toString('latin1'))?.[1];
