/** In which of the product's languages a visitor is spoken to. */
import { languageOf } from '../../workflows/domain/language.ts';
import { LOCALES, type Locale } from '../../workflows/domain/persona.ts';
import { isCommon } from '../../workflows/domain/words.ts';
import { foreignLanguageOf } from '../knowledge/lexicon/gloss.ts';

/**
 * @param texts of the visitor, newest first: the first that tells its language decides
 * @param otherwise spoken where none does, and to whoever speaks a language that the product does not
 */
export function visitorLocale(texts: readonly string[], otherwise: Locale): Locale {
  for (const text of texts) {
    // Short messages have no small words; those of help centres the lexicon knows.
    const language = languageOf(text) ?? foreignLanguageOf(text) ?? (isPlainEnglish(text) ? 'en' : null);
    if (language) return LOCALES.find((locale) => locale === language) ?? otherwise;
  }
  return otherwise;
}

/** Half of its words are small English ones. */
function isPlainEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.length > 1 && words.filter(isCommon).length >= words.length / 2;
}
