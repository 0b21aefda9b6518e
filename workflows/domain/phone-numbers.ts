/**
 * Phone numbers in what people write. A number without a + may as well be that of an order, so the words around it say which: the word
 * that names it, else how it is grouped, else a word of phoning in its clause, else whether a country's mobile numbers look like it.
 */

const GAP = '[\\s()./\\-\\u2010-\\u2015]{0,3}';
const ABROAD = new RegExp(`(?<![\\p{L}\\d])(?:\\+|(?<!\\d )00)[1-9](?:${GAP}\\d){6,14}(?!\\d)`, 'gu');
/** A date is none, and neither is a time behind it. */
const AT_HOME = /(?<![\p{L}\d.,-])(?<!\d )(?!\d{1,2}[./-]\d{1,2}[./-]\d{2})\(?0(?:[ ()/\-\u2010-\u2015]{0,3}\d){8,11}(?!\d)/gu;
const AMERICAN = /(?<![\p{L}\d-])\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}(?![\d-])/gu;

/** The text with `mark` for each of its phone numbers. */
export function withoutPhones(text: string, mark: string): string {
  const judged = (number: string, ...[at, all]: [number, string]): string =>
    isPhone(number, all, at) ? (/^\([^)]*$/.test(number) ? `(${mark}` : mark) : number;
  return text.replace(ABROAD, judged).replace(AT_HOME, judged).replace(AMERICAN, mark);
}

/** How much is read before and behind a number, in characters. */
const BEFORE = 48;
const BEHIND = 32;

function isPhone(number: string, text: string, at: number): boolean {
  if (number.startsWith('+')) return true;
  const clause = text
    .slice(Math.max(0, at - BEFORE), at)
    .split(/[\n!?;{}[\]]/)
    .at(-1)!;
  const name = named(clause);
  if (name !== null) return name === 'phone';
  const isGrouped = /\D/.test(number.replace(/^\(/, ''));
  if (isGrouped) return true;
  const behind = text.slice(at + number.length, at + number.length + BEHIND).split(/[\n.!?;"{}[\]]/, 1)[0]!;
  const around = [...wordsOf(clause), ...wordsOf(behind)];
  return around.some((word) => PHONING.test(word)) || OWN_NUMBER.test(around.join(' ')) || MOBILE.test(number.replace(/\D/g, ''));
}

/** What the word directly before a number calls it. */
function named(clause: string): 'phone' | 'order' | null {
  const words = wordsOf(clause.split(/[,\d]/).at(-1)!);
  const name = words.findLast((word) => !BETWEEN.has(word));
  if (name === undefined) return null;
  return PHONING.test(name) ? 'phone' : REFERENCE.test(name) ? 'order' : null;
}

/** In lower case; of `orderId` and `order_id` the first one and what is behind it. */
const wordsOf = (text: string): string[] => (text.match(/\p{Lu}?\p{Ll}+|\p{L}+/gu) ?? []).map((word) => word.toLowerCase());

/** May stand between a name and its number. */
const BETWEEN = new Set(
  (
    'number numbers no nr num id ids code nummer nummern numéro numero número núm numer n is are was it s my our your the a me us at on to under ' +
    'ist lautet war mein meine unter mich uns der die das est mon ma mes le la sous au es mi mis el al è il mio del della é meu minha o do da ' +
    'op onder mijn pod jest mój moje'
  ).split(' '),
);

/** Words of phoning in the languages of the lexicon, by how they begin or by what they hold. */
const PHONING =
  /phone|t[eé]l[eé]f|telem[oó]|mobil|m[oó]vil|handy|whats|cellul|celular|portable|kom[oó]rk|^(?:tel|tél|tlf|tfno|cell|gsm|sms|fax|dial|reach|contact|kontakt|call|anruf|angeruf|rückruf|zurückruf|rufen?$|ruft$|erreich|appel|rappel|joindre|joign|llam|llám|chiam|richiam|ligar|ligu|bel(?:len|t)?$|terugbel|dzwon|zadzwo|oddzwo|ring(?:a|er)?$)/u;

/** Whoever has a number without saying of what. */
const OWN_NUMBER = /(?:my|meine|mon|mi|mio|meu|mijn|mitt|mój) (?:number|nummer|numéro|número|numero|numer)/u;

/** What else has a number, by how it begins. */
const REFERENCE =
  /^(?:(?:re|pre)?order|bestel|auftrag|commande|pedido|encomenda|ordin|zamówi|zamowi|beställ|ordre|invoice|rechnung|factu|fattur|fatur|faktu|ref(?!u)|référ|rif|ticket|case$|booking|buchung|réserv|reserv|prenot|boeking|rezerw|bokning|kundennummer|klantnummer|contract|vertrag|contrat|umowa|track|shipment|sendung|parcel|paket|colis|paque|pacco|pakket|paczk|serial|serie|seri|article|artikel|artíc|articol|sku$|ean$|imei$|isbn$|gtin$|voucher|coupon|gutschein|return|retour|rma$|transa|receipt|beleg|quittung)/u;

/**
 * Mobile numbers as they are written without a gap: German, British, those of 10 digits (06 and 07 in France, the Netherlands,
 * Switzerland and Sweden, 04 in Belgium and Australia, 08 in Ireland), Austrian; and numbers abroad behind 00.
 */
const MOBILE = /^0(?:1[567]\d{8,9}|7\d{9}|[467]\d{8}|8[35-9]\d{7}|6[4-9]\d{8,9}|0(?:1[2-9]\d{9}|[2-9]\d{9,12}))$/;
