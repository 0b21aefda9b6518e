/** The head of a table that was cut. */
import type { Span } from './units.ts';

/** UTF-16 units that a head may have; a longer one would be most of each piece. */
const LONGEST = 300;
const ROW = /^[ \t]*\|/;
const RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/**
 * Reads a section once, however many pieces it has: to be asked for places in their order.
 *
 * @returns for a place head and rule of the table that it stands in, with a line end; empty where it is in no row, or in the head itself
 */
export function tableHeads(text: string, { start, end }: Span): (at: number) => string {
  let read = start;
  let head: string | null = null;
  let rule: string | null = null;
  return (at) => {
    for (let next: number; (next = lineEnd(text, read, end)) <= at && read < next; read = next) {
      const isRow = ROW.test(text.slice(read, Math.min(next, read + LONGEST)));
      if (!isRow) head = rule = null;
      else if (head === null) head = lineAt(text, read, next);
      else rule ??= lineAt(text, read, next);
    }
    if (head === null || rule === null || !ROW.test(text.slice(at, at + LONGEST))) return '';
    return head.length + rule.length > LONGEST || !RULE.test(rule) ? '' : `${head}\n${rule}\n`;
  };
}

/** Behind the line end. */
function lineEnd(text: string, from: number, end: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 || newline >= end ? end : newline + 1;
}

/** As far as it matters whether it is too long. */
const lineAt = (text: string, from: number, to: number): string => text.slice(from, Math.min(to, from + LONGEST + 2)).replace(/\n$/, '');
