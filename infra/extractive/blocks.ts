/** A passage of Markdown as the pieces that may be quoted alone: sentences, lists with their lead-in, tables by row. */

export type Block =
  | { type: 'prose'; sentences: string[] }
  /** `lead` is the line that announces the list, `""` without one; items keep their marks. */
  | { type: 'list'; lead: string; items: string[] }
  | { type: 'table'; head: string[]; rows: string[] }
  | { type: 'code'; text: string };

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s/;
const ROW = /^\s*\|.*\|\s*$/;

/** In order; headings are left out, since the citation names the section. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const part of partsOf(markdown)) {
    const lines = part.split('\n');
    const first = lines[0]!;
    if (/^\s*(`{3,}|~{3,})/.test(first)) blocks.push({ type: 'code', text: part });
    else if (lines.length > 1 && lines.every((line) => ROW.test(line))) blocks.push(tableOf(lines));
    else if (lines.some((line) => ITEM.test(line))) blocks.push(listOf(lines, blocks));
    else blocks.push({ type: 'prose', sentences: sentencesOf(lines.map((line) => line.trim()).join(' ')) });
  }
  return blocks;
}

/** The block as Markdown again, with only what was kept of it. */
export function render(block: Block): string {
  switch (block.type) {
    case 'prose':
      return block.sentences.join(' ');
    case 'list':
      return [...(block.lead ? [block.lead, ''] : []), ...block.items].join('\n');
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

function tableOf(lines: string[]): Block {
  const isRule = (line: string | undefined) => line !== undefined && /^[\s|:-]+$/.test(line);
  return isRule(lines[1]) ? { type: 'table', head: lines.slice(0, 2), rows: lines.slice(2) } : { type: 'table', head: [], rows: lines };
}

/** Takes the announcement ("You need:") from the paragraph before, so that a quoted list is understood. */
function listOf(lines: string[], blocks: Block[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line) || items.length === 0) items.push(line.trimEnd());
    else items[items.length - 1] += `\n${line.trimEnd()}`;
  }
  const before = blocks.at(-1);
  const lead = before?.type === 'prose' && before.sentences.at(-1)!.endsWith(':') ? before.sentences.pop()! : '';
  if (before?.type === 'prose' && before.sentences.length === 0) blocks.pop();
  return { type: 'list', lead, items };
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const NO_END = /\b(?:[a-z]\.[a-z]|e\.g|i\.e|etc|no|approx|incl)\.\s*$/i;
/** Small letters go on with the sentence, also behind the marks that close a bold name: `**Forgot password?** on the page`. */
const GOES_ON = /^(?:[*_`)"'”’]+\s)?\p{Ll}/u;

/** Sentences of one paragraph; "10 a.m. to" and "e.g. this" do not end one. */
export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(paragraph)) {
    const before = sentences.at(-1);
    if (before !== undefined && (NO_END.test(before) || GOES_ON.test(segment))) sentences[sentences.length - 1] = before + segment;
    else sentences.push(segment);
  }
  return sentences.map((sentence) => sentence.trim()).filter(Boolean);
}
