/** An embedder without a model: hashed letter triples. It proves plumbing, and says nothing of how good answers are. */
import { createHash } from 'node:crypto';
import type { Embedder } from '../../ports/embedder.ts';

/** @param dim numbers a vector */
export function hashedEmbedder(dim = 64): Embedder {
  const vectorOf = (text: string): Float32Array => {
    const vector = new Float32Array(dim);
    const letters = ` ${text.toLowerCase()} `;
    for (let i = 0; i + 3 <= letters.length; i++) {
      const hash = createHash('sha256')
        .update(letters.slice(i, i + 3))
        .digest();
      vector[hash.readUInt32BE(0) % dim]! += hash[4]! % 2 ? 1 : -1;
    }
    const length = Math.hypot(...vector);
    // Text without a triple, or whose triples cancel out, still needs a direction.
    if (length === 0) vector[0] = 1;
    return length === 0 ? vector : vector.map((value) => value / length);
  };
  return { model: 'hashed-triples', dim, embed: async (texts) => texts.map(vectorOf), close: async () => {} };
}
