/** The sections of a document, which is Markdown whatever it was, or plain text: where each heading's text begins and ends, under which path. */
import type { MediaType } from '../../workflows/domain/document.ts';

/** `path` joins the headings above by ` › `, without the document's title; `""` at the top. Sections tile the text. */
export type Section = { path: string; start: number; end: number };

/** UTF-16 units of a line that may be a heading; who writes a longer one writes text. */
const LONGEST = 1_000;

type Line = { start: number; end: number; text: string };
type Heading = { level: number; name: string; start: number; bodyStart: number };

/** The first heading of level 1, else the title of the front matter; null when there is neither. */
export function titleOf(text: string, mediaType: MediaType): string | null {
  if (mediaType === 'text/plain') return null;
  const heading = headingsOf(text).find(({ level, name }) => level === 1 && name);
  if (heading) return heading.name;
  const front = text.slice(0, frontMatterEnd(text));
  const titled = /^title:[ \t]*(.+)$/m.exec(front)?.[1]?.trim();
  return titled?.replace(/^(["'])(.*)\1$/, '$2') || null;
}

/** Front matter is data about the document and belongs to no section. A heading without text of its own opens the next section. */
export function sectionsOf(text: string, mediaType: MediaType): Section[] {
  if (mediaType === 'text/plain') return [{ path: '', start: 0, end: text.length }];
  const headings = headingsOf(text);
  const title = headings.find(({ level, name }) => level === 1 && name);
  const sections: Section[] = [];
  const above: Heading[] = [];
  let start = frontMatterEnd(text);
  if (headings.length === 0 || hasText(text, start, headings[0]!.start)) {
    sections.push({ path: '', start, end: headings[0]?.start ?? text.length });
    start = headings[0]?.start ?? text.length;
  }
  for (const [i, heading] of headings.entries()) {
    while (above.length > 0 && above.at(-1)!.level >= heading.level) above.pop();
    above.push(heading);
    const end = headings[i + 1]?.start ?? text.length;
    if (!hasText(text, heading.bodyStart, end)) continue;
    const path = above.filter(({ name }) => name).filter((one) => one !== title);
    sections.push({ path: path.map(({ name }) => name).join(' › '), start, end });
    start = end;
  }
  // Headings at the very end belong to the last section, or are all there is.
  if (start < text.length) {
    const last = sections.at(-1);
    if (last) last.end = text.length;
    else sections.push({ path: '', start, end: text.length });
  }
  return sections;
}

const hasText = (text: string, start: number, end: number): boolean => /\S/.test(text.slice(start, end));

/** Where the text begins behind a YAML block; 0 without one. */
function frontMatterEnd(text: string): number {
  return /^---[ \t]*\n(?:[^\n]*\n){0,100}?---[ \t]*(?:\n|$)/.exec(text)?.[0].length ?? 0;
}

function headingsOf(text: string): Heading[] {
  const headings: Heading[] = [];
  let fence: { mark: string; indent: number } | null = null;
  let paragraph: Line[] = [];
  for (const line of linesOf(text, frontMatterEnd(text))) {
    const [, space = '', mark = '', info = ''] = /^([ \t]*)(`{3,}|~{3,})?(.*)/.exec(line.text)!;
    // A fence inside a list item ends with the item at the latest.
    if (fence && fence.indent > 3 && !space && line.text.trim()) fence = null;
    if (fence || mark) {
      if (!fence) fence = { mark, indent: space.length };
      else if (mark[0] === fence.mark[0] && mark.length >= fence.mark.length && !info.trim()) fence = null;
      paragraph = [];
      continue;
    }
    const isShort = line.text.length <= LONGEST;
    const atx = isShort && /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(line.text);
    const underline = isShort ? /^ {0,3}(=+|-{2,})[ \t]*$/.exec(line.text)?.[1] : undefined;
    const [above] = paragraph;
    if (atx) headings.push({ level: atx[1]!.length, name: plain(atx[2] ?? ''), start: line.start, bodyStart: line.end });
    else if (underline && above && paragraph.length === 1 && isProse(above))
      headings.push({ level: underline[0] === '=' ? 1 : 2, name: plain(above.text), start: above.start, bodyStart: line.end });
    else if (/\S/.test(line.text)) {
      paragraph.push(line);
      continue;
    }
    paragraph = [];
  }
  return headings;
}

/** Dashes under a table's head or a list item make no heading. */
const isProse = ({ text }: Line): boolean => text.length <= LONGEST && !/^\s*(?:[-*+>]|\d+[.)])\s|\|/.test(text);

function* linesOf(text: string, from: number): Generator<Line> {
  for (let start = from; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    yield { start, end, text: text.slice(start, newline < 0 ? end : newline) };
    start = end;
  }
}

/** A heading as people read it: no links, code ticks, emphasis or anchors. */
const plain = (markdown: string): string =>
  markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\{#[^}]*\}\s*$/, '')
    .replace(/[`*]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
