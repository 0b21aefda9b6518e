/** A question in one of the lexicon's languages as English words, and English words that mean much the same. */
import { stem } from '../../../workflows/domain/words.ts';
import { isCommon } from '../../../workflows/domain/words.ts';
import { CONCEPTS, LANGUAGES, SMALL_WORDS, type Language } from './concepts.ts';
import { MORE_LANGUAGES } from './more-languages.ts';
import { SYNONYMS } from './synonyms.ts';

/** Letters that an ending may add to the beginning of a word. */
const ENDING = 4;
/** Beginnings shorter than this stand for themselves only. */
const BEGINNING = 4;
/** Letters of a second half that is kept as it is: likely the same in English, as "thermostat". */
const LOANWORD = 6;
/** Share of a question's words that must be words of the language. */
const SHARE = 0.5;

type Foreign = keyof typeof SMALL_WORDS;
/** From a word, or its beginning, to English. */
type Glossary = { entries: Map<string, string>; phrases: [pattern: RegExp, english: string][]; small: Set<string> };

const lines = CONCEPTS.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim().split(',')));

const columnOf = (language: Exclude<Language, 'en'>): [word: string, english: string][] => {
  const column = LANGUAGES.indexOf(language);
  return lines.flatMap((cells) => cells[column]!.map((word): [string, string] => [word, cells[0]![0]!]));
};

const listOf = (language: keyof typeof MORE_LANGUAGES): [word: string, english: string][] =>
  MORE_LANGUAGES[language]
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [english, words] = line.split(': ') as [string, string];
      return words.split(',').map((word): [string, string] => [word, english]);
    });

const GLOSSARIES = new Map(
  (Object.keys(SMALL_WORDS) as Foreign[]).map((language): [Foreign, Glossary] => {
    const pairs = language in MORE_LANGUAGES ? listOf(language as keyof typeof MORE_LANGUAGES) : columnOf(language as Exclude<Language, 'en'>);
    return [
      language,
      {
        // The first line that has a word keeps it.
        entries: new Map([...pairs].reverse().filter(([word]) => !word.includes(' '))),
        phrases: pairs.filter(([word]) => word.includes(' ')).map(([word, english]) => [new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'giu'), english]),
        small: new Set(SMALL_WORDS[language].split(' ')),
      },
    ];
  }),
);

/** Concepts by stem of their English words. */
const CONCEPTS_OF = new Map<string, number[]>();
const english = [
  ...lines.map((cells) => cells[0]!),
  ...SYNONYMS.trim()
    .split('\n')
    .map((line) => line.split(',')),
];
for (const [concept, words] of english.entries())
  for (const word of words) if (!word.includes(' ')) CONCEPTS_OF.set(stem(word), [...(CONCEPTS_OF.get(stem(word)) ?? []), concept]);

/** Concepts that a stem stands for; none for a word that the lexicon does not know. */
export const conceptsOf = (stemmed: string): readonly number[] => CONCEPTS_OF.get(stemmed) ?? [];

/** `english`: names and numbers as they are. `telling`: the words that told the language, of which knowledge in it has plenty. */
export type Glossed = { english: string; telling: string };

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*/gu) ?? [];

/** Of a question; null when it is English or of no language of the lexicon. */
export const foreignLanguageOf = (question: string): Foreign | null => languageOf(wordsIn(question.normalize('NFC').toLowerCase()));

function languageOf(words: readonly string[]): Foreign | null {
  const isEnglish = (word: string): boolean => isCommon(word) || CONCEPTS_OF.has(stem(word));
  const inEnglish = words.filter(isEnglish).length;
  let best: { language: Foreign; known: number } | null = null;
  for (const [language, glossary] of GLOSSARIES) {
    const known = words.filter((word) => glossary.small.has(word) || glossed(word, glossary) !== null).length;
    // A beginning alone may be chance: one word must be the language's own.
    if (!words.some((word) => !isEnglish(word) && (glossary.small.has(word) || glossary.entries.has(word)))) continue;
    if (known > (best?.known ?? 0)) best = { language, known };
  }
  return !best || best.known <= inEnglish || best.known < words.length * SHARE ? null : best.language;
}

/** @returns null when the question is English or of no language of the lexicon */
export function toEnglish(question: string): Glossed | null {
  const text = question.normalize('NFC').toLowerCase();
  const words = wordsIn(text);
  const language = languageOf(words);
  if (!language) return null;
  const glossary = GLOSSARIES.get(language)!;
  let phrased = text;
  for (const [pattern, meaning] of glossary.phrases) phrased = phrased.replace(pattern, ` ${meaning} `);
  const told = wordsIn(phrased).flatMap((word) => (glossary.small.has(word) ? [] : [glossed(word, glossary) ?? word]));
  const small = words.filter((word) => glossary.small.has(word));
  return told.length > 0 ? { english: [...new Set(told)].join(' '), telling: (small.length > 0 ? small : words).join(' ') } : null;
}

/** The word in English: itself, its beginning, or two words in one as German and Dutch write them; null when it is not known. */
function glossed(word: string, { entries }: Glossary): string | null {
  const whole = begun(word, entries);
  if (whole) return whole;
  for (let length = word.length - 3; length >= 3; length--) {
    const first = entries.get(word.slice(0, length));
    if (!first) continue;
    const rest = word.slice(length).replace(/^(?:s|n|es)(?=\p{L}{3})/u, '');
    const second = begun(rest, entries) ?? (rest.length >= LOANWORD ? rest : null);
    if (second) return `${first} ${second}`;
  }
  return null;
}

/** The word itself, or the longest beginning of it that only lacks an ending. */
function begun(word: string, entries: Glossary['entries']): string | null {
  for (let length = word.length; length >= Math.max(2, word.length - ENDING); length--) {
    if (length < word.length && length < BEGINNING) return null;
    const english = entries.get(word.slice(0, length));
    if (english) return english;
  }
  return null;
}
