/** Why a document ends `failed`: a code that travels through history, and the sentence that people read. */
import { ApplicationFailure } from '@temporalio/common';
import { documentEmpty, documentNotText, documentTooLarge, documentUnsupported } from '../../workflows/domain/errors.ts';
import type { ProblemKind } from '../../workflows/domain/errors.ts';

const KINDS = [documentEmpty, documentNotText, documentTooLarge, documentUnsupported].map(({ kind }) => kind);

/** The upload's bytes are gone: only a new upload helps. */
export const FILE_MISSING = 'document.fileMissing';
const MISSING = 'The uploaded file is no longer there; upload it again.';
const OTHERWISE = 'The document could not be prepared for search; upload it again, and tell your operator if that does not help.';

/** A fault of the document itself, which no retry mends. */
export const refusal = ({ code, title }: Pick<ProblemKind, 'code' | 'title'>): ApplicationFailure => ApplicationFailure.nonRetryable(title, code);
export const fileMissing = (): ApplicationFailure => refusal({ code: FILE_MISSING, title: MISSING });

/** The reason that a person understands. */
export function reasonOf(code: string | null): string {
  if (code === FILE_MISSING) return MISSING;
  return KINDS.find((kind) => kind.code === code)?.title ?? OTHERWISE;
}
