/**
 * The life of a staff session: a family of refresh tokens, of which one is live at a time. Its tokens are numbered, so every
 * token that was ever given is known to be old, and a repeat of the last rotation hands out the same successor, never a second.
 */
import type { TenantId, UserId } from './ids.ts';

export type EndReason = 'signedOut' | 'revoked' | 'reused' | 'passwordChanged' | 'roleDropped' | 'removed' | 'suspended' | 'deleted';

export type RefreshFamily = {
  _id: string;
  userId: UserId;
  tenantId: TenantId;
  /** Number of the live token, from 1. */
  generation: number;
  rotatedAt: Date;
  createdAt: Date;
  /** Unused until then it is over; each rotation moves it. */
  expiresAt: Date;
  /** Over then, however often it was used. */
  endsAt: Date;
  endedAt: Date | null;
  endedBecause: EndReason | null;
  device: { userAgent: string; ip: string };
};

/** Times of a session, ms. */
export const SESSION = {
  idle: 14 * 86_400_000,
  absolute: 90 * 86_400_000,
  /** Two tabs that spend one cookie at once, or an answer that got lost, look like a thief only after this. */
  grace: 10_000,
} as const;

export const isLive = (family: RefreshFamily, now: Date): boolean => family.endedAt === null && family.expiresAt > now && family.endsAt > now;

/**
 * What it means that somebody presents a genuine token of this family.
 *
 * `rotate`: it is the live one. `repeat`: it was live a moment ago, and gets the same successor again. `reused`: it is older, so
 * two hold the session and one of them is a thief. `over`: the session has ended.
 */
export function judgeRefresh(family: RefreshFamily, generation: number, now: Date): 'rotate' | 'repeat' | 'reused' | 'over' {
  if (!isLive(family, now)) return 'over';
  if (generation === family.generation) return 'rotate';
  const sinceRotation = now.getTime() - family.rotatedAt.getTime();
  return generation === family.generation - 1 && sinceRotation <= SESSION.grace ? 'repeat' : 'reused';
}
