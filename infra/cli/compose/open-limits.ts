/** Chooses where rates are counted: in Redis for several processes, else in this one. */
import { memoryRateLimits, redisRateLimits } from '../../limits/rate-limits.ts';
import type { RateLimits } from '../../ports/identity.ts';

export type LimitParts = { limits: RateLimits; closeLimits(): Promise<void> };

export async function openLimits(redisUrl: string | undefined, failed: (fault: unknown) => void): Promise<LimitParts> {
  if (!redisUrl) return { limits: memoryRateLimits(), closeLimits: async () => {} };
  const { connectRedis } = await import('../../bus/redis-connection.ts');
  const client = await connectRedis(redisUrl, failed);
  return { limits: redisRateLimits(client), closeLimits: async () => client.destroy() };
}
