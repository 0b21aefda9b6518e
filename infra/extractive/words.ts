/** Words of a text as stems, to see what a question and a sentence have in common. */

const COMMON = new Set(
  `a about all also am an and any are as at be because been before but by can cannot could did do does for from get go had has have hello help her here hi
  his how i if in into is it its just know like may me might more much my need no not now of on one only or other our out over please s should so some t
  tell than thank thanks that the their them then there these they this those to too up us was we well were what when where whether which while who why
  will with would you your yours`.split(/\s+/),
);

/** The English endings that matter between a question and a help text; both sides lose the same, so that is enough. */
export function stem(word: string): string {
  if (word.length < 4) return word;
  const base = word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^su])s$/, '$1')
    .replace(/(?:(..)ing|(..)ed)$/, '$1$2')
    .replace(/(ation|ment|ly|er)$/, (ending, _all, at: number) => (at >= 4 ? '' : ending));
  // "shipped" and "ship", "exchanged" and "exchange".
  return base.replace(/([bdgmnprt])\1$/, '$1').replace(/(..)[ey]$/, '$1');
}

/** Stems of the words that say something, each once. */
export function stemsOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/['’](?:s|re|ve|ll|d|m|t)\b/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map(stem));
}

export const wordCount = (text: string): number => text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
