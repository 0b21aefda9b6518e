/** Messages that ask nothing: a greeting or a thank you is answered in kind, since nothing of the help centre is. */
import { NOTICES } from '../../workflows/domain/notices.ts';
import { LOCALES, type Locale } from '../../workflows/domain/persona.ts';

const THANKS_EN =
  '(?:ok(?:ay)? |great |perfect |super )?(?:thanks|thank you|thx|cheers)(?: (?:a lot|so much|very much|for (?:your|the) help|that helped|that helps|bye|you))*';

/** In each language how people greet, and how they thank. */
const WORDS: Readonly<Record<Locale, { hello: RegExp; welcome: RegExp }>> = {
  en: { hello: whole('(?:hi|hello|hey)(?: there)?|good (?:morning|afternoon|evening|day)'), welcome: whole(THANKS_EN) },
  de: {
    hello: whole('hallo|guten (?:tag|morgen|abend)|moin|servus|grüß gott'),
    welcome: whole('(?:vielen |besten )?dank(?: dir| ihnen)?|danke(?: schön| sehr| dir| ihnen)?'),
  },
  fr: { hello: whole('bonjour|bonsoir|salut|coucou'), welcome: whole('merci(?: beaucoup| bien| à vous)?') },
  es: { hello: whole('hola|buenos días|buenas(?: tardes| noches)?'), welcome: whole('(?:muchas )?gracias') },
  it: { hello: whole('ciao|salve|buongiorno|buonasera'), welcome: whole('grazie(?: mille)?|molte grazie') },
  pt: { hello: whole('olá|oi|bom dia|boa (?:tarde|noite)'), welcome: whole('(?:muito )?obrigad[oa]') },
  nl: { hello: whole('hallo|hoi|goede(?:morgen|middag|navond)|dag'), welcome: whole('bedankt|dank (?:je|u)(?: wel)?|dankjewel') },
};

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

/**
 * The fixed reply, in the language of the message; null when it asks something.
 *
 * @param locale counts where a word is of several languages
 */
export function courtesy(message: string, locale: Locale): string | null {
  const words = message
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  for (const language of [locale, ...LOCALES])
    for (const kind of ['hello', 'welcome'] as const) if (WORDS[language][kind].test(words)) return NOTICES[language][kind];
  return null;
}
