/** The words of a question and of a passage as ranking compares them: stems, compounds in one piece, identifiers apart. */
import { contentWords, stem } from '../../workflows/domain/words.ts';
import { conceptsOf } from './lexicon/gloss.ts';

/** A word of the question. */
export type Term = {
  stem: string;
  /** Of a compound with hyphens: its parts, which stand for it together. */ parts: string[];
  concepts: readonly number[];
};
/** What a text holds. */
export type Held = { stems: ReadonlySet<string>; concepts: ReadonlySet<number>; identifiers: ReadonlySet<string> };

const COMPOUND = /(?<![\p{L}\p{N}-])\p{L}+(?:-\p{L}+)+(?![\p{L}\p{N}-])/gu;
const joined = (compound: string): string => stem(compound.replaceAll('-', '').toLowerCase());

/** Each once. */
export function termsOf(question: string): Term[] {
  const compounds = (question.match(COMPOUND) ?? []).map((compound) => ({ stem: joined(compound), parts: contentWords(compound).map(stem) }));
  const words = contentWords(question.replace(COMPOUND, ' ')).map((word) => ({ stem: stem(word), parts: [] }));
  const terms = new Map([...compounds, ...words].map((term) => [term.stem, { ...term, concepts: conceptsOf(term.stem) }]));
  return [...terms.values()];
}

export function heldBy(text: string): Held {
  const stems = new Set([...contentWords(text).map(stem), ...(text.match(COMPOUND) ?? []).map(joined)]);
  return { stems, concepts: new Set([...stems].flatMap(conceptsOf)), identifiers: identifiersOf(text) };
}

/** Whether the very word is held, or else one that means much the same. */
export function match({ stem: own, parts, concepts }: Term, { stems, concepts: held }: Held): 'word' | 'meaning' | null {
  if (stems.has(own) || (parts.length > 1 && parts.every((part) => stems.has(part)))) return 'word';
  return concepts.some((concept) => held.has(concept)) ? 'meaning' : null;
}

const IDENTIFIER = /(?<![\p{L}\p{N}])(?:\p{L}{1,6}[-_]?\p{N}[\p{L}\p{N}]*(?:[-_.]\p{N}+)*|\p{Lu}{1,2} \p{N}{1,5})(?![\p{L}\p{N}])/gu;

/** Names of models, forms and errors, such as `ERR-4012` and `E 45`, without what people leave out: `err4012`, `e45`. */
export const identifiersOf = (text: string): Set<string> =>
  new Set((text.normalize('NFKC').match(IDENTIFIER) ?? []).map((identifier) => identifier.toLowerCase().replace(/[-_ ]/g, '')));
