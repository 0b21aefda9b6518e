/** The word behind a slash that a caret stands in, and what becomes of the text when something is put there. */

export type Slash = { from: number; to: number; words: string };

/** Null unless the caret stands behind a slash that begins the text or follows a space. */
export function slashAt(text: string, caret: number): Slash | null {
  const [, words] = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret)) ?? [];
  return words === undefined ? null : { from: caret - words.length - 1, to: caret, words };
}

/** @returns the text with `insert` in the place of the slash and its word, and where that ends */
export function replaced(text: string, { from, to }: Slash, insert: string): { text: string; caret: number } {
  return { text: text.slice(0, from) + insert + text.slice(to), caret: from + insert.length };
}

/** Where the first variable stands that is still to be filled; null without one. */
export function firstOpen(text: string, variables: readonly string[]): { from: number; to: number } | null {
  const found = /\{\{[^{}]*\}\}/.exec(text);
  return found && variables.length > 0 ? { from: found.index, to: found.index + found[0].length } : null;
}
