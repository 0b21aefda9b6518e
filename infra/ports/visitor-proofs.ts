/** Proofs of who a visitor is, made on the customer's own server under a secret that it shares with us. */
import type { Secret } from '../../workflows/domain/secret.ts';

export type Proof = { jwt: string } | { userId: string; hash: string };

/** `name` and `email` come from signed claims only; an HMAC proves the id alone. */
export type Proven = { externalId: string; name?: string | undefined; email?: string | undefined };

export interface VisitorProofs {
  /**
   * @param secrets the live ones: either may have made the proof
   * @param audience what `aud` of a JWT may be
   * @returns null for anything but a live proof for this tenant
   */
  check(proof: Proof, secrets: readonly Secret[], audience: readonly string[]): Promise<Proven | null>;
}
