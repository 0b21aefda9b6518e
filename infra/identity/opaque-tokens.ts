/** Random credentials of 256 bits. The store keeps their hash only; the token itself is seen once. */
import { createHash, randomBytes } from 'node:crypto';

export const mintToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');
