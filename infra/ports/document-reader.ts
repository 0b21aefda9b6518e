/** Turns the bytes of an upload into text. They come from anybody, so the adapter bounds what reading them may take. */
import type { MediaType, Remark } from '../../workflows/domain/document.ts';

/** Why a file gives no text: a code of `workflows/domain/errors.ts`. No later try helps. */
export type ReadingFault =
  | 'document.notText'
  | 'document.encrypted'
  | 'document.broken'
  | 'document.scanned'
  | 'document.tooManyPages'
  | 'document.tooLong'
  | 'document.tooCostly'
  | 'document.noPairs';

export type Reading =
  | {
      type: 'read';
      /** Line ends `\n`; of a `text/plain` file as it is, of all others Markdown. */
      text: string;
      /** As the file names itself; null when it does not. */
      title: string | null;
      /** Where each page begins in `text`, UTF-16 offsets; empty where the file has no pages. */
      pageStarts: number[];
      remarks: Remark[];
    }
  | { type: 'refused'; fault: ReadingFault };

export type ReadingOptions = {
  /** Ends the reading: the promise then rejects with its reason. */
  signal?: AbortSignal;
  /** The bytes are a page as a server gave it, with the encoding that it named or null: read as browsers do, which are lenient. */
  served?: { charset: string | null };
  /** Told the share that is read, 0 to 1. */
  onProgress?: (share: number) => void;
};

export interface DocumentReader {
  /** @throws when the reader itself failed, which says nothing of the file */
  read(mediaType: MediaType, bytes: Uint8Array, options?: ReadingOptions): Promise<Reading>;
}
