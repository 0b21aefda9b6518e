/** Makes the parts that api and workers share: stores, index, encoder, model, bus and engine, each by the configuration. */
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inProcessBus } from '../bus/in-process.ts';
import { breaker, type Breaker } from '../circuit/breaker.ts';
import { guardedModel, saysNothingOfTheProvider } from '../circuit/model.ts';
import { guardedReranker } from '../circuit/reranker.ts';
import { guardedVectors } from '../circuit/vectors.ts';
import type { Config } from '../config/config.ts';
import { pageFetcher } from '../crawl/page-fetcher.ts';
import { egress, type Egress } from '../egress/egress.ts';
import { extractiveAnswerer } from '../extractive/answerer.ts';
import { localFiles } from '../files/local.ts';
import { accessTokens, signingKey } from '../identity/access-tokens.ts';
import { derivedKey, identityRoot } from '../identity/derived-keys.ts';
import { openIdConnect } from '../identity/open-id-connect.ts';
import { oneTimeCodes } from '../identity/one-time-codes.ts';
import { hashToken, mintToken } from '../identity/opaque-tokens.ts';
import { argon2Passwords } from '../identity/passwords.ts';
import { partialTokens } from '../identity/partial-tokens.ts';
import { refreshTokens } from '../identity/refresh-tokens.ts';
import { sealer } from '../identity/sealed.ts';
import { secondFactors } from '../identity/totp.ts';
import { visitorProofs } from '../identity/visitor-proofs.ts';
import { datedId, derivedId, mintId } from '../ids/mint.ts';
import { createLogger, type Logger } from '../log/logger.ts';
import { folderMailer } from '../mail/folder.ts';
import { smtpMailer } from '../mail/smtp.ts';
import { connectMongo, type Connection } from '../mongo/connect.ts';
import { refuseLostSockets } from '../mongo/lost-sockets.ts';
import { apiKeyStore } from '../mongo/stores/api-key-store.ts';
import { cannedStore } from '../mongo/stores/canned-store.ts';
import { visitorStore } from '../mongo/stores/visitor-store.ts';
import { openStores } from '../mongo/stores/index.ts';
import { workerStore } from '../mongo/stores/worker-store.ts';
import { openAiModel, type OpenAiOptions } from '../openai/model.ts';
import { toolDialects, type ToolDialects } from '../openai/tool-dialects.ts';
import { ownKeyModel } from '../openai/own-key.ts';
import type { Limits as ModelLimits } from '../openai/patience.ts';
import type { ApiKeyStore } from '../ports/api-key-store.ts';
import type { CannedStore } from '../ports/canned-store.ts';
import type { DocumentReader } from '../ports/document-reader.ts';
import type { Encoders } from '../ports/encoders.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { PageFetcher } from '../ports/page-fetcher.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Model } from '../ports/model.ts';
import type { Reranker } from '../ports/reranker.ts';
import type { SingleSignOn } from '../ports/single-sign-on.ts';
import type { Stores } from '../ports/stores.ts';
import type { VisitorStore } from '../ports/visitor-store.ts';
import type { TenantEraser } from '../ports/tenant-eraser.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import type { Circuits, WorkerStore } from '../ports/workers.ts';
import { commandByTheLog } from '../temporal/by-the-log.ts';
import { openEngine } from '../temporal/client.ts';
import { openQdrantIndex, qdrantVersion } from '../vectors/qdrant/index.ts';
import { openSqliteIndex } from '../vectors/sqlite/index.ts';
import { rerankEndpoint } from '../reranking/endpoint.ts';
import { documentReader } from '../reading/index.ts';
import type { Price } from '../../workflows/domain/budget.ts';
import type { EncoderName } from '../../workflows/domain/encoder.ts';
import type { Policy } from '../../workflows/contracts/conversation.ts';
import type { ApiDeps } from '../../api/context.ts';
import { deleteDocuments } from '../../api/http/delete-document.ts';
import { storeUpload } from '../../api/http/store-upload.ts';
import { startServer as listen, type RunningServer } from '../../api/server.ts';
import type { Deps } from '../../activities/deps.ts';
import { searchAsAsked } from '../../activities/knowledge/search-as-asked.ts';
import type { Tool } from '../../activities/tools/tool.ts';
import { startWorkers as poll, type Workers } from '../../activities/worker.ts';
import { dependencyReport } from './dependency-report.ts';
import { openEncoders } from './open-encoders.ts';
import { openLimits, type LimitParts } from './open-limits.ts';
import { openSecrets, type SecretParts } from './open-secrets.ts';
import { FIRST_SETTINGS } from './first-settings.ts';
import { beat } from './signs-of-life.ts';
import { VERSION } from './version.ts';

/** Where the servers are, as found by the bootstrap or given by the environment. */
export type Addresses = {
  mongoUri: string;
  temporalAddress: string;
  temporalUiUrl: string | null;
  notes: { mongo: { adapter: string; note: string }; temporal: { adapter: string; note: string } };
};

export type Parts = Stores &
  LimitParts & {
    secrets: SecretParts['secrets'];
    rotateSecrets: SecretParts['rotateSecrets'];
    apiKeys: ApiKeyStore;
    cannedResponses: CannedStore;
    visitors: VisitorStore;
    config: Config;
    addresses: Addresses;
    log: Logger;
    connection: Connection;
    bus: EventBus;
    vectors: VectorIndex;
    /** Asks the server of the index whether it is there, and throws where it is not; null for a file. */
    pingVectors: ((totalMs: number) => Promise<unknown>) | null;
    encoders: Encoders;
    reranker: Reranker | null;
    model: Model;
    fallback: Model | null;
    quotes: Model | null;
    /** Of what this process calls. */
    circuits: Circuits<Breaker>;
    workers: WorkerStore;
    files: ReturnType<typeof localFiles>;
    reader: DocumentReader;
    fetcher: PageFetcher;
    /** Calls the outside, from adapters and tools. */
    egress: Egress;
    /** The same for addresses of tenants. */
    outside: Egress;
    /** Beside the product's own. */
    tools: readonly Tool[];
    engine: ReturnType<typeof openEngine>;
  };

export type PartsOptions = {
  /** One an installation; tests take one a file. */
  dbName?: string;
  policy?: Policy;
  model?: Model;
  /** How long a provider is waited for. */
  modelLimits?: Partial<ModelLimits>;
  /** Where log lines go, instead of standard error. */
  logTo?: { write(line: string): void };
  tools?: readonly Tool[];
  /** How addresses of tenants are called; not even what the installation has declared is reached by naming it. Tests have no public ones. */
  outside?: Egress;
};

export async function openParts(
  config: Config,
  addresses: Addresses,
  { dbName = 'parley', policy, model, modelLimits, tools = [], outside = egress(), logTo }: PartsOptions = {},
): Promise<Parts> {
  const log = createLogger(config, 'parley', logTo);
  refuseLostSockets();
  await mkdir(config.home, { recursive: true });
  const [connection, bus] = await Promise.all([
    connectMongo(addresses.mongoUri, dbName),
    config.REDIS_URL ? import('../bus/redis.ts').then(({ redisBus }) => redisBus(config.REDIS_URL!)) : inProcessBus(),
  ]);
  const circuits: Circuits<Breaker> = {
    model: breaker({ isFailure: (error) => !saysNothingOfTheProvider(error) }),
    fallback: breaker({ isFailure: (error) => !saysNothingOfTheProvider(error) }),
    vectors: breaker({ timeoutMs: VECTORS_MS }),
    embedder: breaker({ timeoutMs: VECTORS_MS }),
    reranker: breaker({ timeoutMs: RERANK_MS }),
  };
  const engine = openEngine({
    address: addresses.temporalAddress,
    namespace: config.TEMPORAL_NAMESPACE,
    uiUrl: addresses.temporalUiUrl ?? config.TEMPORAL_UI_URL ?? null,
    ...(policy ? { policy } : {}),
    failed: (error) => log.warn({ reason: (error as Error).name }, 'the engine could not be rung'),
  });
  const limitParts = await openLimits(config.REDIS_URL, (fault) =>
    log.warn({ reason: (fault as Error).name }, 'Redis is away: each process counts rates for itself'),
  );
  const secretParts = await openSecrets(config, connection);
  const declared = egress({ trusted: declaredOrigins(config) });
  const asking = { egress: declared, limits: modelLimits, log };
  const dialects = toolDialects();
  const models = guarded(model ? { model, fallback: null, quotes: null } : chosenModels(config, asking, dialects), circuits);
  const stores = openStores(connection, { mintId });
  const choices = stores.encoderChoices;
  const encoders = await openEncoders(config, { choices, outside: declared, circuit: circuits.embedder, questionMs: VECTORS_MS });
  return {
    ...stores,
    ...secretParts,
    ...limitParts,
    apiKeys: apiKeyStore(connection),
    cannedResponses: cannedStore(connection),
    visitors: visitorStore(connection),
    config,
    addresses,
    log,
    connection,
    bus,
    vectors: guardedVectors(chosenIndex(config, encoders.configured, log), circuits.vectors),
    pingVectors: vectorServerOf(config),
    encoders,
    reranker: chosenReranker(config, declared, circuits.reranker),
    engine: { ...engine, command: commandByTheLog(engine, stores) },
    circuits,
    workers: workerStore(connection),
    ...models,
    // A tenant's key and its provider say nothing of the installation's, so they stand beside its breaker.
    model: ownKeyModel({
      shared: models.model,
      keyOf: (scope, options) => secretParts.secrets.current(scope, 'model-key', options),
      make: (apiKey) => openAiModel({ ...asking, apiKey, baseURL: config.OPENAI_BASE_URL, model: config.OPENAI_MODEL, dialects }),
    }),
    files: localFiles(join(config.home, 'files')),
    egress: declared,
    outside,
    reader: documentReader(),
    fetcher: pageFetcher({ egress: outside }),
    tools,
  };
}

function chosenIndex({ QDRANT_URL: url, QDRANT_API_KEY: apiKey, home }: Config, first: EncoderName, log: Logger): VectorIndex {
  if (url) return openQdrantIndex({ url, apiKey, searchMs: VECTORS_MS });
  const failed = (error: Error): void => log.error({ reason: error.name, message: error.message }, 'the vector index cannot be opened');
  return openSqliteIndex({ file: join(home, 'vectors.db'), first, failed });
}

const vectorServerOf = ({ QDRANT_URL: url, QDRANT_API_KEY: apiKey }: Config): Parts['pingVectors'] =>
  url ? (totalMs) => qdrantVersion({ url, apiKey }, totalMs) : null;

const chosenReranker = (
  { RERANK_URL: url, RERANK_API_KEY: apiKey, RERANK_MODEL: model }: Config,
  outside: Egress,
  circuit: Breaker,
): Reranker | null => (url ? guardedReranker(rerankEndpoint({ url, apiKey, model, egress: outside, totalMs: RERANK_MS }), circuit) : null);

/** What whoever runs the installation has named may be called wherever it is; addresses of tenants are never among these. */
function declaredOrigins(config: Config): string[] {
  const { OPENAI_BASE_URL, OPENAI_FALLBACK_BASE_URL, OIDC_ISSUER, RERANK_URL, EMBEDDINGS_URL, EMBEDDINGS_EARLIER_URL } = config;
  const named = [OPENAI_BASE_URL, OPENAI_FALLBACK_BASE_URL, OIDC_ISSUER, RERANK_URL, EMBEDDINGS_URL, EMBEDDINGS_EARLIER_URL];
  return [...named, ...(config.PARLEY_TRUSTED_ORIGINS ?? [])].filter((address) => address !== undefined);
}

/** A key or the address of an endpoint switches the language model on; some local servers need no key. */
function chosenModels(config: Config, asking: Pick<OpenAiOptions, 'egress' | 'limits' | 'log'>, dialects: ToolDialects): Models {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: url, OPENAI_FALLBACK_MODEL: second, OPENAI_FALLBACK_BASE_URL: secondUrl } = config;
  if (!key && !url) return { model: extractiveAnswerer(), fallback: null, quotes: extractiveAnswerer() };
  const secondKey = config.OPENAI_FALLBACK_API_KEY ?? key ?? 'none';
  return {
    model: openAiModel({ ...asking, apiKey: key ?? 'none', baseURL: url, model: config.OPENAI_MODEL, dialects }),
    // Another address alone is enough: the same model is then asked elsewhere.
    fallback:
      second || secondUrl ? openAiModel({ ...asking, apiKey: secondKey, baseURL: secondUrl ?? url, model: second ?? config.OPENAI_MODEL }) : null,
    quotes: extractiveAnswerer(),
  };
}

type Models = Pick<Parts, 'model' | 'fallback' | 'quotes'>;

/** A search, or the encoding of a question, that takes longer has failed, ms; the activity has five seconds. */
const VECTORS_MS = 3_000;

/** Behind the search, within the same five seconds, ms. */
const RERANK_MS = 1_000;

const guarded = ({ model, fallback, quotes }: Models, circuits: Circuits<Breaker>): Models => ({
  model: guardedModel(model, circuits.model),
  fallback: fallback && guardedModel(fallback, circuits.fallback),
  quotes,
});

export function workerDeps(parts: Parts): Omit<Deps, 'closing'> {
  const { engine, ...rest } = parts;
  return {
    ...rest,
    eraser: eraserOf(parts),
    prices: pricesOf(parts.config),
    storeUpload: (scope, upload) => storeUpload({ ...parts, mintId }, scope, upload),
    async deleteDocuments(scope, ids, batch) {
      const found = await Promise.all(ids.map((id) => parts.documents.get(scope, id)));
      const there = found.filter((document) => document !== null);
      await deleteDocuments(parts, scope, there, { batch });
    },
    ring: engine.ring,
    command: engine.command,
    mintId,
    derivedId,
    now: () => new Date(),
  };
}

function pricesOf(config: Config): Deps['prices'] {
  const { OPENAI_PRICE_INPUT: input, OPENAI_PRICE_OUTPUT: output } = config;
  const { OPENAI_FALLBACK_PRICE_INPUT: secondInput = input, OPENAI_FALLBACK_PRICE_OUTPUT: secondOutput = output } = config;
  const priceOf = (read: number | undefined, written: number | undefined): Price =>
    read === undefined || written === undefined ? null : { input: read, output: written };
  return { model: priceOf(input, output), fallback: priceOf(secondInput, secondOutput) };
}

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param instead what takes the place of a part of the api: tests guess and flood without its limits, or without an engine */
export async function startServer(config: Config, parts: Parts, instead: Partial<ApiDeps> = {}): Promise<RunningServer> {
  const [pem, root] = await Promise.all([signingKey(config.PARLEY_SIGNING_KEY, config.home), identityRoot(parts.secrets)]);
  let publicUrl = config.PUBLIC_URL;
  const deps: ApiDeps = {
    ...parts,
    knowledge: { find: (scope, rules, question, earlier) => searchAsAsked(parts, scope, rules, question, earlier) },
    passwords: argon2Passwords(),
    accessTokens: await accessTokens(pem),
    refreshTokens: refreshTokens(derivedKey(root, 'refresh-token')),
    partialTokens: partialTokens(derivedKey(root, 'partial-token')),
    codes: oneTimeCodes(derivedKey(root, 'one-time-code')),
    sealer: sealer(derivedKey(root, 'sealed-secret')),
    totp: secondFactors,
    singleSignOn: chosenSignOn(config, parts.egress),
    mailer: chosenMailer(config, parts.log),
    firstSettings: FIRST_SETTINGS,
    signUpOpen: config.PARLEY_SIGN_UP,
    visitorProofs: visitorProofs(),
    openEmbedding: config.NODE_ENV !== 'production',
    proxies: config.PARLEY_PROXIES,
    mintId,
    derivedId,
    datedId,
    mintToken,
    hashToken,
    now: () => new Date(),
    ...dependencyReport(parts),
    version: VERSION,
    demoLogin: config.PARLEY_DEMO ? DEMO_LOGIN : null,
    publicUrl: () => publicUrl!.replace(/\/$/, ''),
    secureCookies: config.PUBLIC_URL?.startsWith('https:') ?? false,
    ...instead,
  };
  const docs = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const folders = { console: join(REPOSITORY, 'admin', 'build'), widget: join(REPOSITORY, 'widget', 'dist'), docs };
  const server = await listen({ host: config.HOST, port: config.PORT, deps, folders });
  publicUrl ??= server.url;
  return server;
}

const eraserOf = ({ engine, sites, vectors, files, secrets, tenantDesk }: Parts): TenantEraser => ({
  async workflows(scope) {
    // The schedules first: they would start what is forgotten behind it.
    for (const { _id: siteId } of await sites.list(scope)) await engine.forgetSite({ ...scope, siteId });
    return engine.forgetWorkflowsOf(scope);
  },
  vectors: (scope) => vectors.removeTenant(scope),
  files: (scope) => files.removeTenant(scope),
  secrets: (scope) => secrets.removeTenant(scope),
  people: tenantDesk.erasePeople,
  records: tenantDesk.eraseRecords,
});

const chosenSignOn = (
  { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name }: Config,
  outside: Egress,
): SingleSignOn | null => (issuer && clientId && clientSecret ? openIdConnect({ issuer, clientId, clientSecret, name, egress: outside }) : null);

const chosenMailer = ({ SMTP_URL, MAIL_FROM, home }: Config, log: Logger): Mailer =>
  SMTP_URL ? smtpMailer(SMTP_URL, MAIL_FROM) : folderMailer(join(home, 'mail'), (file) => log.info({ file }, 'a mail lies in the data folder'));

export async function startWorkers(config: Config, parts: Parts): Promise<Workers> {
  const workers = await poll({
    address: parts.addresses.temporalAddress,
    namespace: config.TEMPORAL_NAMESPACE,
    deps: workerDeps(parts),
    bundlePath: config.PARLEY_WORKFLOW_BUNDLE ?? join(REPOSITORY, '.parley', 'build', 'workflow-bundle.js'),
  });
  const { model, fallback, vectors, embedder, reranker } = parts.circuits;
  const circuits = () => ({
    model: model.report(),
    fallback: fallback.report(),
    vectors: vectors.report(),
    embedder: embedder.report(),
    reranker: reranker.report(),
  });
  const beating = beat(parts.workers, { version: VERSION, circuits, log: parts.log });
  return {
    failed: workers.failed,
    async close() {
      await beating.close();
      await workers.close();
    },
  };
}

export async function closeParts({ bus, closeLimits, vectors, encoders, engine, connection }: Parts): Promise<void> {
  await Promise.allSettled([bus.close(), closeLimits(), vectors.close(), encoders.close(), engine.close()]);
  await connection.close();
}

/** Of the demo tenant only; an installation of one's own sets PARLEY_DEMO=0. */
export const DEMO_LOGIN = { email: 'owner@fernwood.example', password: 'fernwood-demo' };
