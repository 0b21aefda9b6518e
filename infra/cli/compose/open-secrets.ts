/** The secret store of the configuration: ours, encrypted in MongoDB, or AWS Secrets Manager; remembered for a short while. */
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Connection } from '../../mongo/connect.ts';
import { sealedSecretStore } from '../../mongo/stores/sealed-secret-store.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { cachedSecrets } from '../../secrets/cached.ts';
import { fileKeyring, givenKeyring } from '../../secrets/local/keyring.ts';
import { localSecrets, type Rotated } from '../../secrets/local/local-secrets.ts';

export type SecretParts = {
  secrets: SecretStore;
  /** New keys for what we encrypt; null where another service does that. */
  rotateSecrets: (() => Promise<Rotated>) | null;
};

export async function openSecrets(config: Config, connection: Connection): Promise<SecretParts> {
  if (config.PARLEY_SECRETS === 'aws') {
    const { awsSecrets } = await import('../../secrets/aws/aws-secrets.ts');
    const store = awsSecrets({ region: config.AWS_REGION, endpoint: config.AWS_ENDPOINT_URL_SECRETS_MANAGER });
    return { secrets: cachedSecrets(store), rotateSecrets: null };
  }
  const given = config.PARLEY_MASTER_KEY;
  const keyring = given ? givenKeyring(given) : fileKeyring(join(config.home, 'keys', 'master.keys'));
  const store = localSecrets({ sealed: sealedSecretStore(connection), keyring, now: () => new Date() });
  return { secrets: cachedSecrets(store), rotateSecrets: () => store.rotate() };
}
