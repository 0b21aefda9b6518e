/** The head of a table that was cut. */
import type { Span } from './units.ts';

/** UTF-16 units that a head may have; a longer one would be most of each piece. */
const LONGEST = 300;
const ROW = /^[ \t]*\|/;
const RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** @returns head and rule of the table that `at` stands in, with a line end; empty where `at` is no row, or is the head itself */
export function headOfTable(text: string, { start }: Span, at: number): string {
  if (!ROW.test(text.slice(at, at + 100))) return '';
  const above = text.slice(start, at).trimEnd().split('\n');
  let first = above.length;
  while (first > 0 && ROW.test(above[first - 1]!)) first--;
  const [head, rule] = above.slice(first, first + 2);
  if (head === undefined || rule === undefined || !RULE.test(rule) || head.length + rule.length > LONGEST) return '';
  return `${head}\n${rule}\n`;
}
