/** What routes and sockets may use, made by the composition root. */
import type {
  AccessTokens,
  OneTimeCodes,
  PartialTokens,
  Passwords,
  RateLimits,
  RefreshTokens,
  Sealer,
  SecondFactors,
} from '../infra/ports/identity.ts';
import type { Engine } from '../infra/ports/engine.ts';
import type { OutsideAddresses } from '../infra/ports/outside-addresses.ts';
import type { EventBus } from '../infra/ports/event-bus.ts';
import type { ApiKeyStore } from '../infra/ports/api-key-store.ts';
import type { CannedStore } from '../infra/ports/canned-store.ts';
import type { VisitorProofs } from '../infra/ports/visitor-proofs.ts';
import type { VisitorStore } from '../infra/ports/visitor-store.ts';
import type { SecretStore } from '../infra/ports/secret-store.ts';
import type { Mailer } from '../infra/ports/mailer.ts';
import type { SingleSignOn } from '../infra/ports/single-sign-on.ts';
import type { Encoders } from '../infra/ports/encoders.ts';
import type { KnowledgeSearch } from '../infra/ports/knowledge-search.ts';
import type { VectorIndex } from '../infra/ports/vector-index.ts';
import type { FileStore } from '../infra/ports/knowledge-stores.ts';
import type { Stores } from '../infra/ports/stores.ts';
import type { IdPrefix } from '../workflows/domain/ids.ts';
import type { Settings } from '../workflows/domain/settings.ts';
import type { DependencyView } from './protocol/staff.ts';
import type { z } from 'zod';

export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type ApiDeps = Stores & {
  engine: Engine;
  /** What addresses of tenants may be. */
  outside: OutsideAddresses;
  bus: EventBus;
  files: FileStore;
  secrets: SecretStore;
  apiKeys: ApiKeyStore;
  cannedResponses: CannedStore;
  visitors: VisitorStore;
  visitorProofs: VisitorProofs;
  /** Whether a tenant without a list of sites may be shown on every site: while developing. */
  openEmbedding: boolean;
  /** How many proxies stand in front of us and say for whom they ask. */
  proxies: number;
  /** As turns search it. */
  knowledge: KnowledgeSearch;
  encoders: Pick<Encoders, 'inUse' | 'known'>;
  vectors: Pick<VectorIndex, 'removeVersion'>;
  passwords: Passwords;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  partialTokens: PartialTokens;
  codes: OneTimeCodes;
  sealer: Sealer;
  totp: SecondFactors;
  /** Null without another provider. */
  singleSignOn: SingleSignOn | null;
  mailer: Mailer;
  /** What a new workspace begins with. */
  firstSettings: Omit<Settings, 'tenantId' | 'version' | 'createdAt'>;
  /** Whether strangers may open a workspace of their own. */
  signUpOpen: boolean;
  limits: RateLimits;
  mintId: <P extends IdPrefix>(prefix: P) => `${P}_${string}`;
  derivedId: <P extends IdPrefix>(prefix: P, ...parts: string[]) => `${P}_${string}`;
  datedId: <P extends IdPrefix>(prefix: P, at: Date, ...parts: string[]) => `${P}_${string}`;
  mintToken: (prefix: string) => string;
  hashToken: (token: string) => string;
  now: () => Date;
  log: Log;
  /** Health of every dependency, asked when somebody looks. */
  dependencies: () => Promise<z.infer<typeof DependencyView>[]>;
  /** Whether somebody is there to answer visitors: the engine can be reached and a worker lives. */
  isAnswering: () => Promise<boolean>;
  version: string;
  /** Set in the demo only: shown on the sign-in page. */
  demoLogin: { email: string; password: string } | null;
  /** Address under which people reach this installation, for links and redirects; without a slash at its end. */
  publicUrl: () => string;
  /** Whether cookies may be marked Secure. */
  secureCookies: boolean;
};
