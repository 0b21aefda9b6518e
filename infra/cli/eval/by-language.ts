/** How the questions of each language fared, where a file says of its questions what language they are in. */
import type { Question } from './questions.ts';
import type { Result } from './result.ts';

export type LanguageFigures = {
  /** As the file says it, in lower case; null for questions that say none. */
  lang: string | null;
  questions: number;
  answer: number;
  escalate: number;
  refuse: number;
  /** Median until the answer was kept, ms. */
  medianMs: number;
};

/** @param results of the questions, in their order @returns by rising name, those that say none last; nothing when no question says one */
export function byLanguage(questions: readonly Question[], results: readonly Result[]): LanguageFigures[] {
  const langOf = ({ lang }: Question): string | null => lang?.trim().toLowerCase() || null;
  const named = [...new Set(questions.map(langOf))].filter((lang) => lang !== null).sort();
  if (named.length === 0) return [];
  return [...named, null].flatMap((lang) => {
    const own = results.filter((_, i) => langOf(questions[i]!) === lang);
    if (own.length === 0) return [];
    const count = (outcome: Result['outcome']): number => own.filter((one) => one.outcome === outcome).length;
    const times = own.map(({ totalMs }) => totalMs).sort((a, b) => a - b);
    return [
      {
        lang,
        questions: own.length,
        answer: count('answer'),
        escalate: count('escalate'),
        refuse: count('refuse'),
        medianMs: times[Math.floor(times.length / 2)]!,
      },
    ];
  });
}

/** One language in a line, as the whole is told. */
export const languageInWords = ({ lang, questions, answer, escalate, refuse, medianMs }: LanguageFigures): string =>
  `${lang ?? 'no language said'}: ${questions} asked, ${answer} answered, ${escalate} escalated, ${refuse} refused, median ${Math.round(medianMs)} ms`;
