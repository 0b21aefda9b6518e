/** English words as search and answers compare them: which say something, and what two forms of one have in common. */

/** Words that say how somebody asks rather than what for. Rare words find themselves; only these need a list. */
const COMMON = new Set(
  `a about after again all also am an and any anybody anyone anything are aren as at be because been before being but by can cannot could couldn d did
  didn do does doesn doing don either else ever every few for from further get gets getting go goes going gonna got had hadn has hasn have haven having he
  hello help her here hers hey hi him his how however i if in into is isn it its just know let like ll m many may me might mine more most much must my
  myself need needs no nor not now of off ok okay on once one only or other our ours out over own please possible pls possibly question quick re s same
  shall she should shouldn so some somebody someone something still such t tell than thank thanks that the their theirs them then there these they thing
  things this those through to too u under until up us ve very want wanted wants was wasn we well were weren what whats when where whether which while who
  whom whose why will with within without won wonder wondering would wouldn yes yet you your yours`.split(/\s+/),
);

export const isCommon = (word: string): boolean => COMMON.has(word);

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

/** Words that say something, lower case, each once, in order. */
export function contentWords(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’](?:s|re|ve|ll|d|m|t)\b/g, '');
  return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])].filter((word) => !isCommon(word));
}

/** Stems of the words that say something. */
export const stemsOf = (text: string): Set<string> => new Set(contentWords(text).map(stem));

export const wordCount = (text: string): number => text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
