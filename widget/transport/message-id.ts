/** The client's id of a message: random, the same on every retry. */

/** 22 characters of A-Z a-z 0-9 _ -, 128 random bits. */
export const newMessageId = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
