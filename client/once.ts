/** Keys under which a request may be sent again: the same key and body get the first answer for a day. */

/** A fresh Idempotency-Key, 128 random bits. */
export const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** For the `params` of a changing request: `{ params: { ...once() } }`. Keep what it returns to send the same request again. */
export const once = (key = newKey()): { header: { 'Idempotency-Key': string } } => ({ header: { 'Idempotency-Key': key } });
