/** What an answer may not carry out of the house: pictures, links to strangers, our instructions, and the claim to be a person. */

// Each with an end, so that no answer is read for longer than its length.
const PICTURE = /!\[([^\]]{0,500})\](?:\([^)]{0,2000}\)|\[[^\]]{0,500}\])?/g;
const LINK = /\[([^\]]{1,500})\]\(\s{0,9}<?([^)\s>]{0,2000})(?:[>\s][^)]{0,500})?\)/g;
const DEFINITION = /^\s{0,3}\[[^\]]{1,500}\]:\s*\S.*$/gm;
const BRACKETED = /<((?:https?|mailto|data|javascript)[^>\s]{0,2000})>/gi;
const TAG = /<\/?[a-z!][^>]{0,2000}>/gi;
const BARE = /(?:https?:)?\/\/[^\s)>\]"'*]+/gi;

/** Of a site as `https://shop.example` or `https://*.shop.example`. */
const matches = (site: string, host: string): boolean => {
  const own = site.replace(/^https?:\/\//, '').replace(/:\d+$/, '');
  return own.startsWith('*.') ? host.endsWith(own.slice(1)) : host === own;
};

/**
 * Pictures become their words, and so do links that lead neither to a site of the tenant nor to an address that stands in a source.
 *
 * @param sites as in the settings of the door
 * @param sources texts in which the tenant itself names addresses
 */
export function withoutStrangers(text: string, sites: readonly string[], sources: readonly string[]): string {
  const mayLink = (address: string): boolean => {
    if (!URL.canParse(address)) return false;
    const { protocol, hostname, username } = new URL(address);
    if (!/^https?:$/.test(protocol) || username) return false;
    return sites.some((site) => matches(site, hostname)) || sources.some((source) => source.includes(address));
  };
  return text
    .replace(PICTURE, '$1')
    .replace(DEFINITION, '')
    .replace(BRACKETED, (_all, address: string) => address)
    .replace(TAG, '')
    .replace(LINK, (all, words: string, address: string) => (mayLink(address) ? all : words))
    .replace(BARE, (address) => (mayLink(address.replace(/[.,;:!?_]+$/, '')) ? address : ''))
    .trim();
}

/** So many words of our instructions in a row are no accident. */
export const ROW = 9;

/** @returns whether a text says our instructions. @param instructions without the sources, which anybody may know */
export function instructionsTold(instructions: string, sources: readonly string[]): (text: string) => boolean {
  const [ours, known] = [` ${wordsOf(instructions).join(' ')} `, ` ${sources.flatMap(wordsOf).join(' ')} `];
  return (text) => {
    const said = wordsOf(text);
    return said.some((_word, i) => {
      const row = ` ${said.slice(i, i + ROW).join(' ')} `;
      return i + ROW <= said.length && ours.includes(row) && !known.includes(row);
    });
  };
}

export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const A_PERSON = [
  /\bI(?:['’]m| am) (?:really |actually |indeed )?(?:a |an )?(?:real |actual |live |human )*(?:human(?: being)?|person|man|woman|employee)\b/i,
  /\bI(?:['’]m| am) (?:not|no) (?:an? )?(?:AI|bot|robot|machine|computer|language model|artificial|assistant program)\b/i,
  /\bich bin (?:wirklich |tatsächlich )?(?:ein(?:e)? )?(?:echter? )?(?:mensch|person|mitarbeiter(?:in)?)\b|\bich bin kein(?:e)? (?:ki|bot|roboter|maschine)\b/i,
  /\bje suis (?:vraiment )?(?:une? )?(?:vraie? )?(?:personne|humain|être humain|employée?)\b|\bje ne suis pas (?:une? )?(?:ia|robot|machine)\b/i,
  /\bsoy (?:realmente )?(?:una? )?(?:persona|humano|humana|empleado|empleada)\b|\bno soy (?:una? )?(?:ia|robot|máquina)\b/i,
];

export const posesAsPerson = (text: string): boolean => A_PERSON.some((claim) => claim.test(text));
