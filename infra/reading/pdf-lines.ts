/** The lines of a page, from pieces of text with places: a PDF knows no lines, words or cells. */

/** As pdf.js gives it: `transform` holds the size of the letters and where the piece begins, in points from below left. */
export type Piece = { str: string; transform: number[]; width: number; height: number };

/** One line: its cells are what wide gaps part. */
export type Line = {
  text: string;
  cells: { x: number; text: string }[];
  /** Of its letters, points. */
  size: number;
  y: number;
};

/** Gaps, in letters' size: between two words, and between two cells of a table. */
const WORD_GAP = 0.15;
const CELL_GAP = 1.5;
/** How much a piece may stand above or below its line: raised numbers do, the next line does more. */
const OFF_LINE = 0.6;

/** In the order in which the page was written, which is the order in which it is read. */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const lines: Line[] = [];
  let open: (Line & { end: number; letters: number }) | null = null;
  for (const { str, transform, width, height } of pieces) {
    const text = str.replace(/[\u00a0\t]/g, ' ').replace(/[\u00ad\u200b]/g, '');
    if (!text) continue;
    const [, , c = 0, d = 0, x = 0, y = 0] = transform;
    const size = Math.hypot(c, d) || height || 1;
    const gap = open ? (x - open.end) / Math.max(size, open.size) : 0;
    const isSameLine = open !== null && Math.abs(y - open.y) <= OFF_LINE * Math.max(size, open.size) && gap > -1;
    if (!isSameLine || !open) {
      if (!text.trim()) continue;
      open = { text: '', cells: [{ x, text }], size, y, end: x + width, letters: text.length };
      lines.push(open);
      continue;
    }
    const cell = open.cells.at(-1)!;
    if (gap > CELL_GAP && text.trim()) open.cells.push({ x, text });
    else cell.text += gap > WORD_GAP && !/\s$/.test(cell.text) && !/^\s/.test(text) ? ` ${text}` : text;
    if (!text.trim()) continue;
    if (text.length > open.letters) [open.size, open.letters] = [size, text.length];
    open.end = x + width;
  }
  return lines.flatMap(({ cells, size, y }) => {
    const named = cells.map(({ x, text }) => ({ x, text: text.replace(/\s+/g, ' ').trim() })).filter(({ text }) => text);
    return named.length > 0 ? [{ cells: named, size, y, text: named.map(({ text }) => text).join(' ') }] : [];
  });
}
