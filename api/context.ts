/** What routes and sockets may use, made by the composition root. */
import type { AccessTokens, Passwords, RateLimits } from '../infra/ports/identity.ts';
import type { Engine } from '../infra/ports/engine.ts';
import type { EventBus } from '../infra/ports/event-bus.ts';
import type { VectorIndex } from '../infra/ports/vector-index.ts';
import type { FileStore, Stores } from '../infra/ports/stores.ts';
import type { IdPrefix } from '../workflows/domain/ids.ts';
import type { DependencyView } from './protocol/staff.ts';
import type { z } from 'zod';

export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type ApiDeps = Stores & {
  engine: Engine;
  bus: EventBus;
  files: FileStore;
  vectors: Pick<VectorIndex, 'removeVersion'>;
  passwords: Passwords;
  accessTokens: AccessTokens;
  limits: RateLimits;
  mintId: <P extends IdPrefix>(prefix: P) => `${P}_${string}`;
  derivedId: <P extends IdPrefix>(prefix: P, ...parts: string[]) => `${P}_${string}`;
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
  /** Whether cookies may be marked Secure. */
  secureCookies: boolean;
};
