/** Credentials of people: passwords, access tokens, opaque tokens, and how often each may be tried. */
import type { TenantId, UserId } from '../../workflows/domain/ids.ts';

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes equally long for `null`, a user that does not exist. */
  matches(password: string, stored: string | null): Promise<boolean>;
}

/** Whom an access token names, and the session that it was given in. What the person may do is looked up, never taken from the token. */
export type StaffClaims = { userId: UserId; tenantId: TenantId; sessionId: string };

export interface AccessTokens {
  readonly lifetimeSeconds: number;
  sign(claims: StaffClaims): Promise<string>;
  /** Null for anything but a live token of ours. `expiresAt` in ms of the epoch. */
  verify(token: string): Promise<(StaffClaims & { expiresAt: number }) | null>;
}

export interface RefreshTokens {
  /** The token of one generation of a session: the same each time it is asked for. */
  issue(sessionId: string, generation: number): string;
  /** Null for anything that was not issued here. */
  read(token: string): { sessionId: string; generation: number } | null;
}

export interface OneTimeCodes {
  make(): string;
  /** What is stored of a code. */
  seal(challengeId: string, code: string): string;
  /** Takes equally long whatever the code. */
  matches(challengeId: string, code: string, sealed: string): boolean;
}

export interface Sealer {
  seal(text: string, owner: string): string;
  /** Null for what was not sealed here, or for another owner. */
  open(sealed: string, owner: string): string | null;
}

export interface SecondFactors {
  /** Base32. */
  newSecret(): string;
  /** What an authenticator app is given: the address, and a picture of it as a data URL. */
  enrolment(secret: string, account: string): Promise<{ uri: string; picture: string }>;
  /** The time step that the code belongs to; null when it belongs to none near `now`. */
  stepOf(secret: string, code: string, now: Date): number | null;
  recoveryCodes(): string[];
  hashRecovery(code: string): string;
}

/** Between the first factor and the second. */
export interface PartialTokens {
  readonly lifetimeSeconds: number;
  sign(claims: { userId: UserId; how: string }): Promise<string>;
  verify(token: string): Promise<{ userId: UserId; how: string } | null>;
}

export type LimitName =
  | 'signIn'
  | 'signInFrom'
  | 'mailCode'
  | 'secondFactor'
  | 'invite'
  | 'openSession'
  | 'openSessionOfTenant'
  | 'identify'
  | 'visitorMessage'
  | 'visitorMessageFrom'
  | 'visitorMessageTo'
  | 'staffMessage'
  | 'searchTest'
  | 'upload'
  | 'keptAnswer';

/** Where one limit stands for one key. */
export type LimitState = {
  limit: LimitName;
  points: number;
  seconds: number;
  remaining: number;
  /** Until all are there again, seconds. */
  resetSeconds: number;
  /** Counted for more than one caller: nothing that a caller should hear of the others. */
  shared: boolean;
};

export interface RateLimits {
  /**
   * Takes one; resolves to the seconds to wait when there is none left, else to 0. Keys begin with the tenant where there is one.
   *
   * @param points how many there are, when not the usual number
   * @param note told where the limit stands then
   */
  take(limit: LimitName, key: string, points?: number, note?: (state: LimitState) => void): Promise<number>;
}
