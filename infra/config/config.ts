/**
 * The configuration: one schema over the environment, read once at start. Every fault is listed at once, and a secret has no
 * default. The only module that reads `process.env`.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const dimension = z.coerce.number().int().min(1).max(16_384);
const price = z.coerce.number().min(0).max(10_000);
const origins = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(z.url({ protocol: /^https?$/, error: 'must be addresses like http://10.0.0.5:8080, with commas between' })));
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: z.url().optional(),
  /** Proxies in front of the API that say in X-Forwarded-For for whom they ask; 0 believes nobody. */
  PARLEY_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  PARLEY_HOME: z.string().min(1).default('.parley'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional(),
  /** Where vectors are kept by several processes; absent, in a file of the data folder. */
  QDRANT_URL: z.url({ protocol: /^https?$/, error: 'must be an address like https://qdrant.example.com:6333' }).optional(),
  QDRANT_API_KEY: z.string().min(1).optional(),
  TEMPORAL_ADDRESS: z.string().min(1).optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** Address of the Temporal UI, for links; the development server's own is found by itself. */
  TEMPORAL_UI_URL: z.url().optional(),
  /** The `temporal` program that starts the development server, instead of the one on PATH or the prepared one. */
  PARLEY_TEMPORAL_CLI: z.string().min(1).optional(),
  PATH: z.string().default(''),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: z.url().optional(),
  OPENAI_MODEL: z.string().min(1).default('gpt-5-mini'),
  /** Asked when the model fails; of the same endpoint, or of another with its own key. */
  OPENAI_FALLBACK_MODEL: z.string().min(1).optional(),
  OPENAI_FALLBACK_BASE_URL: z.url().optional(),
  OPENAI_FALLBACK_API_KEY: z.string().min(1).optional(),
  /** US dollars a million tokens; absent, money is not counted. */
  OPENAI_PRICE_INPUT: price.optional(),
  OPENAI_PRICE_OUTPUT: price.optional(),
  OPENAI_FALLBACK_PRICE_INPUT: price.optional(),
  OPENAI_FALLBACK_PRICE_OUTPUT: price.optional(),
  /** Whole address of a `/rerank`, which puts what was found in order; absent, the order of the search stands. */
  RERANK_URL: z.url({ protocol: /^https?$/, error: 'must be an address like https://api.example.com/v2/rerank' }).optional(),
  RERANK_API_KEY: z.string().min(1).optional(),
  RERANK_MODEL: z.string().min(1).optional(),
  /** Whole address of an `/embeddings` as OpenAI's, which makes the vectors; absent, the local encoder does. */
  EMBEDDINGS_URL: z.url({ protocol: /^https?$/, error: 'must be an address like https://api.openai.com/v1/embeddings' }).optional(),
  EMBEDDINGS_API_KEY: z.string().min(1).optional(),
  EMBEDDINGS_MODEL: z.string().min(1).optional(),
  /** Numbers of its vectors. */
  EMBEDDINGS_DIM: dimension.optional(),
  /** The endpoint of before, as long as tenants are searched with it. */
  EMBEDDINGS_EARLIER_URL: z.url({ protocol: /^https?$/ }).optional(),
  EMBEDDINGS_EARLIER_API_KEY: z.string().min(1).optional(),
  EMBEDDINGS_EARLIER_MODEL: z.string().min(1).optional(),
  EMBEDDINGS_EARLIER_DIM: dimension.optional(),
  PARLEY_EMBEDDER_DIR: z.string().min(1).optional(),
  /** File of the workflow bundle; the bootstrap's own without. */
  PARLEY_WORKFLOW_BUNDLE: z.string().min(1).optional(),
  /** PKCS#8 PEM of the Ed25519 key that signs staff access tokens; made under PARLEY_HOME on one machine. */
  PARLEY_SIGNING_KEY: z.string().min(1).optional(),
  /** Where tenants' secrets are kept: encrypted by us in MongoDB, or in AWS Secrets Manager. */
  PARLEY_SECRETS: z.enum(['local', 'aws']).default('local'),
  /** Base64 of 32 bytes each, newest first: encrypt the secrets kept by us; made under PARLEY_HOME on one machine. */
  PARLEY_MASTER_KEY: z.string().min(1).optional(),
  AWS_REGION: z.string().min(1).optional(),
  /** Another endpoint of AWS Secrets Manager, as the SDK's own variable. */
  AWS_ENDPOINT_URL_SECRETS_MANAGER: z.url().optional(),
  /** Mail server for codes and invitations; absent, mail lies as files in the data folder. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().min(3).default('Parley <parley@localhost>'),
  /** Single sign-on: issuer, id and secret of an OpenID Connect provider; all three or none. */
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** More origins inside the own network that may be called beside those of OPENAI_BASE_URL, OIDC_ISSUER, EMBEDDINGS_URL and RERANK_URL; commas between. */
  PARLEY_TRUSTED_ORIGINS: origins.optional(),
  /** What people know the provider as. */
  OIDC_NAME: z.string().min(1).default('Single sign-on'),
  /** Whether strangers may open a workspace; without it on in development and off in production. */
  PARLEY_SIGN_UP: flag.optional(),
  /** Seeds the demo tenant and shows its login; without it on in development and off in production. */
  PARLEY_DEMO: flag.optional(),
});

export type Config = Omit<z.infer<typeof Environment>, 'PARLEY_DEMO' | 'PARLEY_SIGN_UP'> & {
  PARLEY_DEMO: boolean;
  PARLEY_SIGN_UP: boolean;
  /** Absolute path of PARLEY_HOME. */
  home: string;
};

/** Thrown when the environment is faulty; its message lists every fault, a line each. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Names that may be given as `NAME_FILE`, the path of a mounted secret. */
const FROM_FILE = [
  'MONGODB_URI',
  'REDIS_URL',
  'QDRANT_API_KEY',
  'OPENAI_API_KEY',
  'OPENAI_FALLBACK_API_KEY',
  'RERANK_API_KEY',
  'EMBEDDINGS_API_KEY',
  'EMBEDDINGS_EARLIER_API_KEY',
  'PARLEY_SIGNING_KEY',
  'PARLEY_MASTER_KEY',
  'SMTP_URL',
  'OIDC_CLIENT_SECRET',
] as const;

/**
 * @param env the environment; empty values count as absent
 * @throws {ConfigError} naming every variable that is wrong
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined && value !== '') given[name] = value;
  for (const name of FROM_FILE) {
    const file = given[`${name}_FILE`];
    if (!file || given[name]) continue;
    try {
      given[name] = readFileSync(file, 'utf8').trim();
    } catch (cause) {
      throw new ConfigError(`The configuration is not valid:\n  ${name}_FILE: ${file} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, {
        cause,
      });
    }
  }
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is not valid:\n${faults.join('\n')}\nSee .env.example for what each variable means.`);
  }
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = parsed.data;
  const ofProvider = [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].filter(Boolean).length;
  if (ofProvider !== 0 && ofProvider !== 3)
    throw new ConfigError('The configuration is not valid:\n  OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: give all three or none.');
  for (const name of ['EMBEDDINGS', 'EMBEDDINGS_EARLIER'] as const) {
    const given = [parsed.data[`${name}_URL`], parsed.data[`${name}_MODEL`], parsed.data[`${name}_DIM`]].filter((one) => one !== undefined).length;
    if (given !== 0 && given !== 3)
      throw new ConfigError(`The configuration is not valid:\n  ${name}_URL, ${name}_MODEL, ${name}_DIM: give all three or none.`);
  }
  const { PARLEY_DEMO, PARLEY_SIGN_UP, NODE_ENV, PARLEY_HOME } = parsed.data;
  const development = NODE_ENV !== 'production';
  return { ...parsed.data, PARLEY_DEMO: PARLEY_DEMO ?? development, PARLEY_SIGN_UP: PARLEY_SIGN_UP ?? development, home: resolve(PARLEY_HOME) };
}
