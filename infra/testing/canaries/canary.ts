/**
 * Words by which data tells whose it is: a canary that each test tenant's name, settings and documents carry, in plain or encoded,
 * and every id of a record, which belongs to the tenant of the record.
 */
import { randomBytes } from 'node:crypto';

const CANARY = /cnry[0-9a-f]{12}/gi;
/** Ids of people are not among them: a person may work for several tenants. */
const ID = /(?:tnt|cnv|vis|trn|doc|chk|rev|esc|key|ses|inv|opr|can)_[0-7][0-9a-hjkmnp-tv-z]{25}/g;

export const mintCanary = (): string => `cnry${randomBytes(6).toString('hex')}`;

/** Beginnings under which a canary can lie in base64 or hex: at any of three places of what was encoded. */
export function encodedForms(canary: string): string[] {
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.from(`${'\0'.repeat(before)}${canary}`)
      .toString('base64')
      // What mixes with its neighbours at either end is cut off.
      .slice(Math.ceil((before * 8) / 6), Math.floor(((before + canary.length) * 8) / 6)),
  );
  return [...inBase64, Buffer.from(canary).toString('hex')];
}

/** Every canary and id in a text. @param encoded form to canary, of the canaries that may lie encoded in it */
export function wordsIn(text: string, encoded: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>(text.match(ID) ?? []);
  for (const canary of text.match(CANARY) ?? []) found.add(canary.toLowerCase());
  for (const [form, canary] of encoded) if (text.includes(form)) found.add(canary);
  return found;
}
