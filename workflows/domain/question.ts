/** A question that asks two things, taken apart; and one that leans on what was said before, completed. */
import { contentWords } from './words.ts';

const MOST_PARTS = 3;
const ASKS = '(?:can|could|do|does|did|is|are|will|would|how|what|when|where|which|who|why|should|may)';

const ENDS = new RegExp(`(?<=\\?)\\s+|\\s*\\n+|[,;]?\\s+and\\s+(?=${ASKS}\\b)|[,;]\\s+(?=(?:how|what|when|where|which|who|why)\\b)`, 'i');
const ASKING = new RegExp(`\\?|(?:^|[.,!;:]\\s+|\\b(?:and|but|so|then)\\s+)${ASKS}\\b`, 'i');

/** One thing that is asked, and what was told before it: "I am abroad, how do I change my PIN?" */
export type QuestionPart = { asks: string; told: string };

/** What is asked, in order, three things at most; the whole question alone when it asks one thing and tells nothing. */
export function questionParts(question: string): QuestionPart[] {
  // A greeting, or what is left of a split, asks nothing of its own.
  const pieces = question
    .split(ENDS)
    .map((piece) => piece.trim())
    .filter((piece) => piece.split(/\s+/).length >= 3);
  const parts: QuestionPart[] = [];
  let told = '';
  for (const piece of pieces) {
    if (!ASKING.test(piece)) {
      told = `${told} ${piece}`.trim();
      continue;
    }
    parts.push({ asks: piece, told });
    told = '';
  }
  const last = parts.at(-1);
  if (last) last.told = `${last.told} ${told}`.trim();
  return pieces.length > 1 && parts.length > 0 ? parts.slice(0, MOST_PARTS) : [{ asks: question, told: '' }];
}

/** How a question begins that goes on with the one before, and words that stand for something said before. */
const GOES_ON = /^(?:and|but|or|also|so|then|what about|how about|what if|und|et|y|e|en|aber|mais|pero|ma|maar|mas)\b/i;
const STANDS_FOR = /\b(?:it|its|that|this|those|these|they|them|their|one|ones|there|he|she|him|her|same|other|instead)\b/i;
/** A question of so few words rarely stands for itself in the middle of a conversation. */
const FEW_WORDS = 2;
/** One that says who does what does with fewer: "Do you ship abroad?", "Can I pay cash?" */
const WHOLE = /^(?:do|did|are|can|could|may|should|will|would|have|am)\s+(?:you|i|we)\b/i;

/** Whether the later half of a question cannot do without the first: "and how do I cancel it", "what is the fee". */
export const leansOnFirstHalf = (half: string): boolean => STANDS_FOR.test(half) || contentWords(half).length <= 1;

const leansOnBefore = (question: string): boolean =>
  GOES_ON.test(question.trim()) ||
  STANDS_FOR.test(question) ||
  contentWords(question).length <= (WHOLE.test(question.trim()) ? FEW_WORDS - 1 : FEW_WORDS);

/**
 * @param earlier what the visitor said before, oldest first
 * @returns the question with what it leans on in front: the last message that stands for itself and what followed it, two at most; the
 *   question alone when it stands for itself
 */
export function inContext(question: string, earlier: readonly string[]): string {
  const before: string[] = [];
  for (let next = question, i = earlier.length - 1; i >= 0 && before.length < 2 && leansOnBefore(next); i--) {
    next = earlier[i]!;
    before.unshift(next);
  }
  return [...before, question].join(' ');
}
