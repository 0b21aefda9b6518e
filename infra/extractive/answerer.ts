/** Answers without a language model: quotes the passages that fit best, word for word, and passes on what nothing fits. */
import type { Draft, ModelRequest, Passage } from '../../workflows/domain/turn.ts';
import type { Model } from '../ports/model.ts';
import { courtesy } from './courtesy.ts';
import { questionParts } from '../../workflows/domain/question.ts';
import { quote } from './quote.ts';
import { stemsOf } from '../../workflows/domain/words.ts';

/** Score under which nothing found counts as an answer. Calibrated in `infra/bench/answer-quality`. */
export const DEFAULT_FLOOR = 0.4;

export const EXTRACTIVE = 'extractive';
const INTRODUCTION = 'From our help centre:';
/** A second passage is quoted too when it fits nearly as well. */
const NEARLY = 0.93;
const MOST_PASSAGES = 3;
const UNPAID = { inputTokens: 0, outputTokens: 0 };

export function extractiveAnswerer(): Model {
  return {
    name: EXTRACTIVE,
    generative: false,
    async draft({ question, passages, floor }, { signal, onToken }) {
      signal.throwIfAborted();
      const answer = answerTo({ question, passages, floor });
      if (answer.type === 'reply') await say(answer.text, signal, onToken);
      return answer;
    },
  };
}

function answerTo({ question, passages, floor }: Omit<ModelRequest, 'messages'>): Draft {
  const polite = courtesy(question);
  if (polite) return reply(polite, []);
  const fitting = passages.filter(({ score }) => score >= floor).sort((a, b) => b.score - a.score);
  const quotes = new Map<Passage, string>();
  if (fitting.length > 0) {
    for (const part of questionParts(question)) {
      for (const passage of passagesFor(part, fitting)) {
        const text = quotes.size < MOST_PASSAGES && !quotes.has(passage) && quote(part, headingOf(passage), passage.text);
        if (text) quotes.set(passage, text);
      }
    }
  }
  if (quotes.size === 0) return { type: 'escalate', reason: 'nothingFound', summary: summaryOf(passages, floor), model: EXTRACTIVE, usage: UNPAID };
  const cited = [...quotes].map(([{ n }, text]) => cite(text, n));
  return reply(
    [INTRODUCTION, ...cited].join('\n\n'),
    [...quotes.keys()].map(({ n }) => n),
  );
}

const reply = (text: string, used: number[]): Draft => ({ type: 'reply', text, used, model: EXTRACTIVE, usage: UNPAID });
const headingOf = ({ title, section }: Passage): string => `${title} ${section}`;

/** What the agent who takes over should know. */
function summaryOf(passages: readonly Passage[], floor: number): string {
  const [best] = passages;
  if (!best) return 'The help centre holds nothing about this.';
  const place = best.section ? `${best.title} › ${best.section}` : best.title;
  return `Nothing in the help centre fits well enough: the nearest is "${place}" with ${best.score.toFixed(2)}, and ${floor.toFixed(2)} is needed.`;
}

/** The best passages for one part of the question, by what the search found and by the words of this very part. */
function passagesFor(part: string, fitting: readonly Passage[]): Passage[] {
  const asked = stemsOf(part);
  const share = (passage: Passage): number => {
    const held = stemsOf(`${headingOf(passage)} ${passage.text}`);
    return asked.size === 0 ? 0 : [...asked].filter((stem) => held.has(stem)).length / asked.size;
  };
  const ranked = fitting.map((passage) => ({ passage, fit: passage.score + 0.25 * share(passage) })).sort((a, b) => b.fit - a.fit);
  const [best, second] = ranked;
  const both = second && second.fit >= best!.fit * NEARLY && best!.passage.text.length + second.passage.text.length < 900;
  return both ? [best!.passage, second.passage] : [best!.passage];
}

/** The mark stands behind the last word; behind a table or code it needs a line of its own. */
const cite = (text: string, n: number): string => (/(?:\||`{3}|~{3})\s*$/.test(text) ? `${text}\n\n[${n}]` : `${text} [${n}]`);

/** Piece by piece as a model would, so that the widget shows all answers alike; ends at once when the turn is cancelled. */
async function say(text: string, signal: AbortSignal, onToken: (text: string) => void): Promise<void> {
  for (const piece of text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) {
    signal.throwIfAborted();
    onToken(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
