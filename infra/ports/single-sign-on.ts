/** Signing in with the account of another provider, by OpenID Connect. */
export type SignOnAttempt = { state: string; nonce: string; verifier: string };

/** Who the provider says it is. Only a verified address may be believed. */
export type OutsideIdentity = { issuer: string; subject: string; email: string | null; emailVerified: boolean };

export interface SingleSignOn {
  /** What people know the provider as. */
  readonly name: string;
  /** Where to send the browser, and what must be remembered until it is back. */
  begin(redirectUri: string): Promise<{ url: string; attempt: SignOnAttempt }>;
  /**
   * @param cameBack the whole address that the provider sent the browser to
   * @throws whatever does not fit: state, nonce, signature, audience, time
   */
  finish(cameBack: URL, attempt: SignOnAttempt): Promise<OutsideIdentity>;
}
