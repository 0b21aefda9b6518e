/**
 * Keys for several purposes out of one root, which the secret store keeps for the installation: every process has them, and another
 * signing key changes none of them.
 */
import { hkdfSync, randomBytes } from 'node:crypto';
import { PLATFORM } from '../../workflows/domain/audit.ts';
import { Secret } from '../../workflows/domain/secret.ts';
import type { SecretStore } from '../ports/secret-store.ts';

export type Purpose = 'refresh-token' | 'one-time-code' | 'sealed-secret' | 'partial-token';

/**
 * The root, made at the first start.
 *
 * @throws whatever the secret store throws: without its root a process would shut everybody out
 */
export const identityRoot = ({ ensure }: Pick<SecretStore, 'ensure'>): Promise<Secret> =>
  ensure({ tenantId: PLATFORM }, 'identity-root', () => new Secret(randomBytes(32).toString('base64')));

/** @returns 32 bytes; another purpose gives unrelated ones */
export const derivedKey = (root: Secret, purpose: Purpose): Buffer => Buffer.from(hkdfSync('sha256', root.reveal(), 'parley', purpose, 32));
