/**
 * `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers): on every answer for which a limit was taken, each by its
 * name. Of a limit that callers share nothing is said but `Retry-After`: how much the others send is their business.
 */
import type { LimitState, RateLimits } from '../../infra/ports/identity.ts';

type Headers = { set(fields: Record<string, string>): unknown };

/** `limits` that says on `response` where they stand. */
export function toldLimits(limits: RateLimits, response: Headers): RateLimits {
  const states = new Map<string, LimitState>();
  const tell = (state: LimitState): void => {
    if (state.shared) return;
    // Of two keys of one limit (a name and an address) the scarcer one tells when to come back.
    const known = states.get(state.limit);
    if (known && known.remaining <= state.remaining) return;
    states.set(state.limit, state);
    const all = [...states.values()];
    response.set({
      'ratelimit-policy': all.map(({ limit, points, seconds }) => `"${limit}";q=${points};w=${seconds}`).join(', '),
      ratelimit: all.map(({ limit, remaining, resetSeconds }) => `"${limit}";r=${remaining};t=${resetSeconds}`).join(', '),
    });
  };
  return {
    take: (limit, key, points, note) =>
      limits.take(limit, key, points, (state) => {
        tell(state);
        note?.(state);
      }),
  };
}
