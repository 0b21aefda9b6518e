import type { Config } from '../../config/config.ts';

/** What whoever runs the installation has named may be called wherever it is; addresses of tenants are never among these. */
export function declaredOrigins(config: Config): string[] {
  const { OPENAI_BASE_URL, OPENAI_FALLBACK_BASE_URL, OIDC_ISSUER, RERANK_URL, EMBEDDINGS_URL, EMBEDDINGS_EARLIER_URL } = config;
  const named = [OPENAI_BASE_URL, OPENAI_FALLBACK_BASE_URL, OIDC_ISSUER, RERANK_URL, EMBEDDINGS_URL, EMBEDDINGS_EARLIER_URL];
  return [...named, ...(config.PARLEY_TRUSTED_ORIGINS ?? [])].filter((address) => address !== undefined);
}
