/** What language a text is written in: by its script, and for Latin letters by the small words that every sentence has. */

/** Scripts that say the language, or most of it. Japanese stands before Chinese, whose signs it uses too. */
const SCRIPTS: [language: string, letters: RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['uk', /[іїєґ]/giu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['fa', /[پچژگ]/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
];
/** Share of all letters that makes it the script of the text; a few letters tell two languages of one script apart. */
const SCRIPT_SHARE = 0.2;
const TELLING: Record<string, number> = { ja: 0.05, uk: 0.02, fa: 0.02 };

const SMALL_WORDS: Record<string, string> = {
  en: 'the and of to in is are was for with that this you your it be on as or not can if have from by at we will an do',
  de: 'der die das und ist sind nicht ein eine einen mit für auf den dem des sie ich wir zu von im auch wie werden wird kann bei oder wenn',
  fr: 'le la les des et est sont pas une un pour avec dans que qui sur vous votre nous au aux du en ne ce cette ou par si être',
  es: 'el la los las de y es son no una un para con en que se su por del al como más o si está puede usted tu lo pero',
  it: 'il lo la gli le di e è sono non una un per con in che si del della dei al come più o se nel può tuo questo anche',
  pt: 'o a os as de e é são não uma um para com em que se do da dos das no na por mais ou como você seu pode ao está',
  nl: 'de het een en is zijn niet voor met van op dat die te in aan je uw u wij ook als bij of kan worden wordt naar om er',
  pl: 'i w na jest nie się z do to że są dla jak od po za przez lub czy można twoje być o tak oraz który',
  sv: 'och att det är en ett som på för med inte av den till du vi har om kan din ditt eller när från så ska',
  da: 'og at det er en et som på for med ikke af den til du vi har om kan din dit eller når fra så skal jeg',
  cs: 'a v na je se že to s z do pro jsou není jak by po za ale nebo od při když vaše může aby být',
  tr: 've bir bu için ile da de mi ne olarak daha çok gibi sonra kadar var değil olan size nasıl veya en her siz',
};
const WORDS = Object.entries(SMALL_WORDS).map(([language, words]) => [language, new Set(words.split(' '))] as const);

/** Letters and words that are looked at: languages show in a page. */
const LOOKED_AT = 20_000;
/** Share of the words that must be small ones, and how far the best language must be ahead of the next. */
const FEWEST = 0.08;
const AHEAD = 1.15;

/** @returns ISO 639-1, or null where it cannot be told, as of a list of names */
export function languageOf(text: string): string | null {
  const sample = text.slice(0, LOOKED_AT).normalize('NFC').toLowerCase();
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  for (const [language, script] of SCRIPTS) if ((sample.match(script)?.length ?? 0) >= letters * (TELLING[language] ?? SCRIPT_SHARE)) return language;
  const words = sample.match(/\p{L}+/gu) ?? [];
  const ranked = WORDS.map(([language, small]) => ({ language, found: words.filter((word) => small.has(word)).length })).sort(
    (a, b) => b.found - a.found,
  );
  const [first, second] = ranked;
  return first!.found >= Math.max(2, words.length * FEWEST) && first!.found >= second!.found * AHEAD ? first!.language : null;
}

/** Of the language that a message itself speaks of: "Kannst du Englisch?" */
const NAMES_ONE =
  /\b(?:english|german|french|spanish|italian|portuguese|dutch|translat\w*|language|englisch|deutsch|sprache|anglais|allemand|français|langue|inglés|español|idioma|inglese|italiano|lingua|engels|nederlands|taal|inglês|português)\b/i;

/** The language in which a message wants its answer; null where it cannot be told, or where the message is about languages. */
export const spokenIn = (message: string): string | null => (NAMES_ONE.test(message) ? null : languageOf(message));

/** So few words tell no language. */
const FEW_WORDS = 6;

/** So many times as many small words of the other language as of the wanted one. */
const FAR_AHEAD = 3;

/** Whether a sentence is surely in another language than the wanted one; near ones, as Spanish and Portuguese, are let pass. */
export function isForeign(sentence: string, wanted: string | null): boolean {
  const words = sentence.toLowerCase().match(/\p{L}+/gu) ?? [];
  const known = wanted === null || words.length < FEW_WORDS ? null : languageOf(sentence);
  if (known === null || known === wanted) return false;
  const hits = (language: string | null): number => {
    const small = WORDS.find(([one]) => one === language)?.[1];
    const signs = SCRIPTS.find(([one]) => one === language)?.[1];
    return signs ? (sentence.match(signs)?.length ?? 0) : words.filter((word) => small?.has(word)).length;
  };
  return hits(known) >= FAR_AHEAD * hits(wanted);
}
