/** The public half of a secret. Picks field by field: what is added to a secret later does not slip out. */
import type { z } from 'zod';
import type { SecretInfo, TenantSecretName } from '../../workflows/domain/secret.ts';
import type { SecretView } from '../protocol/secrets.ts';

export const presentSecret = (name: TenantSecretName, { version, lastFour, previousIsLive, updatedAt }: SecretInfo): z.infer<typeof SecretView> => ({
  name,
  version,
  lastFour,
  previousIsLive,
  updatedAt: updatedAt.toISOString(),
});
