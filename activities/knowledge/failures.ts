/** Why a document ends `failed`: a code that travels through history, and the sentence that people read. */
import { ApplicationFailure } from '@temporalio/common';
import {
  documentBroken,
  documentEmpty,
  documentEncrypted,
  documentNoPairs,
  documentNotText,
  documentScanned,
  documentTooCostly,
  documentTooLong,
  documentTooManyPages,
} from '../../workflows/domain/errors.ts';
import type { ReadingFault } from '../../infra/ports/document-reader.ts';

const SENTENCES: Record<ReadingFault | 'document.empty', string> = {
  'document.empty': documentEmpty.kind.title,
  'document.notText': documentNotText.kind.title,
  'document.encrypted': documentEncrypted.kind.title,
  'document.broken': documentBroken.kind.title,
  'document.scanned': documentScanned.kind.title,
  'document.tooManyPages': documentTooManyPages.kind.title,
  'document.tooLong': documentTooLong.kind.title,
  'document.tooCostly': documentTooCostly.kind.title,
  'document.noPairs': documentNoPairs.kind.title,
};

/** The upload's bytes are gone: only a new upload helps. */
export const FILE_MISSING = 'document.fileMissing';
const MISSING = 'The uploaded file is no longer there; upload it again.';
const OTHERWISE = 'The document could not be prepared for search; try it again, and tell your operator if that does not help.';

/** A fault of the document itself, which no retry mends. */
export const refusalOf = (fault: keyof typeof SENTENCES): ApplicationFailure => ApplicationFailure.nonRetryable(SENTENCES[fault], fault);
export const fileMissing = (): ApplicationFailure => ApplicationFailure.nonRetryable(MISSING, FILE_MISSING);

/** The reason that a person understands. */
export function reasonOf(code: string | null): string {
  if (code === FILE_MISSING) return MISSING;
  return (SENTENCES as Record<string, string>)[code ?? ''] ?? OTHERWISE;
}
