/** What a question asks for, in the words of the knowledge: completed by what was said before, in English, without typing mistakes. */
import type { TenantScope } from '../../workflows/domain/ids.ts';
import { inContext, leansOnBefore, questionParts } from '../../workflows/domain/question.ts';
import type { Deps } from '../deps.ts';
import { toEnglish } from './lexicon/gloss.ts';

/** One thing that is asked. */
export type Part = {
  /** What is searched for. */
  text: string;
  /** Of it, what this part says itself. */
  own: string;
};

type Needs = Pick<Deps, 'vectors' | 'embedder'>;

/**
 * @param earlier what the visitor said before, oldest first
 * @returns the parts of the question, in order; at least one
 */
export async function understand(deps: Needs, scope: TenantScope, question: string, earlier: readonly string[]): Promise<Part[]> {
  const parts = questionParts(question);
  return Promise.all(
    parts.map(async (part, i) => {
      // "How loud is it, and can I make it quieter?": the second half leans on the first.
      const before = i === 0 ? earlier : parts.slice(0, i);
      const whole = i === 0 || leansOnBefore(part) ? inContext(part, before) : part;
      const own = await inWordsOfKnowledge(deps, scope, part);
      return { text: whole === part ? own : await inWordsOfKnowledge(deps, scope, whole), own };
    }),
  );
}

const inWordsOfKnowledge = async (deps: Needs, scope: TenantScope, text: string): Promise<string> =>
  toEnglish(text) ?? (await mended(deps, scope, text));

/** The text without typing mistakes. A word that the encoder knows is no mistake, only one that the knowledge lacks. */
async function mended({ vectors, embedder }: Needs, scope: TenantScope, text: string): Promise<string> {
  const doubtful = (text.match(/\p{L}{4,30}/gu) ?? []).map((word) => word.toLowerCase()).filter((word) => !embedder?.isWord?.(word));
  if (doubtful.length === 0) return text;
  const suggested = await vectors.suggest(scope, [...new Set(doubtful)]);
  return text.replace(/\p{L}{4,30}/gu, (word) => suggested.get(word.toLowerCase()) ?? word);
}
