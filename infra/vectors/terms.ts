/** What a question looks for: its words without those that every question has, each safe for FTS5. */
import { isCommon } from '../../workflows/domain/words.ts';

export type Term = {
  /** As typed, lower case. */
  word: string;
  /** The same as an FTS5 query: quoted, so that nothing in it is an operator. */
  match: string;
};

const MOST_TERMS = 24;
/** One FTS5 phrase, whatever stands in it. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/**
 * The terms of a question, each once, in order; at most 24.
 * An identifier such as `ERR-4012` stays in one piece (a phrase for FTS5); other words split at punctuation.
 */
export function termsOf(question: string): Term[] {
  const words: string[] = [];
  for (const raw of question.normalize('NFKC').toLowerCase().split(/\s+/)) {
    const token = raw.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/['’](?:s|re|ve|ll|d|m|t)$/u, '');
    const parts = token.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
    if (parts.length > 1 && /\p{N}/u.test(token)) words.push(token);
    else words.push(...parts);
  }
  const kept = words.filter((word) => !isCommon(word) && (word.length > 1 || /[\p{N}\p{Script=Han}]/u.test(word)));
  return [...new Set(kept)].slice(0, MOST_TERMS).map((word) => ({ word, match: quoted(word) }));
}

/** Words of a text that a typing mistake may have meant. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}{4,30}/gu) ?? [],
  ),
];

/**
 * The known word that was probably meant: one slip away, two in words of eight letters and more; null when none or not clear.
 * A slip is a letter too many, too few, another or two swapped; the first letter is taken to be right.
 */
export function meant(typed: string, known: Iterable<string>): string | null {
  if (!/^\p{L}{4,30}$/u.test(typed)) return null;
  const allowed = typed.length >= 8 ? 2 : 1;
  let best: { word: string; slips: number } | null = null;
  for (const word of known) {
    if (word[0] !== typed[0] || Math.abs(word.length - typed.length) > allowed) continue;
    const slips = distance(typed, word);
    if (slips <= allowed && (!best || slips < best.slips)) best = { word, slips };
  }
  return best?.word ?? null;
}

/** Optimal string alignment distance. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, above] = [above, row];
  }
  return above[b.length]!;
}
