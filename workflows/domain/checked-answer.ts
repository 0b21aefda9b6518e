/**
 * What of a language model's answer may be said: sentences that stand on the sources it cites, or on what a tool said in this turn, and
 * nothing that may not leave the house. Of an answer that mostly does not stand, nothing is said.
 */
import { isForeign, spokenIn } from './language.ts';
import { judge, MARKER } from './judged-sentence.ts';
import { instructionsTold, ROW, withoutStrangers, wordsOf } from './outgoing-text.ts';
import { groundOf, sameLanguage } from './support.ts';
import type { ModelRequest, Said } from './turn.ts';
import { visibleText } from './visible-text.ts';

/** `shown` of an answer that is not said: what was shown of it before that was known, all of which stands. */
export type Checked = ({ type: 'said'; dropped: number } & Said) | { type: 'unsaid'; why: 'unsupported' | 'otherLanguage'; shown: Said };

export type AnswerCheck = {
  /** Takes the next piece that the model wrote; what of the answer is safe by now is shown. */
  push(piece: string): void;
  /** Of an answer that goes on elsewhere, as with a call of a tool: what was shown of it. */
  shown(): Said;
  /** Shows the rest, if it may be. What is said is what was shown. */
  end(): Checked;
};

/** Dropped claims, of all claims, behind which nothing of the answer is trusted. */
const MOST_DROPPED = 0.5;

/** Share that must be new before an answer is looked at again: each look reads all of it, and a long one is not looked at for each word. */
const NEW = 0.01;

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

type Checkable = Pick<ModelRequest, 'messages' | 'passages' | 'question' | 'sites'>;

/**
 * Checks an answer while it is written, sentence by sentence: one is shown when it has passed and the next one has begun. Words that
 * claim nothing wait for the first claim that stands, so an answer that never comes to one shows nothing.
 *
 * @param show called with what may be seen, piece by piece
 */
export function answerCheck(request: Checkable, show: (text: string) => void = () => {}): AnswerCheck {
  const sources = request.passages.map(({ n, title, section, text: words }) => ({ n, text: `${title}\n${section}\n${words}` }));
  const told = toldInTurn(request.messages);
  const known = [...sources.map((source) => source.text), ...told];
  const grounds = new Map(sources.map((source) => [source.n, groundOf([source.text])]));
  const look = { grounds, told: groundOf(told), asked: request.question };
  const leaks = leakOf(request.messages, known);
  const spoken = spokenIn(request.question);

  let raw = '';
  /** Of it, what was looked at. */
  let read = 0;
  let lastWords = '';
  let kept = '';
  let shownChars = 0;
  let failed: 'unsupported' | 'otherLanguage' | null = null;
  /** Lines, and sentences of the open line, that have their verdict. */
  const at = { line: 0, sentence: 0 };
  let lineHolds = false;
  let breaks = 0;
  let spaces = '';
  let claims = 0;
  let dropped = 0;
  const used = new Set<number>();
  const usedInShown = new Set<number>();

  const release = (): void => {
    if (failed || claims === 0 || dropped / (dropped + claims) > MOST_DROPPED || shownChars === kept.length) return;
    show(kept.slice(shownChars));
    shownChars = kept.length;
    for (const n of used) usedInShown.add(n);
  };
  const take = (sentence: string, soFar: string): void => {
    // What stands before was looked at with the sentences before.
    const behind = `${lastWords} ${sentence}`;
    if (leaks(behind)) failed ??= 'unsupported';
    lastWords = wordsOf(behind)
      .slice(1 - ROW)
      .join(' ');
    if (shownChars === 0 && isForeign(sentence, spoken)) failed ??= 'otherLanguage';
    const verdict = judge(sentence, { ...look, alike: sameLanguage(soFar.replace(MARKER, ''), known.join('\n')) });
    const gap = /\s*$/.exec(sentence)![0];
    if (verdict.kind === 'made up') {
      dropped += 1;
      spaces ||= gap;
      return;
    }
    lineHolds = true;
    const words = verdict.text.trimEnd();
    kept += kept ? ('\n'.repeat(Math.min(2, breaks)) || spaces) + words : words.trimStart();
    breaks = 0;
    spaces = gap;
    if (verdict.kind === 'claim') {
      claims += 1;
      for (const n of verdict.used) used.add(n);
    }
    release();
  };
  const endLine = (line: string): void => {
    if (lineHolds || line.trim() === '') breaks += 1;
    lineHolds = false;
    spaces = '';
    at.line += 1;
    at.sentence = 0;
  };
  const advance = (written: string, isAll: boolean): string => {
    const answer = withoutStrangers(singleMarkers(visibleText(written)), request.sites ?? [], known);
    const lines = answer.split('\n');
    while (at.line < lines.length && !failed) {
      const line = lines[at.line]!;
      const isOpen = at.line === lines.length - 1 && !isAll;
      const sentences = isOpen ? closedSentences(line) : sentencesOf(line);
      const before = lines.slice(0, at.line).join('\n');
      for (; at.sentence < sentences.length; at.sentence++)
        take(sentences[at.sentence]!, `${before}\n${sentences.slice(0, at.sentence + 1).join('')}`);
      if (isOpen) break;
      endLine(line);
    }
    return answer;
  };
  const shown = (): Said => ({ text: kept.slice(0, shownChars), used: [...usedInShown] });

  return {
    push(piece) {
      raw += piece;
      if (failed || !PAUSE.test(piece) || raw.length - read < raw.length * NEW) return;
      read = raw.length;
      advance(raw.slice(0, settled(raw)), false);
    },
    shown,
    end() {
      const answer = failed ? '' : advance(raw.trim(), true);
      if (leaks(raw)) failed ??= 'unsupported';
      const asksBack = dropped === 0 && claims === 0 && /[?？؟]\s*$/.test(answer);
      if (!asksBack && claims === 0 && (told.length === 0 || dropped > 0)) failed ??= 'unsupported';
      if (dropped / Math.max(1, dropped + claims) > MOST_DROPPED) failed ??= 'unsupported';
      // What was put together piece by piece is looked at once more as a whole.
      if (withoutStrangers(kept, request.sites ?? [], known) !== kept) failed ??= 'unsupported';
      if (failed) return { type: 'unsaid', why: failed, shown: shown() };
      if (shownChars < kept.length) show(kept.slice(shownChars));
      shownChars = kept.length;
      return { type: 'said', text: kept, used: [...used], dropped };
    },
  };
}

/** @param text all of what the model wrote */
export function checkedAnswer(text: string, request: Checkable): Checked {
  const check = answerCheck(request);
  check.push(text);
  return check.end();
}

/** Whether a text says our instructions. */
function leakOf([system]: ModelRequest['messages'], known: readonly string[]): (text: string) => boolean {
  if (system?.role !== 'system') return () => false;
  const instructions = system.content.split(/\n(?:Sources:|There are no sources\.)/)[0]!;
  return instructionsTold(instructions, known);
}

/**
 * How much of what was written so far reads the same whatever comes behind it: up to a blank or full stop, and not into a link, a
 * picture, a tag or a definition that is still open.
 */
function settled(raw: string): number {
  let end = raw.length;
  while (end > 0 && !PAUSE.test(raw[end - 1]!)) end -= 1;
  const from = Math.max(0, end - LOOK_BACK);
  const tail = raw.slice(from, end);
  return Math.min(
    end,
    ...OPEN.map((open) => tail.search(open))
      .filter((place) => place >= 0)
      .map((place) => from + place),
  );
}

/** What is open for longer is no mark-up, characters; to look at the whole for each word would take ever longer. */
const LOOK_BACK = 3_200;

const PAUSE = /[\s。！？]/;
const OPEN = [
  /!?\[[^\]]{0,500}$/,
  /!?\[[^\]]{0,500}\]\([^)]{0,2600}$/,
  /<\/?[a-z!][^>]{0,2000}$/i,
  /^\s{0,3}\[[^\]]{1,500}\]:\s*(?:\S[^\n]*)?(?![\s\S])/m,
];

/** The sentences of a line that nothing behind them can make longer: that takes the first letter of the next one. */
const closedSentences = (line: string): string[] => {
  const sentences = sentencesOf(line);
  return sentences.slice(0, /\p{L}/u.test(sentences.at(-1) ?? '') ? -1 : -2);
};

/** What tools said behind the question of this turn. */
const toldInTurn = (messages: ModelRequest['messages']): string[] =>
  messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1).flatMap(({ role, content }) => (role === 'tool' ? [content] : []));

/** `[1, 2]` as `[1][2]`. */
const singleMarkers = (text: string): string =>
  text.replace(/\[(\d{1,2}(?:\s?[,;]\s?\d{1,2}){1,5})\]/g, (_all, numbers: string) => numbers.replace(/\d{1,2}/g, '[$&]').replace(/[\s,;]/g, ''));

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
