/** How often each door may be tried, counted in memory: right for one api process; several need Redis (issue 5). */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { LimitName, RateLimits } from '../ports/identity.ts';

/** Points per seconds. */
export const LIMITS: Record<LimitName, { points: number; seconds: number }> = {
  signIn: { points: 10, seconds: 60 },
  signInFrom: { points: 100, seconds: 60 },
  mailCode: { points: 5, seconds: 900 },
  secondFactor: { points: 5, seconds: 300 },
  invite: { points: 100, seconds: 3_600 },
  openSession: { points: 600, seconds: 60 },
  openSessionOfTenant: { points: 3_000, seconds: 60 },
  identify: { points: 60, seconds: 60 },
  // The first is the usual one: the tenant's door says how many.
  visitorMessage: { points: 10, seconds: 10 },
  visitorMessageFrom: { points: 300, seconds: 10 },
  visitorMessageTo: { points: 3_000, seconds: 10 },
  staffMessage: { points: 120, seconds: 10 },
  upload: { points: 120, seconds: 60 },
};

export function memoryRateLimits(): RateLimits {
  /** By name and number of points. */
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterOf = (limit: LimitName, points: number): RateLimiterMemory => {
    const keyPrefix = `${limit}:${points}`;
    const known = limiters.get(keyPrefix) ?? new RateLimiterMemory({ keyPrefix, points, duration: LIMITS[limit].seconds });
    limiters.set(keyPrefix, known);
    return known;
  };
  return {
    async take(limit, key, points = LIMITS[limit].points) {
      try {
        await limiterOf(limit, points).consume(key);
        return 0;
      } catch (error) {
        if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
        throw error;
      }
    },
  };
}
