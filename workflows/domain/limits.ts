/** Bounds that people meet, in one place; routes, sockets and forms name them in their errors. */

/** A message's text, bytes of UTF-8. A ws frame of 64 KiB holds it with its envelope even when JSON doubles it. */
export const MESSAGE_BYTES = 16 * 1024;
/** A ws frame and a JSON body, bytes. */
export const FRAME_BYTES = 64 * 1024;
/** An uploaded document, bytes. */
export const DOCUMENT_BYTES = 20 * 1024 * 1024;
/** Pages of a document, and UTF-16 units of the text in it. */
export const DOCUMENT_PAGES = 1_000;
export const DOCUMENT_CHARACTERS = 10_000_000;
/** What reading one document may take: resident memory, MiB, time of the processor and of the clock, ms. */
export const READING = { memoryMb: 512, cpuMs: 20_000, wallMs: 90_000 };
/** Rows of a page. */
export const PAGE_MAX = 100;
export const PAGE_DEFAULT = 30;
