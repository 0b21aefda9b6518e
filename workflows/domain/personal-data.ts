/**
 * Personal data in what people write and what tools return, masked before a model is sent it and before it is kept with a turn: so what
 * was sent is what is stored. Numbers of payment cards are masked for everybody, and already when a message is accepted; the rest where
 * the tenant wants it. Published knowledge is the company's own and stays as it is.
 */
import { withoutPhones } from './phone-numbers.ts';

export type Privacy = {
  /** Mask account numbers, e-mail addresses and phone numbers too. The log of the conversation keeps them, for the people who answer. */
  redact: boolean;
};

export const DEFAULT_PRIVACY: Privacy = { redact: false };

export const privacyOf = ({ privacy = {} }: { privacy?: Partial<Privacy> }): Privacy => ({ ...DEFAULT_PRIVACY, ...privacy });

const MARKS = { card: '[card number]', iban: '[account number]', email: '[e-mail address]', phone: '[phone number]' } as const;

/** What may be sent to a model and kept with a turn of somebody's text, by the tenant's settings. */
export const discreet = (text: string, rules: { privacy?: Partial<Privacy> }): string =>
  privacyOf(rules).redact ? withoutContacts(withoutCards(text)) : withoutCards(text);

/** As `discreet`, for arguments that a model wrote as JSON: also of a number only a text is left, so that it can still be read. */
export function discreetArguments(json: string, rules: { privacy?: Partial<Privacy> }): string {
  const masked = discreet(json, rules);
  if (masked === json || !isJson(json) || isJson(masked)) return masked;
  // What masks a number of the JSON itself stands without quotes. Numbers first become texts, exactly as they were written.
  const texts = json.replace(JSON_PARTS, (part) => (/^[-\d]/.test(part) && discreet(part, rules) !== part ? `"${part}"` : part));
  return discreet(texts, rules);
}

/** A text, or a number outside of one. */
const JSON_PARTS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The marks say nothing about the question: a search leaves them out. A text of marks alone stays. */
export const withoutMarks = (text: string): string => {
  const plain = Object.values(MARKS).reduce((left, mark) => left.replaceAll(mark, ''), text);
  return plain === text || !/[\p{L}\p{N}]/u.test(plain) ? text : plain.replace(/ {2,}/g, ' ').trim();
};

/** Between two digits of one number, as people write it. */
const GAP = '[\\s\\u200B-\\u200D\\u2060.\\-\\u2010-\\u2015/_·]{0,3}';
const DIGITS = new RegExp(`\\d(?:${GAP}\\d){12,}`, 'g');

/** The text without numbers of payment cards: 13 to 19 digits of an issuer, with the right check digit, however they are grouped. */
export const withoutCards = (text: string): string => text.replace(DIGITS, maskedCards);

type Group = { digits: string; start: number; end: number };

/** A number may stand beside others: cards begin and end with a group of digits. */
function maskedCards(run: string): string {
  const groups: Group[] = [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({ digits, start: index, end: index + digits.length }));
  let masked = '';
  let from = 0;
  for (let first = 0; first < groups.length; first++) {
    const last = cardFrom(groups, first);
    if (last === null) continue;
    masked += run.slice(from, groups[first]!.start) + MARKS.card;
    from = groups[last]!.end;
    first = last;
  }
  return masked + run.slice(from);
}

/** @returns the last group of the longest card that begins with a group */
function cardFrom(groups: readonly Group[], first: number): number | null {
  let found: number | null = null;
  let digits = '';
  for (let last = first; last < groups.length && digits.length < 19; last++) {
    digits += groups[last]!.digits;
    if (isCard(digits)) found = last;
  }
  return found;
}

/**
 * By the first digits of an issuer: Visa, Mastercard, American Express, Discover, JCB, Diners Club, UnionPay, Maestro. Visa's of 13 digits
 * are long out of use, and articles on a shelf have such numbers.
 */
const ISSUERS =
  /^(?:4(?:\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|(?:6011|64[4-9]\d|65\d\d)\d{12,15}|35(?:2[89]|[3-8]\d)\d{12,15}|3(?:0[0-5]|[68]\d)\d{11}|62\d{14,17}|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15})$/;

const isCard = (digits: string): boolean => ISSUERS.test(digits) && checksOut(digits);

/** @see ISO/IEC 7812-1, annex B (Luhn) */
function checksOut(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, place) => {
    const value = Number(digit) * (place % 2 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const EMAIL = /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const withoutContacts = (text: string): string => withoutPhones(withoutAccounts(text).replace(EMAIL, MARKS.email), MARKS.phone);

/** Length of an IBAN by its country. @see SWIFT IBAN registry */
const IBAN_LENGTHS: Record<string, number> = Object.fromEntries(
  (
    'NO15 BE16 DK18 FI18 FO18 GL18 NL18 SI19 MK19 AT20 BA20 EE20 LT20 LU20 XK20 CH21 HR21 LI21 LV21 BG22 DE22 GB22 GE22 IE22 ME22 RS22 ' +
    'AE23 GI23 IL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VA22 PT25 IS26 TR26 FR27 GR27 IT27 MC27 SM27 AL28 AZ28 CY28 HU28 ' +
    'LB28 PL28 MT31'
  )
    .split(' ')
    .map((one) => [one.slice(0, 2), Number(one.slice(2))]),
);
const ACCOUNT = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[\s-]?[A-Z0-9]){11,30}/giu;

/** International account numbers, as long as their country makes them and with the right check digits. */
const withoutAccounts = (text: string): string =>
  text.replace(ACCOUNT, (run) => {
    const length = IBAN_LENGTHS[run.slice(0, 2).toUpperCase()];
    const places = [...run.matchAll(/[A-Z0-9]/gi)].slice(0, length ?? 0);
    if (!length || places.length < length || !isAccount(places.map(([sign]) => sign).join(''))) return run;
    return MARKS.iban + run.slice(places.at(-1)!.index + 1);
  });

/** @see ISO 7064, MOD 97-10 */
function isAccount(iban: string): boolean {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) rest = Number(String(rest) + parseInt(sign, 36).toString()) % 97;
  return rest === 1;
}
