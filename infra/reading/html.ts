/** A web page or a piece of HTML. Of a page the content is read, without menus and footers; scripts never run, nothing is loaded. */
import { charsetOf, decode, decodeServed } from './decode.ts';
import { markdownOf } from './markdown.ts';
import type { Served, Text } from './read.ts';

/** Beyond it the page's structure is not weighed: building it twice would take more memory than reading it, UTF-16 units. */
const WEIGHED = 500_000;
/** Share of the page's own text that its content must hold; with less, something was taken for furniture that was none. */
const ENOUGH = 0.5;

export async function readHtml(bytes: Uint8Array, served?: Served): Promise<Text> {
  const html = served ? decodeServed(bytes, served.charset) : decode(bytes, charsetOf(bytes));
  const isPage = /<(?:!doctype|html|body)\b/i.test(html.slice(0, 4_000));
  const title = /<title[^>]*>([^<]{1,300})<\/title>/i.exec(html)?.[1];
  const whole = markdownOf(html, { isPage });
  const content = isPage && html.length <= WEIGHED ? await contentOf(html) : null;
  const text = content && content.length >= whole.length * ENOUGH ? content : whole;
  return { text, title: title ? markdownOf(title) || null : null };
}

/** What Firefox's reading view would show; null when the page is not made of an article. */
async function contentOf(html: string): Promise<string | null> {
  const [{ JSDOM, VirtualConsole }, { Readability, isProbablyReaderable }] = await Promise.all([import('jsdom'), import('@mozilla/readability')]);
  // A silent console: what a page's styles do wrong is nobody's business here.
  const { document } = new JSDOM(html, { virtualConsole: new VirtualConsole() }).window;
  if (!isProbablyReaderable(document)) return null;
  // Readability takes the headline off when it equals the title; sections would hang in the air without it.
  const headline = document.querySelector('h1')?.textContent.replace(/\s+/g, ' ').trim();
  const article = new Readability(document).parse();
  if (!article?.content) return null;
  const text = markdownOf(article.content, { isPage: true });
  return headline && !/^# /m.test(text) ? `# ${headline}\n\n${text}` : text;
}
