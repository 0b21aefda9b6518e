/** A Word document: headings by their styles, lists and tables kept; pictures, macros and comments left out. */
import mammoth from 'mammoth';
import { markdownOf } from './markdown.ts';
import type { Text } from './read.ts';
import { Refused } from './refused.ts';

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

export async function readDocx(bytes: Uint8Array): Promise<Text> {
  // A protected document is not a zip but a container of Microsoft's with the cipher text in it.
  if (isCompoundFile(bytes)) throw new Refused('document.encrypted');
  const { value } = await mammoth
    .convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      { styleMap: STYLES, includeEmbeddedStyleMap: false, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
    )
    .catch((cause: unknown) => {
      throw new Refused('document.broken', { cause });
    });
  return {
    text: partsOf(value)
      .map((part) => markdownOf(part))
      .join('\n\n'),
    title: null,
  };
}

/** UTF-16 units that are turned into Markdown at a time: a book at once would take ten times its size in memory. */
const PART = 200_000;

/** Cut before a heading that stands in no table or list. */
function partsOf(html: string): string[] {
  const parts: string[] = [''];
  for (const section of html.split(/(?=<h[1-6]>)/)) {
    const last = parts.at(-1)!;
    if (last.length > PART && !isOpen(last)) parts.push(section);
    else parts[parts.length - 1] = last + section;
  }
  return parts;
}

const isOpen = (html: string): boolean => ['table', 'ul', 'ol'].some((name) => html.split(`<${name}>`).length !== html.split(`</${name}>`).length);

const isCompoundFile = ([a, b, c, d]: Uint8Array): boolean => a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0;
