/** The lines of all pages as Markdown: what is set larger is a heading, what stands in columns a table, what has a bullet a list. */
import type { Line } from './pdf-lines.ts';

/** A heading's letters are larger than the text's by this factor; it is short, and most of a text is none. */
const LARGER = 1.15;
const LONGEST_HEADING = 120;
const MOST_HEADINGS = 0.35;
const LEVELS = 3;
/** Distance of two lines, in letters' size, from which a paragraph ends between them. */
const PARAGRAPH_GAP = 1.75;
/** How far the cells of a column may stand apart, in letters' size. */
const COLUMN = 2;
const BULLET = /^[•●○▪◦‣∙·–]\s+(?=\S)/u;

type Block = { line: Line; page: number; level: number; ends: boolean };

/** @returns the text, and where in it each page begins */
export function pdfMarkdown(pages: readonly Line[][]): { text: string; pageStarts: number[] } {
  const levelOf = levels(pages.flat());
  const blocks = pages.flatMap((lines, page) => lines.map((line): Block => ({ line, page, level: levelOf(line), ends: false })));
  const pageStarts: number[] = [];
  let text = '';
  for (let i = 0; i < blocks.length;) {
    const { line, page, level } = blocks[i]!;
    const rows = level === 0 ? tableAt(blocks, i) : 0;
    text = parted(text, blocks[i - 1], blocks[i]!, rows > 0);
    while (pageStarts.length <= page) pageStarts.push(text.length);
    if (rows > 0) {
      text += table(blocks.slice(i, i + rows).map((block) => block.line));
      blocks[i + rows - 1]!.ends = true;
      i += rows;
      continue;
    }
    const whole = level > 0 ? headingAt(blocks, i) : 1;
    const words = blocks.slice(i, i + whole).map((block) => block.line.text);
    text += level > 0 ? `${'#'.repeat(level)} ${words.join(' ')}` : line.text.replace(BULLET, '- ');
    blocks[i + whole - 1]!.ends = level > 0;
    i += whole;
  }
  while (pageStarts.length < pages.length) pageStarts.push(text.length);
  return { text, pageStarts };
}

/** What stands between two blocks: nothing within a broken word, a line end within a paragraph, an empty line otherwise. */
function parted(text: string, before: Block | undefined, { line, page, level }: Block, isTable: boolean): string {
  if (!before) return text;
  const isNext = page === before.page && before.line.y - line.y <= PARAGRAPH_GAP * Math.max(line.size, before.line.size) && before.line.y > line.y;
  const flows = !before.ends && level === 0 && !isTable;
  // The end of the line before, and not of the whole text: that would be read through for each line.
  if (flows && /\p{Ll}-$/u.test(before.line.text) && /^\p{Ll}/u.test(line.text)) return text.slice(0, -1);
  if (flows && (isNext || (page > before.page && !/[.!?:]$/.test(before.line.text)))) return `${text}\n`;
  return `${text}\n\n`;
}

/** How deep a heading each line is; 0 for none. Sizes rank: the largest is the first level. */
function levels(lines: readonly Line[]): (line: Line) => number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) letters.set(half(size), (letters.get(half(size)) ?? 0) + text.length);
  const body = [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const isHeading = ({ size, text, cells }: Line) =>
    half(size) >= body * LARGER && text.length <= LONGEST_HEADING && cells.length === 1 && /\p{L}/u.test(text) && !BULLET.test(text);
  const headings = lines.filter(isHeading);
  const lettersOf = (some: readonly Line[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  if (lettersOf(headings) > lettersOf(lines) * MOST_HEADINGS) return () => 0;
  const sizes = [...new Set(headings.map(({ size }) => half(size)))].sort((a, b) => b - a);
  return (line) => (isHeading(line) ? Math.min(LEVELS, sizes.indexOf(half(line.size)) + 1) : 0);
}

const half = (size: number): number => Math.round(size * 2) / 2;

/** Lines of one heading that was broken. */
function headingAt(blocks: readonly Block[], from: number): number {
  const { line, page, level } = blocks[from]!;
  let n = 1;
  for (let y = line.y; ; n++) {
    const next = blocks[from + n];
    if (next?.page !== page || next.level !== level || y - next.line.y > PARAGRAPH_GAP * line.size || next.line.y > y) return n;
    y = next.line.y;
  }
}

/** How many lines from here are rows of one table: as many cells each, at the same places; 0 for fewer than two. */
function tableAt(blocks: readonly Block[], from: number): number {
  const { line: head, page } = blocks[from]!;
  if (head.cells.length < 2) return 0;
  let n = 1;
  for (; ; n++) {
    const next = blocks[from + n];
    if (next?.page !== page || next.level !== 0 || next.line.cells.length !== head.cells.length) break;
    if (!next.line.cells.every(({ x }, i) => Math.abs(x - head.cells[i]!.x) <= COLUMN * head.size)) break;
  }
  return n > 1 ? n : 0;
}

function table(rows: readonly Line[]): string {
  const row = ({ cells }: Pick<Line, 'cells'>) => `| ${cells.map(({ text }) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  const [head, ...rest] = rows;
  return [row(head!), `|${' --- |'.repeat(head!.cells.length)}`, ...rest.map(row)].join('\n');
}
