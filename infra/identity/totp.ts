/** The second factor: time-based codes of six digits (RFC 6238), and codes for the day the phone is gone. */
import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { toDataURL } from 'qrcode';
import type { SecondFactors } from '../ports/identity.ts';

const STEP_SECONDS = 30;
/** Steps that a phone's clock may be off, each way. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** Letters and digits that nobody confuses. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

const totp = (secret: string, label = ''): TOTP => new TOTP({ issuer: 'Parley', label, secret: Secret.fromBase32(secret), period: STEP_SECONDS });

export const secondFactors: SecondFactors = {
  newSecret: () => new Secret({ size: 20 }).base32,
  async enrolment(secret, account) {
    const uri = totp(secret, account).toString();
    return { uri, picture: await toDataURL(uri, { margin: 1 }) };
  },
  stepOf(secret, code, now) {
    const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
    return delta === null ? null : Math.floor(now.getTime() / 1_000 / STEP_SECONDS) + delta;
  },
  recoveryCodes: () => Array.from({ length: RECOVERY_CODES }, () => Array.from(randomBytes(12), (byte) => ALPHABET[byte % ALPHABET.length]).join('')),
  hashRecovery: (code) =>
    createHash('sha256')
      .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
      .digest('base64url'),
};
