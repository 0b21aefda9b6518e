/** OpenID Connect with PKCE, state and nonce, for any provider that publishes its configuration. */
import * as oidc from 'openid-client';
import type { Egress } from '../egress/egress.ts';
import type { SingleSignOn } from '../ports/single-sign-on.ts';

/** A provider that does not answer in time has failed, seconds. */
const PATIENCE_SECONDS = 10;
const SCOPE = 'openid email';

/** No document of a provider is longer, bytes. */
const MAX_BYTES = 1_000_000;

export type OpenIdOptions = { issuer: string; clientId: string; clientSecret: string; name: string; egress: Egress };

/** The provider's configuration is fetched with the first sign-in, and again after a failure. */
export function openIdConnect({ issuer, clientId, clientSecret, name, egress }: OpenIdOptions): SingleSignOn {
  let known: Promise<oidc.Configuration> | null = null;
  const configuration = (): Promise<oidc.Configuration> => {
    known ??= oidc
      .discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretPost(clientSecret), {
        timeout: PATIENCE_SECONDS,
        // The provider itself says where its keys and tokens are: what it names must be public, or declared as the issuer is.
        [oidc.customFetch]: egress.fetch({ maxBytes: MAX_BYTES, totalMs: PATIENCE_SECONDS * 1_000 }) as oidc.CustomFetch,
        execute: isLoopback(issuer) ? [oidc.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        known = null;
        throw error;
      });
    return known;
  };

  return {
    name,
    async begin(redirectUri) {
      const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, attempt };
    },
    async finish(cameBack, { state, nonce, verifier }) {
      const config = await configuration();
      const tokens = await oidc.authorizationCodeGrant(config, cameBack, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('The provider sent no ID token.');
      // Some providers put the address into the ID token, others answer it to whoever asks with the access token.
      const said = claims.email === undefined ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : claims;
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: typeof said.email === 'string' ? said.email : null,
        emailVerified: said.email_verified === true,
      };
    },
  };
}

/** A provider on this machine, for development, needs no TLS. */
const isLoopback = (issuer: string): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(issuer).hostname);
