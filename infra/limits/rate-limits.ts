/** How often each door may be tried: counted in memory by one process, in Redis by several. */
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { LimitName, RateLimits } from '../ports/identity.ts';

/** Points per seconds; `shared` ones count more than one caller. */
export const LIMITS: Record<LimitName, { points: number; seconds: number; shared?: true }> = {
  signIn: { points: 10, seconds: 60 },
  signInFrom: { points: 100, seconds: 60 },
  mailCode: { points: 5, seconds: 900 },
  secondFactor: { points: 5, seconds: 300 },
  invite: { points: 100, seconds: 3_600, shared: true },
  openSession: { points: 600, seconds: 60 },
  openSessionOfTenant: { points: 3_000, seconds: 60, shared: true },
  identify: { points: 60, seconds: 60 },
  // The first is the usual one: the tenant's door says how many.
  visitorMessage: { points: 10, seconds: 10 },
  visitorMessageFrom: { points: 300, seconds: 10 },
  visitorMessageTo: { points: 3_000, seconds: 10, shared: true },
  staffMessage: { points: 120, seconds: 10 },
  searchTest: { points: 60, seconds: 60 },
  upload: { points: 120, seconds: 60 },
  keptAnswer: { points: 1_200, seconds: 60 },
};

type Kind = { keyPrefix: string; points: number; duration: number };

export const memoryRateLimits = (): RateLimits => rateLimits((kind) => new RateLimiterMemory(kind));

/**
 * One count for all processes. While Redis is away each process counts for itself.
 *
 * @param client connected, of the package `redis`
 * @param prefix begins every key; two installations on one Redis take two
 */
export const redisRateLimits = (client: unknown, prefix = 'parley:'): RateLimits =>
  rateLimits(
    (kind) =>
      new RateLimiterRedis({
        ...kind,
        keyPrefix: `${prefix}limit:${kind.keyPrefix}`,
        storeClient: client,
        useRedisPackage: true,
        insuranceLimiter: new RateLimiterMemory(kind),
      }),
  );

function rateLimits(make: (kind: Kind) => RateLimiterAbstract): RateLimits {
  /** By name and number of points. */
  const limiters = new Map<string, RateLimiterAbstract>();
  const limiterOf = (limit: LimitName, points: number): RateLimiterAbstract => {
    const keyPrefix = `${limit}:${points}`;
    const known = limiters.get(keyPrefix) ?? make({ keyPrefix, points, duration: LIMITS[limit].seconds });
    limiters.set(keyPrefix, known);
    return known;
  };
  const taken = async (limiter: RateLimiterAbstract, key: string): Promise<RateLimiterRes> => {
    try {
      return await limiter.consume(key);
    } catch (error) {
      if (error instanceof RateLimiterRes) return error;
      throw error;
    }
  };
  return {
    async take(limit, key, points = LIMITS[limit].points, note = () => {}) {
      const { seconds, shared = false } = LIMITS[limit];
      const { msBeforeNext, consumedPoints, remainingPoints } = await taken(limiterOf(limit, points), key);
      const resetSeconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
      note({ limit, points, seconds, remaining: Math.max(0, remainingPoints), resetSeconds, shared });
      return consumedPoints > points ? resetSeconds : 0;
    },
  };
}
