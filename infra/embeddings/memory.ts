/** Vectors of short texts are remembered: questions and headings come again, a passage is embedded once. */
import { lru } from './lru.ts';

const REMEMBERED = 4096;
/** With what an encoder puts before a question. */
const SHORT = 260;

export const isShort = (text: string): boolean => text.length <= SHORT;

/** @returns one vector a text, in order; `embed` is asked once for each that is not remembered */
export function memory(): (texts: readonly string[], embed: (missing: string[]) => Promise<Float32Array[]>) => Promise<Float32Array[]> {
  const remembered = lru<string, Float32Array>(REMEMBERED);
  return async (texts, embed) => {
    const known = new Map(texts.map((text) => [text, remembered.get(text)]));
    const missing = [...known].filter(([, vector]) => !vector).map(([text]) => text);
    const fresh = await embed(missing);
    for (const [i, text] of missing.entries()) {
      known.set(text, fresh[i]);
      if (isShort(text)) remembered.set(text, fresh[i]!);
    }
    return texts.map((text) => known.get(text)!);
  };
}
