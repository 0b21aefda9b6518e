/** How often each door may be tried, counted in memory: right for one api process; several need Redis (issue 5). */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { LimitName, RateLimits } from '../ports/identity.ts';

/** Points per seconds. */
export const LIMITS: Record<LimitName, { points: number; seconds: number }> = {
  signIn: { points: 10, seconds: 60 },
  signInFrom: { points: 100, seconds: 60 },
  openSession: { points: 600, seconds: 60 },
  visitorMessage: { points: 30, seconds: 10 },
  staffMessage: { points: 120, seconds: 10 },
  upload: { points: 120, seconds: 60 },
};

export function memoryRateLimits(): RateLimits {
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([name, { points, seconds }]) => [name, new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })]),
  ) as Record<LimitName, RateLimiterMemory>;
  return {
    async take(limit, key) {
      try {
        await limiters[limit].consume(key);
        return 0;
      } catch (error) {
        if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
        throw error;
      }
    },
  };
}
