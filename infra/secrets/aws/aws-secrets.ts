/**
 * Secrets in AWS Secrets Manager, one `parley/<tenant>/<name>` each. AWSCURRENT and AWSPREVIOUS are the live values. A version's
 * id follows from its number, so two who set a value at once cannot both be version n: AWS refuses the second.
 */
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  ListSecretsCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
  type SecretListEntry,
} from '@aws-sdk/client-secrets-manager';
import { createHash } from 'node:crypto';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import { isSecretName, Secret, type SecretInfo, type SecretName } from '../../../workflows/domain/secret.ts';
import type { SecretStore } from '../../ports/secret-store.ts';

export type AwsOptions = { region?: string | undefined; endpoint?: string | undefined };

/** What the value of a secret holds beside itself. */
type Stored = { version: number; value: string };
/** What its description says: the public half, so that a list reads no value. */
type Described = { version: number; lastFour: string; updatedAt: string };

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';
type Version = Stored & { id: string };

/** How often a value is set anew when another writer was first. */
const TRIES = 20;
const REQUEST_MS = 5_000;

/** Credentials are found as the AWS SDK finds them everywhere. Each call is tried three times by it. */
export function awsSecrets({ region, endpoint }: AwsOptions, now: () => Date = () => new Date()): SecretStore {
  const client = new SecretsManagerClient({
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    maxAttempts: 3,
    requestHandler: { requestTimeout: REQUEST_MS, connectionTimeout: REQUEST_MS, throwOnRequestTimeout: true },
  });

  async function read(scope: TenantScope, name: SecretName, stage: Stage): Promise<Version | null> {
    const found = await orNull(client.send(new GetSecretValueCommand({ SecretId: idOf(scope, name), VersionStage: stage })));
    return found && { ...(JSON.parse(found.SecretString!) as Stored), id: found.VersionId! };
  }

  async function described(scope: TenantScope): Promise<SecretInfo[]> {
    const infos: SecretInfo[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new ListSecretsCommand({ Filters: [{ Key: 'name', Values: [prefixOf(scope)] }], MaxResults: 100, ...(NextToken ? { NextToken } : {}) }),
      );
      for (const entry of page.SecretList ?? []) {
        const info = infoOf(scope, entry);
        if (info) infos.push(info);
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return infos.sort((a, b) => a.name.localeCompare(b.name));
  }

  /** @returns false when that version was set by another meanwhile */
  async function set(scope: TenantScope, name: SecretName, version: number, value: Secret, updatedAt: Date): Promise<boolean> {
    const description: Described = { version, lastFour: value.lastFour, updatedAt: updatedAt.toISOString() };
    const write = {
      // Another value under the same number must not look like a repeat of this one.
      ClientRequestToken: versionId(scope, name, version),
      SecretString: JSON.stringify({ version, value: value.reveal() } satisfies Stored),
      Description: JSON.stringify(description),
    };
    try {
      if (version === 1) await client.send(new CreateSecretCommand({ Name: idOf(scope, name), ...write }));
      else await client.send(new UpdateSecretCommand({ SecretId: idOf(scope, name), ...write }));
      return true;
    } catch (error) {
      // The last: removed by another between reading and writing.
      if (error instanceof ResourceExistsException || error instanceof ResourceNotFoundException) return false;
      throw error;
    }
  }

  async function remove(scope: TenantScope, name: SecretName): Promise<boolean> {
    // A forced deletion of what is not there succeeds, so we look first.
    if (!(await read(scope, name, 'AWSCURRENT'))) return false;
    await orNull(client.send(new DeleteSecretCommand({ SecretId: idOf(scope, name), ForceDeleteWithoutRecovery: true })));
    return true;
  }

  return {
    adapter: 'AWS Secrets Manager',
    async put(scope, name, value) {
      for (let tries = 0; tries < TRIES; tries++) {
        const before = await read(scope, name, 'AWSCURRENT');
        const version = (before?.version ?? 0) + 1;
        const updatedAt = now();
        if (await set(scope, name, version, value, updatedAt))
          return { name, version, lastFour: value.lastFour, updatedAt, previousIsLive: before !== null };
      }
      throw new Error(`The secret ${name} is being written by too many at once.`);
    },
    async ensure(scope, name, make) {
      for (let tries = 0; tries < TRIES; tries++) {
        const found = await read(scope, name, 'AWSCURRENT');
        if (found) return new Secret(found.value);
        await set(scope, name, 1, make(), now());
      }
      throw new Error(`The secret ${name} is set and cannot be read.`);
    },
    async current(scope, name) {
      const found = await read(scope, name, 'AWSCURRENT');
      return found && new Secret(found.value);
    },
    async live(scope, name) {
      const [current, previous] = await Promise.all([read(scope, name, 'AWSCURRENT'), read(scope, name, 'AWSPREVIOUS')]);
      return [current, previous].flatMap((one) => (one ? [new Secret(one.value)] : []));
    },
    async retirePrevious(scope, name) {
      const previous = await read(scope, name, 'AWSPREVIOUS');
      if (previous) {
        await client.send(
          new UpdateSecretVersionStageCommand({ SecretId: idOf(scope, name), VersionStage: 'AWSPREVIOUS', RemoveFromVersionId: previous.id }),
        );
      }
      return (await described(scope)).find((info) => info.name === name) ?? null;
    },
    list: described,
    remove,
    async removeTenant(scope) {
      for (const { name } of await described(scope)) await remove(scope, name);
    },
  };
}

const prefixOf = ({ tenantId }: TenantScope): string => `parley/${tenantId}/`;
const idOf = (scope: TenantScope, name: SecretName): string => prefixOf(scope) + name;

const versionId = (scope: TenantScope, name: SecretName, version: number): string =>
  createHash('sha256')
    .update(`${idOf(scope, name)}/${version}`)
    .digest('hex');

function infoOf(scope: TenantScope, { Name = '', Description = '{}', SecretVersionsToStages = {} }: SecretListEntry): SecretInfo | null {
  const name = Name.slice(prefixOf(scope).length);
  if (!Name.startsWith(prefixOf(scope)) || !isSecretName(name)) return null;
  const { version, lastFour, updatedAt } = JSON.parse(Description) as Described;
  const previousIsLive = Object.values(SecretVersionsToStages).some((stages) => stages.includes('AWSPREVIOUS'));
  return { name, version, lastFour, updatedAt: new Date(updatedAt), previousIsLive };
}

/** Null for a secret or stage that is not there, or is about to be gone. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    if (error instanceof InvalidRequestException && /marked for deletion|marked deleted/.test(error.message)) return null;
    throw error;
  }
}
