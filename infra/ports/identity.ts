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

export type LimitName = 'signIn' | 'signInFrom' | 'openSession' | 'visitorMessage' | 'staffMessage' | 'upload';

export interface RateLimits {
  /** Takes one; resolves to the seconds to wait when there is none left, else to 0. Keys begin with the tenant where there is one. */
  take(limit: LimitName, key: string): Promise<number>;
}
