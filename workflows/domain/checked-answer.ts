/**
 * What of a language model's answer may be said: sentences that stand on the sources it cites, or on what a tool said in this turn, and
 * nothing that may not leave the house. Of an answer that mostly does not stand, nothing is said.
 */
import { posesAsPerson, tellsInstructions, withoutStrangers } from './outgoing-text.ts';
import { factsStand, groundOf, sameLanguage, shareHeld, tellingWords, type Ground } from './support.ts';
import type { ModelRequest } from './turn.ts';
import { visibleText } from './visible-text.ts';

export type Checked = { type: 'said'; text: string; /** Numbers of the passages used. */ used: number[]; dropped: number } | { type: 'unsupported' };

/** Share of its telling words that a cited source holds, of a sentence that cites it; and of one that cites nothing. */
const CITED = 0.25;
const UNCITED = 0.5;
/** So few telling words claim nothing: "Happy to help!". */
const HARMLESS = 3;
/** Dropped claims, of all claims, behind which nothing of the answer is trusted. */
const MOST_DROPPED = 0.5;

const MARKER = /\[(\d{1,2})\]/g;
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

type Verdict = { kind: 'claim'; text: string; used: number[] } | { kind: 'harmless'; text: string } | { kind: 'made up' };

/** @param text as the model wrote it */
export function checkedAnswer(text: string, request: Pick<ModelRequest, 'messages' | 'passages' | 'question' | 'sites'>): Checked {
  const sources = request.passages.map(({ n, title, section, text: words }) => ({ n, text: `${title}\n${section}\n${words}` }));
  const told = toldInTurn(request.messages);
  const [system] = request.messages;
  const known = [...sources.map((source) => source.text), ...told];
  if (system?.role === 'system' && tellsInstructions(text, system.content.split(/\n(?:Sources:|There are no sources\.)/)[0]!, known))
    return { type: 'unsupported' };

  const answer = withoutStrangers(visibleText(text), request.sites ?? [], known);
  const grounds = new Map(sources.map((source) => [source.n, groundOf([source.text])]));
  const look: Look = { grounds, told: groundOf(told), asked: request.question, alike: sameLanguage(answer.replace(MARKER, ''), known.join('\n')) };
  const lines = answer.split('\n').map((line) => sentencesOf(line).map((sentence) => judge(sentence, look)));
  const verdicts = lines.flat();
  const claims = verdicts.filter(({ kind }) => kind === 'claim').length;
  const dropped = verdicts.filter(({ kind }) => kind === 'made up').length;
  const asksBack = dropped === 0 && claims === 0 && /[?？؟]\s*$/.test(answer);
  if (!asksBack && claims === 0 && (told.length === 0 || dropped > 0)) return { type: 'unsupported' };
  if (dropped / Math.max(1, dropped + claims) > MOST_DROPPED) return { type: 'unsupported' };

  const kept = lines.flatMap((line) => (line.length > 0 && line.every(({ kind }) => kind === 'made up') ? [] : [line.flatMap(textOf).join('')]));
  const used = [...new Set(verdicts.flatMap((verdict) => (verdict.kind === 'claim' ? verdict.used : [])))];
  return {
    type: 'said',
    text: kept
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    used,
    dropped,
  };
}

const textOf = (verdict: Verdict): string[] => (verdict.kind === 'made up' ? [] : [verdict.text]);

/** What tools said behind the question of this turn. */
const toldInTurn = (messages: ModelRequest['messages']): string[] =>
  messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1).flatMap(({ role, content }) => (role === 'tool' ? [content] : []));

const LEADING = /^(?:\s*\[\d{1,2}\][.,;]?)+\s*/;

/** Of one line; a marker behind a full stop belongs to the sentence before it. */
function sentencesOf(line: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of SENTENCES.segment(line)) {
    const markers = sentences.length > 0 ? (LEADING.exec(segment)?.[0] ?? '') : '';
    if (markers) sentences.push(sentences.pop()! + markers);
    const rest = segment.slice(markers.length);
    if (rest) sentences.push(rest);
  }
  return sentences;
}

type Look = { grounds: ReadonlyMap<number, Ground>; told: Ground; asked: string; alike: boolean };

function judge(sentence: string, { grounds, told, asked, alike }: Look): Verdict {
  if (posesAsPerson(sentence)) return { kind: 'made up' };
  const named = [...sentence.matchAll(MARKER)].map((match) => Number(match[1]));
  const cited = [...new Set(named)].filter((n) => grounds.has(n));
  const all = [...grounds.values(), told];
  if (named.length === 0) {
    const facts = factsStand(sentence, all, asked);
    const claimsNothing = tellingWords(sentence).length <= HARMLESS || /[?？؟]["”’»*_)\s]*$/.test(sentence) || /^\s*#|:\s*$/.test(sentence);
    if (facts && claimsNothing && !hasDigits(sentence)) return { kind: 'harmless', text: sentence };
    const held = [...grounds].filter(([, ground]) => factsStand(sentence, [ground], asked) && shareHeld(sentence, ground) >= UNCITED);
    if (held.length > 0) return { kind: 'claim', text: sentence, used: held.slice(0, 1).map(([n]) => n) };
    const byTools = told.text !== '' && factsStand(sentence, [told, ...grounds.values()], asked) && (!alike || shareHeld(sentence, told) >= CITED);
    return byTools ? { kind: 'claim', text: sentence, used: [] } : { kind: 'made up' };
  }
  const stands = (grounded: readonly Ground[]): boolean =>
    factsStand(sentence, grounded, asked) && (!alike || Math.max(...grounded.map((ground) => shareHeld(sentence, ground)), 0) >= CITED);
  const onCited = cited.map((n) => grounds.get(n)!);
  if (cited.length > 0 && stands(told.text ? [...onCited, told] : onCited)) {
    const strange = (marker: string, n: string): string => (grounds.has(Number(n)) ? marker : '');
    return { kind: 'claim', text: sentence.replace(MARKER, strange), used: cited };
  }
  return { kind: 'made up' };
}

const hasDigits = (sentence: string): boolean => /\p{Nd}/u.test(sentence.replace(/^\s*\d{1,2}[.)]\s/, ''));
