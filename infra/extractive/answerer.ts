/** Answers without a language model: quotes the passages that fit best, word for word, and passes on what nothing fits. */
import type { Draft, ModelRequest, Passage } from '../../workflows/domain/turn.ts';
import type { Model } from '../ports/model.ts';
import { courtesy } from './courtesy.ts';
import { questionParts } from '../../workflows/domain/question.ts';
import { quote } from './quote.ts';
import { stemsOf } from '../../workflows/domain/words.ts';

/** Score under which nothing found counts as an answer. Calibrated in `infra/bench/answer-quality`. */
export const DEFAULT_FLOOR = 0.35;

export const EXTRACTIVE = 'extractive';
const INTRODUCTION = 'From our help centre:';
/** A passage that fits nearly as well as the best may stand in for it; to stand beside it, it must fit better still. */
const NEARLY = 0.9;
const BESIDE = 0.96;
/** Letters of two passages that are quoted together. */
const SHORT = 700;
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

function answerTo({ question, passages, floor }: Pick<ModelRequest, 'question' | 'passages' | 'floor'>): Draft {
  const polite = courtesy(question);
  if (polite) return reply(polite, []);
  const fitting = passages.filter(({ score }) => score >= floor);
  const quotes = new Map<Passage, string>();
  for (const { part, passage } of assigned(questionParts(question), fitting)) {
    const text = quote(part, headingOf(passage), passage.text);
    if (text) quotes.set(passage, text);
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

type Fit = { part: string; passage: Passage; fit: number };

/** Which passages answer which part, in the order of the parts. */
function assigned(parts: readonly string[], fitting: readonly Passage[]): Fit[] {
  const options = parts.map((part) => {
    const fits = fitting.map((passage) => ({ part, passage, fit: fitOf(part, passage) })).sort((a, b) => b.fit - a.fit);
    return fits.filter(({ fit }) => fit >= fits[0]!.fit * NEARLY);
  });
  const [alone] = options;
  if (options.length > 1 || !alone) return oneEach(options);
  // Only a question that asks one thing gets a second passage, and only when both are short.
  const [best, second] = alone;
  if (!best || !second) return alone;
  const isBeside = second.fit >= best.fit * BESIDE && best.passage.text.length + second.passage.text.length < SHORT;
  return isBeside ? [best, second] : [best];
}

/** Each part its own passage, so that together they fit best; a part that only wants what another has is answered with it. */
function oneEach(options: readonly Fit[][], taken: readonly Fit[] = []): Fit[] {
  const [first, ...rest] = options;
  if (!first) return [...taken];
  const free = first.filter(({ passage }) => taken.every((other) => other.passage !== passage));
  const ways = [...free.map((fit) => oneEach(rest, [...taken, fit])), oneEach(rest, taken)];
  const total = (way: readonly Fit[]) => way.reduce((sum, { fit }) => sum + fit, 0);
  return ways.reduce((best, way) => (total(way) > total(best) ? way : best));
}

/** What the search found, and how many words of this very part the passage holds. */
function fitOf(part: string, passage: Passage): number {
  const asked = stemsOf(part);
  const held = stemsOf(`${headingOf(passage)} ${passage.text}`);
  const share = asked.size === 0 ? 0 : [...asked].filter((stem) => held.has(stem)).length / asked.size;
  return passage.score + 0.25 * share;
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
