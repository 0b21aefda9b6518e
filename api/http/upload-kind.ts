/** What an upload is: by the end of its name, checked against its bytes. What can be seen at once is said at once. */
import { fileTypeFromBuffer } from 'file-type';
import { mediaTypeOf, type MediaType } from '../../workflows/domain/document.ts';
import {
  documentEmpty,
  documentEncrypted,
  documentMismatch,
  documentNotText,
  documentUnsupported,
  type Problem,
} from '../../workflows/domain/errors.ts';

const ENDINGS = '.pdf, .docx, .html, .md, .txt or .csv';
/** A container in which Office keeps protected documents, and in which it kept all of them before 2007. */
const COMPOUND_FILE = 'application/x-cfb';
const PROTECTED = Buffer.from('EncryptedPackage', 'utf16le');

const inFile = <P extends (details: { fields: { path: string; message: string }[] }) => Problem>(problem: P, message: string): Problem =>
  problem({ fields: [{ path: 'file', message }] });

/** @throws {Problem} of the `document.` family, when it is not what its name says or can be seen to hold no text */
export async function kindOf(fileName: string, bytes: Uint8Array): Promise<MediaType> {
  const mediaType = mediaTypeOf(fileName);
  if (!mediaType) throw inFile(documentUnsupported, `Use a ${ENDINGS} file.`);
  if (bytes.length === 0) throw inFile(documentEmpty, 'The file holds no bytes.');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (mediaType.startsWith('text/')) mustBeText(mediaType, bytes, found?.mime);
  else mustBe(mediaType, bytes, found?.mime);
  return mediaType;
}

function mustBe(mediaType: MediaType, bytes: Uint8Array, found: string | undefined): void {
  if (found === mediaType) return;
  if (found === COMPOUND_FILE && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(PROTECTED))
    throw inFile(documentEncrypted, 'Save it without a password.');
  if (found === COMPOUND_FILE) throw inFile(documentMismatch, 'This is an old Word document (.doc); save it as .docx.');
  throw inFile(documentMismatch, mediaType === 'application/pdf' ? 'The file is no PDF.' : 'The file is no Word document.');
}

/** Text is what decodes: a signature of two letters says nothing of it. A PDF alone may be text too. */
function mustBeText(mediaType: MediaType, bytes: Uint8Array, found: string | undefined): void {
  if (found === 'application/pdf') throw inFile(documentMismatch, 'This is a PDF; give its name the end .pdf.');
  const text = textOf(bytes);
  // A page may name an encoding of its own, which its reader knows.
  if (text === null && mediaType === 'text/html' && !found) return;
  if (text === null && found) throw inFile(documentMismatch, 'The file holds no text.');
  if (text === null) throw inFile(documentNotText, 'Save the file as UTF-8 text.');
  if (text.includes('\u0000')) throw inFile(documentNotText, 'The file holds binary data.');
  if (!text.trim()) throw inFile(documentEmpty, 'The file holds no text.');
}

/** Null for bytes that are neither UTF-8 nor marked as UTF-16. */
function textOf(bytes: Uint8Array): string | null {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
