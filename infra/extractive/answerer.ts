/** Answers without a language model: quotes the passages that fit best, word for word, and passes on what nothing fits. */
import type { Draft, ModelRequest, Passage } from '../../workflows/domain/turn.ts';
import type { Model } from '../ports/model.ts';
import { isForeign } from '../../workflows/domain/language.ts';
import { NOTICES, type Notices } from '../../workflows/domain/notices.ts';
import type { Locale } from '../../workflows/domain/persona.ts';
import { stemsOf, wordCount } from '../../workflows/domain/words.ts';
import { blocksOf, render } from './blocks.ts';
import { courtesy } from './courtesy.ts';
import { questionParts } from '../../workflows/domain/question.ts';
import { quote } from './quote.ts';

/** Score under which nothing found counts as an answer. Calibrated in `infra/bench/answer-quality`. */
export const DEFAULT_FLOOR = 0.35;

export const EXTRACTIVE = 'extractive';
/** Share of the best score that a second passage needs to stand beside it, and letters of both. */
const NEARLY = 0.9;
const SHORT = 700;
/** Score above the floor under which an answer says that it may be none: there, half of those of our own help centres are not. */
const UNSURE = 0.15;
/** Words under which an answer to a heading's question is not understood without it: "No." */
const FEW_WORDS = 25;
/** Share of a heading's words that a question holds which asks the same. */
const MOSTLY = 2 / 3;
const YES_OR_NO = /^(?:yes|no|ja|nein|oui|non|s[íì]|sim|não|nee)(?!\p{L})/iu;
const UNPAID = { inputTokens: 0, outputTokens: 0 };

export function extractiveAnswerer(): Model {
  return {
    name: EXTRACTIVE,
    generative: false,
    async draft(request, { signal, onToken, onSent }) {
      signal.throwIfAborted();
      onSent?.({ form: 'passages-1', model: EXTRACTIVE, text: JSON.stringify(request) });
      const answer = answerTo(request);
      if (answer.type === 'reply') await say(answer.text, signal, onToken);
      return answer;
    },
  };
}

function answerTo({ question, asked = questionParts(question).map(({ asks }) => asks), passages, floor, locale = 'en' }: ModelRequest): Draft {
  const polite = courtesy(question, locale);
  if (polite) return reply(polite, []);
  const fitting = passages.filter(({ score }) => score >= floor);
  const parts = new Map<Passage, string>();
  // Two things asked of one passage are one quote.
  for (const { part, passage } of assigned(asked, fitting)) parts.set(passage, [parts.get(passage), part].filter(Boolean).join(' '));
  const quotes = new Map<Passage, string>();
  for (const [passage, part] of parts) {
    const text = quote(part, headingOf(passage), passage.text);
    if (text) quotes.set(passage, asAnswered(part, passage.section, text));
  }
  if (quotes.size === 0) return { type: 'escalate', reason: 'nothingFound', summary: summaryOf(passages, floor), model: EXTRACTIVE, usage: UNPAID };
  const cited = [...quotes].map(([{ n }, text]) => cite(text, n));
  return reply(
    [...introducing([...quotes.keys()], floor, NOTICES[locale], locale), ...cited].join('\n\n'),
    [...quotes.keys()].map(({ n }) => n),
  );
}

/** What stands in front of quotes: where it is doubtful whether they answer, that too. */
function introducing(quoted: readonly Passage[], floor: number, notices: Notices, locale: Locale): string[] {
  const unsure = quoted.every(({ score }) => score < floor + UNSURE);
  // A quote is never translated: that it stands in another language than the question is said in the question's, where it is sure.
  const foreign = isForeign(quoted.map(({ text }) => proseOf(text)).join('\n'), locale);
  return [...(unsure ? [notices.unsure.replace('{place}', () => placeOf(quoted[0]!))] : []), foreign ? notices.quotedAsWritten : notices.quoted];
}

/** What tells a language: cells and code are names and figures. */
const proseOf = (text: string): string =>
  blocksOf(text)
    .filter(({ type }) => type === 'prose' || type === 'list')
    .map(render)
    .join('\n');

/** Behind its heading stands a table without words, and what is short or says yes or no to a heading that puts another question than the visitor. */
function asAnswered(asked: string, section: string, text: string): string {
  const heading = section.split(' › ').at(-1)!;
  const leans = heading.endsWith('?')
    ? (wordCount(text) < FEW_WORDS || YES_OR_NO.test(text)) && !asksTheSame(asked, heading)
    : heading !== '' && /^\s*\|/.test(text);
  return leans ? `**${heading}**\n\n${text}` : text;
}

function asksTheSame(asked: string, heading: string): boolean {
  const said = stemsOf(asked);
  const words = [...stemsOf(heading)];
  return words.filter((stem) => said.has(stem)).length >= words.length * MOSTLY;
}

const reply = (text: string, used: number[]): Draft => ({ type: 'reply', text, used, model: EXTRACTIVE, usage: UNPAID });
const placeOf = ({ title, section }: Passage): string => (section ? `${title} › ${section}` : title);
const headingOf = ({ title, section }: Passage): string => `${title} ${section}`;

/** What the agent who takes over should know. */
function summaryOf(passages: readonly Passage[], floor: number): string {
  const [best] = passages;
  if (!best) return 'The help centre holds nothing about this.';
  return `Nothing in the help centre fits well enough: the nearest is "${placeOf(best)}" with ${best.score.toFixed(2)}, and ${floor.toFixed(2)} is needed.`;
}

type Assigned = { part: string; passage: Passage };

/** Of each thing asked the passage that the search found best for it, in their order; what only weaker passages speak of is left out. */
function assigned(asked: readonly string[], fitting: readonly Passage[]): Assigned[] {
  const [best] = fitting;
  if (!best) return [];
  if (asked.length === 1) return [best, ...beside(best, fitting)].map((passage) => ({ part: asked[0]!, passage }));
  const led = asked.flatMap((part, i): Assigned[] => {
    const passage = fitting.find(({ leads }) => leads?.includes(i));
    return passage ? [{ part, passage }] : [];
  });
  return led.length > 0 ? led : [{ part: asked.join(' '), passage: best }];
}

/** The next section of the same article, where it fits nearly as well and both are short: an answer often stands in two. */
function beside(best: Passage, fitting: readonly Passage[]): Passage[] {
  const next = fitting.find((one) => one !== best && one.documentId === best.documentId);
  return next && next.score >= best.score * NEARLY && best.text.length + next.text.length < SHORT ? [next] : [];
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
