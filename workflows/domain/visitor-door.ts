/** The visitors' door of a tenant: which sites may show the chat, how long a session lives, how fast a visitor may write. */

export type VisitorDoor = {
  /** Sites that may show the chat: `https://shop.example`, or `https://*.shop.example` for all below it. */
  origins: string[];
  /** Life of a session that is not used, ms; 1 h to 7 d. */
  idleMs: number;
  /** Messages of one visitor in ten seconds. */
  messages: number;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const IDLE_MS = { least: HOUR_MS, most: 7 * DAY_MS } as const;
/** No session lives longer, however much it is used, ms. */
export const ABSOLUTE_MS = 30 * DAY_MS;

const DEFAULTS: VisitorDoor = { origins: [], idleMs: DAY_MS, messages: 10 };

export function doorOf({ door = {} }: { door?: Partial<VisitorDoor> }): VisitorDoor {
  const merged = { ...DEFAULTS, ...door };
  return { ...merged, idleMs: Math.min(IDLE_MS.most, Math.max(IDLE_MS.least, merged.idleMs)) };
}

/** When a session that is used now ends by itself. */
export const expiryOf = (createdAt: Date, idleMs: number, now: Date): Date =>
  new Date(Math.min(now.getTime() + idleMs, createdAt.getTime() + ABSOLUTE_MS));

export type SessionEnd = 'ended' | 'replaced' | 'banned';
type Life = { createdAt: Date; expiresAt: Date; idleMs?: number; endedBecause?: SessionEnd | null };

/** `renew`: alive, with less than a quarter of its idle life left; use makes it longer. */
export type SessionVerdict = 'live' | 'renew' | 'expired' | SessionEnd;

export function judgeSession({ createdAt, expiresAt, idleMs = DEFAULTS.idleMs, endedBecause = null }: Life, now: Date): SessionVerdict {
  if (endedBecause) return endedBecause;
  const left = expiresAt.getTime() - now.getTime();
  if (left <= 0) return 'expired';
  const longer = expiryOf(createdAt, idleMs, now) > expiresAt;
  return left < idleMs / 4 && longer ? 'renew' : 'live';
}

/** Scheme, host and port only, so that a list can stand in a header as it is. */
const SITE = /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

export const isSite = (text: string): boolean => text.length <= 200 && SITE.test(text);

/** True when a page of this origin may show the chat. `origin` as a browser says it: `https://shop.example`. */
export function mayShow(origin: string, sites: readonly string[]): boolean {
  return sites.filter(isSite).some((site) => {
    if (!site.includes('//*.')) return site === origin;
    const [scheme, host] = site.split('*') as [string, string];
    return origin.startsWith(scheme) && origin.endsWith(host) && /^[a-z0-9.-]+$/.test(origin.slice(scheme.length, -host.length));
  });
}
