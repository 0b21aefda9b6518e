/** What people see of a key: everything but what opens the door. */
import type { ApiKey } from '../../workflows/domain/api-key.ts';
import type { ApiKeyView } from '../protocol/api-keys.ts';

export const presentApiKey = ({ _id, name, start, permissions, createdAt, expiresAt, lastUsedAt, revokedAt }: ApiKey): ApiKeyView => ({
  id: _id,
  name,
  start,
  permissions,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
});
