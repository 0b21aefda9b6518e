/** What staff sign in with, and the sessions that come of it. */
import type { TenantId, TenantScope, UserId } from '../../workflows/domain/ids.ts';
import type { EndReason, RefreshFamily } from '../../workflows/domain/refresh.ts';

/** Sessions of staff: one a device. */
export interface RefreshFamilyStore {
  create(family: Omit<RefreshFamily, 'endedAt' | 'endedBecause'>): Promise<RefreshFamily>;
  get(familyId: string): Promise<RefreshFamily | null>;
  /** The live token becomes the one of `generation + 1`; null when `generation` is not the live one or the session is over. */
  rotate(familyId: string, generation: number, times: { rotatedAt: Date; expiresAt: Date }): Promise<RefreshFamily | null>;
  /** Another workspace in the same session; null when the session is over. */
  move(familyId: string, to: TenantScope): Promise<RefreshFamily | null>;
  /** Not yet ended, newest first; some may have expired. */
  open(of: { userId: UserId } | { tenantId: TenantId }): Promise<RefreshFamily[]>;
  /** @returns false when it had ended before */
  end(familyId: string, because: EndReason, at: Date): Promise<boolean>;
}

export type OneTimeCode = {
  _id: string;
  purpose: 'signIn' | 'signUp';
  emailKey: string;
  email: string;
  sealed: string;
  tries: number;
  usedAt: Date | null;
  expiresAt: Date;
};

export interface OneTimeCodeStore {
  create(code: Omit<OneTimeCode, 'tries' | 'usedAt'>): Promise<void>;
  /** Takes one of the five tries; null when there is none left, or nothing to try. */
  takeTry(challengeId: string, now: Date): Promise<OneTimeCode | null>;
  /** @returns false when it was used before */
  use(challengeId: string, at: Date): Promise<boolean>;
}

export type SecondFactor = {
  _id: UserId;
  sealed: string;
  /** Null while it is being set up: it asks for nothing then. */
  confirmedAt: Date | null;
  /** The last time step whose code was accepted: none before it and not itself is accepted again. */
  step: number;
  /** Hashes of the recovery codes that are left. */
  recovery: string[];
};

export interface SecondFactorStore {
  get(userId: UserId): Promise<SecondFactor | null>;
  /** Begins anew; a confirmed one stands until the new one is confirmed. @returns false when one is confirmed */
  begin(userId: UserId, sealed: string): Promise<boolean>;
  confirm(userId: UserId, step: number, recovery: string[], at: Date): Promise<boolean>;
  /** Accepts a code of a time step once. */
  spendStep(userId: UserId, step: number): Promise<boolean>;
  spendRecovery(userId: UserId, hash: string): Promise<boolean>;
  remove(userId: UserId): Promise<void>;
}

export type LinkedIdentity = { _id: string; issuer: string; userId: UserId; createdAt: Date };

export interface IdentityStore {
  /** Whose account of a provider this is. */
  find(issuer: string, subject: string): Promise<UserId | null>;
  /** @returns false when it is linked already */
  link(issuer: string, subject: string, userId: UserId, at: Date): Promise<boolean>;
}
