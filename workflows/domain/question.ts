/** A question that asks two things, taken apart. */

const MOST_PARTS = 3;
const ASKS = '(?:can|could|do|does|did|is|are|will|would|how|what|when|where|which|who|why|should|may)';

/** The parts in order, at most three; the whole question alone when it asks one thing. */
export function questionParts(question: string): string[] {
  const parts = question
    .split(new RegExp(`\\?+\\s+|\\?*\\s*\\n+|[,;]?\\s+and\\s+(?=${ASKS}\\b)|[,;]\\s+(?=(?:how|what|when|where|which|who|why)\\b)`, 'i'))
    .map((part) => part.trim())
    // A greeting, or what is left of a split, asks nothing of its own.
    .filter((part) => part.split(/\s+/).length >= 3);
  return parts.length > 1 ? parts.slice(0, MOST_PARTS) : [question];
}
