/** Makes a key: 256 random bits that are shown once, and the record by which they are known again. */
import { API_KEY_PREFIX, API_KEY_SHOWN, type ApiKey } from '../workflows/domain/api-key.ts';
import type { ApiDeps } from './context.ts';

const DAY_MS = 86_400_000;

export async function makeApiKey(
  { apiKeys, mintId, mintToken, hashToken, now }: Pick<ApiDeps, 'apiKeys' | 'mintId' | 'mintToken' | 'hashToken' | 'now'>,
  { expiresInDays, ...given }: Pick<ApiKey, 'tenantId' | 'name' | 'permissions' | 'createdBy'> & { expiresInDays: number | null },
): Promise<{ token: string; key: ApiKey }> {
  const token = mintToken(API_KEY_PREFIX);
  const createdAt = now();
  const key = await apiKeys.create({
    ...given,
    _id: mintId('key'),
    start: token.slice(0, API_KEY_SHOWN),
    tokenHash: hashToken(token),
    createdAt,
    expiresAt: expiresInDays === null ? null : new Date(createdAt.getTime() + expiresInDays * DAY_MS),
    lastUsedAt: null,
    revokedAt: null,
  });
  return { token, key };
}
