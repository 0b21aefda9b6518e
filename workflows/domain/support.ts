/**
 * Whether a sentence stands on a text, by what both hold in letters: numbers, addresses and the words that say something. It reads no
 * meaning, so it finds what was made up and not what was turned around; across languages only numbers and addresses are compared.
 */
import { isCommon } from './words.ts';

export type Ground = { words: ReadonlySet<string>; numbers: ReadonlySet<string>; text: string };

const PREFIX = 5;
const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const ADDRESS = /https?:\/\/[^\s)>\]"']+|(?<![\p{L}\p{N}.-])www\.[^\s)>\]"']+|[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,200}\.\p{L}{2,}/giu;
const NUMBER = /\p{Nd}+(?:[.,:]\p{Nd}+)*/gu;
const MARKERS = /\s?\[\d{1,2}\]/g;

const NUMBER_WORDS: Record<string, string> = Object.fromEntries(
  (
    [
      ['2', 'two zwei deux dos due'],
      ['3', 'three drei trois tres tre'],
      ['4', 'four vier quatre cuatro quattro'],
      ['5', 'five fünf cinq cinco cinque'],
      ['6', 'six sechs seis sei'],
      ['7', 'seven sieben sept siete sette'],
      ['8', 'eight acht huit ocho otto'],
      ['9', 'nine neun neuf nueve nove'],
      ['10', 'ten zehn dix diez dieci'],
      ['12', 'twelve zwölf douze doce dodici'],
      ['14', 'fourteen vierzehn quatorze catorce quattordici'],
      ['15', 'fifteen fünfzehn quinze quince quindici'],
      ['20', 'twenty zwanzig vingt veinte venti'],
      ['24', 'twenty-four vierundzwanzig'],
      ['30', 'thirty dreißig trente treinta trenta'],
      ['60', 'sixty sechzig soixante sesenta sessanta'],
      ['90', 'ninety neunzig noventa novanta'],
      ['100', 'hundred hundert cent cien cento'],
    ] as const
  ).flatMap(([number, words]) => words.split(' ').map((word) => [word, number] as const)),
);

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
const wordsIn = (text: string): string[] => plain(text).match(/[\p{L}\p{M}]+/gu) ?? [];

/** Beginnings of the words that say something; pairs of signs where no spaces part words. */
export const tellingWords = (text: string): string[] =>
  wordsIn(text.replace(ADDRESS, ' ').replace(MARKERS, ' ')).flatMap((word) => {
    const signs = [...word];
    if (WITHOUT_SPACES.test(word)) return signs.slice(1).map((sign, i) => signs[i]! + sign);
    return signs.length < 4 || isCommon(word) || NUMBER_WORDS[word] ? [] : [signs.slice(0, PREFIX).join('')];
  });

/** `1,000`, `1.000` and `1000` are one number, and so are `5`, `5.00` and `5:00`. */
function numberOf(written: string): string {
  const digits = /^\d{1,3}([.,]\d{3})+$/.test(written) ? written.replace(/[.,]/g, '') : written.replace(',', '.');
  return digits.replace(/(?<=\d)[.:]0+$/, '').replace(/^0+(?=\d)/, '');
}

const numbersIn = (text: string): string[] => (plain(text).match(NUMBER) ?? []).map(numberOf);
const addressesIn = (text: string): string[] => (text.match(ADDRESS) ?? []).map((address) => plain(address).replace(/[.,;:!?*_]+$/, ''));

export function groundOf(texts: readonly string[]): Ground {
  const text = texts.join('\n');
  const spelled = wordsIn(text).flatMap((word) => NUMBER_WORDS[word] ?? []);
  return { words: new Set(tellingWords(text)), numbers: new Set([...numbersIn(text), ...spelled]), text: plain(text) };
}

/**
 * True when every number and address of the sentence is in one of the grounds.
 *
 * @param asked what the visitor wrote: a name with digits, such as an order's, may be said back, a bare number may not
 */
export function factsStand(sentence: string, grounds: readonly Ground[], asked: string): boolean {
  const said = sentence.replace(MARKERS, ' ').replace(/^\s*(?:[-*+]\s+)?\d{1,2}[.)]\s/, ' ');
  const names = new Set((plain(asked).match(/[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu) ?? []).filter((name) => /\p{N}/u.test(name) && isName(name)));
  const addresses = addressesIn(said);
  const rest = [...names].reduce((text, name) => text.replaceAll(name, ' '), plain(said.replace(ADDRESS, ' ')));
  return (
    addresses.every((address) => grounds.some(({ text }) => text.includes(address))) &&
    numbersIn(rest).every((number) => number === '1' || grounds.some(({ numbers }) => numbers.has(number)))
  );
}

const isName = (name: string): boolean => /\p{L}/u.test(name) || name.includes('.') || /^\p{N}{5,}$/u.test(name);

/** Share of the telling words that the ground holds, 0 to 1; 1 of a sentence without any. */
export function shareHeld(sentence: string, { words }: Pick<Ground, 'words'>): number {
  const said = [...new Set(tellingWords(sentence))];
  return said.length === 0 ? 1 : said.filter((word) => words.has(word)).length / said.length;
}

const ENGLISH = 0.15;
const SHARED = 0.4;

/** Whether two texts are in one language, as far as their small words tell. */
export function sameLanguage(one: string, other: string): boolean {
  const english = (text: string): boolean => {
    const words = wordsIn(text);
    return words.length > 0 && words.filter(isCommon).length / words.length >= ENGLISH;
  };
  if (english(one) !== english(other)) return false;
  if (english(one)) return true;
  const known = new Set(wordsIn(other));
  const small = wordsIn(one).filter((word) => [...word].length < PREFIX);
  return WITHOUT_SPACES.test(one)
    ? WITHOUT_SPACES.test(other)
    : small.length > 0 && small.filter((word) => known.has(word)).length / small.length >= SHARED;
}
