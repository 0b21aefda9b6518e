/** Keys for several purposes out of the installation's one signing key, so that every process has them without further settings. */
import { hkdfSync } from 'node:crypto';

export type Purpose = 'refresh-token' | 'one-time-code' | 'sealed-secret' | 'partial-token';

/**
 * @param pem the signing key as configured
 * @returns 32 bytes; another purpose gives unrelated ones
 */
export const derivedKey = (pem: string, purpose: Purpose): Buffer =>
  Buffer.from(hkdfSync('sha256', pem.replace(/\s+/g, '\n').trim(), 'parley', purpose, 32));
