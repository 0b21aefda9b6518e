/** What a question asks for, in the words of the knowledge: completed by what was said before, in English, without typing mistakes. */
import type { VersionId } from '../../workflows/domain/document.ts';
import { inContext, questionParts, leansOnFirstHalf } from '../../workflows/domain/question.ts';
import type { Embedder } from '../../infra/ports/embedder.ts';
import type { IndexScope } from '../../infra/ports/vector-index.ts';
import type { Deps } from '../deps.ts';
import { toEnglish } from './lexicon/gloss.ts';

/** One thing that is asked. */
export type Part = {
  /** What is searched for. */
  text: string;
  /** Of it, what this part says itself. */
  own: string;
};

type Needs = Pick<Deps, 'vectors'> & { embedder: Embedder | null };

/**
 * @param versions of the published revision
 * @param earlier what the visitor said before, oldest first
 * @returns the parts of the question, in order; at least one
 */
export async function understand(
  deps: Needs,
  scope: IndexScope,
  versions: readonly VersionId[],
  question: string,
  earlier: readonly string[],
): Promise<Part[]> {
  const parts = questionParts(question);
  const read = (text: string): Promise<string> => inWordsOfKnowledge(deps, scope, versions, text);
  return Promise.all(
    parts.map(async ({ asks, told }, i) => {
      // "How loud is it, and can I make it quieter?": the second half leans on the first.
      const inside = i === 0 ? earlier : leansOnFirstHalf(asks) ? parts.slice(0, i).map((part) => part.asks) : [];
      const whole = told ? `${told}, ${asks}` : inContext(asks, inside);
      const own = await read(asks);
      return { text: whole === asks ? own : await read(whole), own };
    }),
  );
}

async function inWordsOfKnowledge(deps: Needs, scope: IndexScope, versions: readonly VersionId[], text: string): Promise<string> {
  const glossed = toEnglish(text);
  if (glossed && !(await isSpokenIn(deps, scope, versions, glossed.telling))) return glossed.english;
  return mended(deps, scope, text);
}

/** Share of the telling words that a chunk must hold for the knowledge to be in their language. */
const SPOKEN = 0.6;

async function isSpokenIn({ vectors }: Needs, scope: IndexScope, versions: readonly VersionId[], telling: string): Promise<boolean> {
  const [best] = await vectors.search(scope, { versions, text: telling, vector: null, limit: 1 });
  return (best?.keyword ?? 0) >= SPOKEN;
}

/** The text without typing mistakes. A word that the encoder knows is no mistake, only one that the knowledge lacks. */
async function mended({ vectors, embedder }: Needs, scope: IndexScope, text: string): Promise<string> {
  const doubtful = (text.match(/\p{L}{4,30}/gu) ?? []).map((word) => word.toLowerCase()).filter((word) => !embedder?.isWord?.(word));
  if (doubtful.length === 0) return text;
  const suggested = await vectors.suggest(scope, [...new Set(doubtful)]);
  return text.replace(/\p{L}{4,30}/gu, (word) => suggested.get(word.toLowerCase()) ?? word);
}
