/** How a refused write is read: by code 11000 and the name of the index, which every server puts into the message. */

const DUPLICATE = 11000;

/** True when a unique index refused the write; with a name, when that one did. */
export function isDuplicate(error: unknown, index?: string): boolean {
  if (!(error instanceof Error) || (error as { code?: unknown }).code !== DUPLICATE) return false;
  return index === undefined || error.message.includes(index);
}

/** Reads must not wait for ever: every query carries this bound, ms. */
export const MAX_TIME_MS = 5_000;
