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
  return { text: markdownOf(value), title: null };
}

const isCompoundFile = ([a, b, c, d]: Uint8Array): boolean => a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0;
