/** A passage of Markdown as the pieces that may be quoted alone: sentences, lists with their lead-in, tables by row. */

export type Block =
  | { type: 'prose'; sentences: string[] }
  /** `lead` is the sentence that announces what follows, `""` without one; items keep their marks. */
  | { type: 'list'; lead: string; items: string[] }
  | { type: 'table'; lead: string; head: string[]; rows: string[] }
  | { type: 'code'; lead: string; text: string };

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s/;
const ROW = /^\s*\|.*\|\s*$/;

/** In order; headings are left out, since the citation names the section. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const part of partsOf(markdown)) {
    const lines = part.split('\n');
    const first = lines[0]!;
    if (/^\s*(`{3,}|~{3,})/.test(first)) blocks.push({ type: 'code', lead: takeLead(blocks), text: part });
    else if (lines.length > 1 && lines.every((line) => ROW.test(line))) blocks.push({ type: 'table', lead: takeLead(blocks), ...rowsOf(lines) });
    else if (lines.some((line) => ITEM.test(line))) blocks.push({ type: 'list', lead: takeLead(blocks), items: itemsOf(lines) });
    else blocks.push({ type: 'prose', sentences: sentencesOf(flowing(lines)) });
  }
  return blocks;
}

/** The lines of a paragraph as one; the meaning of a term (`: of which`) stands right behind it. */
const flowing = (lines: readonly string[]): string => lines.map((line, i) => (i === 0 ? line.trim() : line.trim().replace(/^(?!:\s)/, ' '))).join('');

/** The block as Markdown again, with only what was kept of it. */
export function render(block: Block): string {
  if (block.type === 'prose') return block.sentences.join(' ');
  return `${block.lead ? `${block.lead}\n\n` : ''}${bodyOf(block)}`;
}

function bodyOf(block: Exclude<Block, { type: 'prose' }>): string {
  switch (block.type) {
    case 'list':
      return block.items.join('\n');
    case 'table':
      return [...block.head, ...block.rows].join('\n');
    case 'code':
      return block.text;
    default:
      return block satisfies never;
  }
}

function partsOf(markdown: string): string[] {
  const parts: string[] = [];
  let lines: string[] = [];
  let fence: string | null = null;
  const close = (): void => {
    if (lines.length > 0) parts.push(lines.join('\n'));
    lines = [];
  };
  for (const line of markdown.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      lines.push(line);
      if (mark?.startsWith(fence)) {
        fence = null;
        close();
      }
    } else if (mark) {
      close();
      fence = mark;
      lines.push(line);
    } else if (/^\s*$/.test(line) || /^ {0,3}#{1,6}\s/.test(line) || /^ {0,3}(?:=+|-{2,}|\*{3,})\s*$/.test(line)) close();
    else {
      // A table or list that follows its announcement without a blank line is a part of its own.
      const before = lines.at(-1);
      if (before !== undefined && ((ROW.test(line) && !ROW.test(before)) || (ITEM.test(line) && !lines.some((one) => ITEM.test(one))))) close();
      lines.push(line);
    }
  }
  close();
  return parts;
}

function rowsOf(lines: string[]): { head: string[]; rows: string[] } {
  const isRule = (line: string | undefined) => line !== undefined && /^[\s|:-]+$/.test(line);
  return isRule(lines[1]) ? { head: lines.slice(0, 2), rows: lines.slice(2) } : { head: [], rows: lines };
}

function itemsOf(lines: string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line) || items.length === 0) items.push(line.trimEnd());
    else items[items.length - 1] += `\n${line.trimEnd()}`;
  }
  return items;
}

/** Takes the announcement ("You need:") from the paragraph before, so that what it announces is understood when it is quoted alone. */
function takeLead(blocks: Block[]): string {
  const before = blocks.at(-1);
  if (before?.type !== 'prose' || !before.sentences.at(-1)!.endsWith(':')) return '';
  const lead = before.sentences.pop()!;
  if (before.sentences.length === 0) blocks.pop();
  return lead;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const NO_END = /\b(?:[a-z]\.[a-z]|e\.g|i\.e|etc|no|approx|incl)\.\s*$/i;
/** Small letters go on with the sentence, also behind the marks that close a bold name: `**Forgot password?** on the page`. */
const GOES_ON = /^(?:[*_`)"'”’]+\s)?\p{Ll}/u;

/** Marks that close what the sentence before opened: the segmenter ends `**By card.** Visa` before them. */
const CLOSING = /^(?:\*\*|__|[*_])\s+/;
const isOpen = (text: string): boolean => (text.match(/\*\*|__/g)?.length ?? 0) % 2 === 1 || /(?:^|\s)[*_](?![*_\s])[^*_]*$/.test(text);
/** A bold beginning of a paragraph is its heading and says nothing alone. */
const isRunIn = (text: string): boolean => /^(?:\*\*(?:(?!\*\*).)+\*\*|__(?:(?!__).)+__)\s*$/s.test(text);

/** Sentences of one paragraph; "10 a.m. to" and "e.g. this" do not end one. */
export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(paragraph)) {
    const before = sentences.at(-1);
    const closes = before !== undefined && isOpen(before) ? (CLOSING.exec(segment)?.[0] ?? '') : '';
    const rest = segment.slice(closes.length);
    if (before === undefined) sentences.push(segment);
    else if (!/\s$/.test(before + closes) || NO_END.test(before) || GOES_ON.test(segment) || (sentences.length === 1 && isRunIn(before + closes)))
      sentences[sentences.length - 1] = before + segment;
    else {
      sentences[sentences.length - 1] = before + closes;
      sentences.push(rest);
    }
  }
  return sentences.map((sentence) => sentence.trim()).filter(Boolean);
}
