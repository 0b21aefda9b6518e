/** HTML to Markdown: headings, lists, tables and links stay; scripts, styles, pictures and what is hidden go. */
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

type Node = { type: string; tagName?: string; value?: string; properties?: Record<string, unknown>; children?: Node[] };

const DROPPED = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'embed', 'svg', 'canvas', 'audio', 'video', 'head', 'title']);
/** Of a page around its content. */
const FURNITURE = new Set(['nav', 'footer', 'aside', 'form', 'button', 'select', 'dialog']);

/** @param isPage leaves out menus and footers too */
export function markdownOf(html: string, { isPage = false } = {}): string {
  const file = unified()
    .use(rehypeParse, { fragment: true })
    .use(() => (tree: unknown) => {
      clean(tree as Node, isPage);
    })
    .use(rehypeRemark)
    .use(remarkGfm, { tablePipeAlign: false })
    .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '_', listItemIndent: 'one', resourceLink: true })
    .processSync(html);
  return withoutEscapes(String(file)).trim();
}

function clean(node: Node, isPage: boolean): void {
  const kept = node.children?.filter((child) => !isDropped(child, isPage)) ?? [];
  for (const child of kept) clean(child, isPage);
  if (node.type === 'text') node.value = node.value?.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u00ad\u200b\ufeff]/g, '');
  if (node.children) node.children = kept.flatMap((child) => plainer(child));
  if (node.tagName === 'table') headed(node);
}

const isDropped = ({ type, tagName = '', properties = {} }: Node, isPage: boolean): boolean =>
  type === 'comment' ||
  type === 'doctype' ||
  DROPPED.has(tagName) ||
  (isPage && FURNITURE.has(tagName)) ||
  properties['hidden'] !== undefined ||
  /display\s*:\s*none|visibility\s*:\s*hidden/i.test(String(properties['style'] ?? ''));

/** A picture becomes its description, a link that leads nowhere from here its text. */
function plainer(node: Node): Node[] {
  const { tagName, properties = {}, children = [] } = node;
  if (tagName === 'img') return properties['alt'] ? [{ type: 'text', value: String(properties['alt']) }] : [];
  if (tagName === 'a' && !/^(https?|mailto|tel):/i.test(String(properties['href'] ?? ''))) return children;
  return [node];
}

/** Markdown has no table without a head, so the first row becomes one rather than an empty line. */
function headed(table: Node): void {
  const first = rowsOf(table)[0];
  if (!first?.children || rowsOf(table).some((row) => row.children?.some(({ tagName }) => tagName === 'th'))) return;
  for (const cell of first.children) if (cell.tagName === 'td') cell.tagName = 'th';
}

const rowsOf = ({ children = [] }: Node): Node[] =>
  children.flatMap((child) => (child.tagName === 'tr' ? [child] : ['thead', 'tbody', 'tfoot'].includes(child.tagName ?? '') ? rowsOf(child) : []));

/** An escape inside a word is right as Markdown and hides the word from a search: `ERR\_4012`. */
const withoutEscapes = (markdown: string): string => markdown.replace(/(?<=[\p{L}\p{N}])\\_(?=[\p{L}\p{N}])/gu, '_').replace(/\\([&~])/g, '$1');
