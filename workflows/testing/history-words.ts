/** What an operator could read in a history: every string, with the payloads opened. */

/** Visitors of recorded conversations say this word; it may occur in no history. */
export const CANARY = 'zebrafinch';

/** @param history as JSON: of a file, or what `historyToJSON` gives */
export function wordsOf(history: unknown): string {
  const words: string[] = [];
  const walk = (value: unknown, key = ''): void => {
    if (typeof value === 'string') words.push(value, ...(key === 'data' ? [Buffer.from(value, 'base64').toString('utf8')] : []));
    else if (Array.isArray(value)) for (const one of value) walk(one);
    else if (value && typeof value === 'object') {
      for (const [name, one] of Object.entries(value)) {
        words.push(name);
        walk(one, name);
      }
    }
  };
  walk(history);
  return words.join('\n');
}
