/**
 * Keeps tenants' secrets. Adapters: encrypted in MongoDB under a master key of ours, and AWS Secrets Manager. A value goes in
 * and comes out as a `Secret`; routes give `SecretInfo` only.
 */
import type { TenantId, TenantScope } from '../../workflows/domain/ids.ts';
import type { Secret, SecretInfo, SecretName } from '../../workflows/domain/secret.ts';
import type { EveryTenant } from './reach.ts';

export interface SecretStore {
  /** Shown by `parley doctor`. */
  readonly adapter: string;
  /** Sets a new value. The one before it stays live until it is retired or followed by another. */
  put(scope: TenantScope, name: SecretName, value: Secret): Promise<SecretInfo>;
  /** The current value; `make` gives the first one. Whoever asks at the same time gets the same. */
  ensure(scope: TenantScope, name: SecretName, make: () => Secret): Promise<Secret>;
  /**
   * The current value; null when none is set.
   *
   * @param options.fresh asks the store itself, whatever a cache holds
   */
  current(scope: TenantScope, name: SecretName, options?: { fresh?: boolean }): Promise<Secret | null>;
  /** The values that are accepted, newest first: none, one, or two while one takes over from the other. */
  live(scope: TenantScope, name: SecretName): Promise<Secret[]>;
  /** Ends the life of the value before the current one. @returns null when there is no such secret */
  retirePrevious(scope: TenantScope, name: SecretName): Promise<SecretInfo | null>;
  /** By name. */
  list(scope: TenantScope): Promise<SecretInfo[]>;
  /** @returns false when there was none */
  remove(scope: TenantScope, name: SecretName): Promise<boolean>;
  /** Everything of a tenant, its keys included. */
  removeTenant(scope: TenantScope): Promise<void>;
}

/** A value encrypted with the data key of that number. */
export type Sealed = { dataKey: number; version: number; text: string };

/** A secret as the database holds it. `revision` counts its writes. */
export type SealedSecret = Omit<SecretInfo, 'previousIsLive'> & { current: Sealed; previous: Sealed | null; revision: number };

/** A tenant's data key, encrypted with the master key of that id. */
export type WrappedKey = { n: number; masterKey: string; text: string };

/** Where the encrypting adapter keeps what it has encrypted. Never sees a plain value or key. */
export interface SealedSecretStore {
  read(scope: TenantScope, name: SecretName): Promise<SealedSecret | null>;
  /** Writes over revision `secret.revision - 1`, where 0 is none at all. @returns false when another write was first */
  write(scope: TenantScope, secret: SealedSecret): Promise<boolean>;
  list(scope: TenantScope): Promise<SealedSecret[]>;
  remove(scope: TenantScope, name: SecretName): Promise<boolean>;
  /** Newest first. */
  dataKeys(scope: TenantScope): Promise<WrappedKey[]>;
  /** @returns false when the number is taken */
  addDataKey(scope: TenantScope, key: WrappedKey): Promise<boolean>;
  /** Puts the same data key under another master key. */
  rewrap(scope: TenantScope, key: WrappedKey): Promise<void>;
  removeDataKey(scope: TenantScope, n: number): Promise<void>;
  removeTenant(scope: TenantScope): Promise<void>;
  /** Tenants that have a data key. */
  tenants(scope: EveryTenant): Promise<TenantId[]>;
}
