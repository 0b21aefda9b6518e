/** An encoder that remembers its vectors in a file, so that a second run of the benchmark costs no encoding. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Embedder } from '../../ports/embedder.ts';

/** @param file JSON of text to vector; a vector of another model is not looked at */
export function keptVectors(embedder: Embedder, file: string): Embedder & { keep(): void } {
  const known = new Map<string, string>(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, string][]) : []);
  const keyOf = (text: string, kind: string): string => `${embedder.model} ${kind} ${text}`;
  return {
    ...embedder,
    async embed(texts, kind) {
      const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text, kind)));
      const fresh = await embedder.embed(missing, kind);
      for (const [i, text] of missing.entries()) known.set(keyOf(text, kind), Buffer.from(fresh[i]!.slice().buffer).toString('base64'));
      return texts.map((text) => new Float32Array(new Uint8Array(Buffer.from(known.get(keyOf(text, kind))!, 'base64')).buffer));
    },
    keep: () => writeFileSync(file, JSON.stringify([...known])),
  };
}
