/** One sentence of a language model's answer, held against its sources: a claim that stands on some of them, harmless, or made up. */
import { posesAsPerson } from './outgoing-text.ts';
import { factsStand, shareHeld, tellingWords, type Ground } from './support.ts';

/** Share of its telling words that a cited source holds, of a sentence that cites it; and of one that cites nothing. */
const CITED = 0.25;
const UNCITED = 0.5;
/** So few telling words claim nothing: "Happy to help!". */
const HARMLESS = 3;

/** The number of a passage, as models cite it. */
export const MARKER = /\[(\d{1,2})\]/g;

/** `used`: numbers of the passages that a claim stands on. */
type Verdict = { kind: 'claim'; text: string; used: number[] } | { kind: 'harmless'; text: string } | { kind: 'made up' };

/** What a sentence is held against: passages by their number, what tools said in this turn, and what was asked. `alike`: in one language with them. */
type Look = { grounds: ReadonlyMap<number, Ground>; told: Ground; asked: string; alike: boolean };

/** Whether a sentence of an answer may be said, and with which of its markers. */
export function judge(sentence: string, { grounds, told, asked, alike }: Look): Verdict {
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
  const shares = (ground: Ground): boolean => !alike || shareHeld(sentence, ground) >= CITED;
  const standsOn = (...these: Ground[]): boolean => factsStand(sentence, told.text ? [...these, told] : these, asked) && these.some(shares);
  const alone = cited.filter((n) => standsOn(grounds.get(n)!));
  if (alone.length > 0) return citing(sentence, alone);
  // Facts of two sources in one sentence.
  if (standsOn(...cited.map((n) => grounds.get(n)!))) return citing(sentence, cited);
  if (cited.length > 0 && told.text && factsStand(sentence, [told], asked) && shares(told)) return citing(sentence, []);
  // The number is wrong and the sentence is not: it stands where it stands.
  const elsewhere = [...grounds].find(([, ground]) => factsStand(sentence, [ground], asked) && shareHeld(sentence, ground) >= UNCITED);
  if (elsewhere && tellingWords(sentence).length >= HARMLESS) return citing(sentence, [elsewhere[0]], true);
  return { kind: 'made up' };
}

/** With the markers of these sources and no others; `instead`: in the place of the first. */
function citing(sentence: string, sources: readonly number[], instead = false): Verdict {
  let missing = instead ? sources.map((n) => `[${n}]`).join('') : '';
  const text = sentence.replace(/( ?)\[(\d{1,2})\]/g, (marker, gap: string, n: string) => {
    const put = sources.includes(Number(n)) && !instead ? marker : missing && gap + missing;
    missing = '';
    return put;
  });
  return { kind: 'claim', text, used: [...sources] };
}

const hasDigits = (sentence: string): boolean => /\p{Nd}/u.test(sentence.replace(/^\s*\d{1,2}[.)]\s/, ''));
