/** The visitors' door of a tenant: which sites may show the chat, how long a session lives, how fast a visitor may write. */

export type VisitorDoor = {
  /** Sites that may show the chat: `https://shop.example`, or `https://*.shop.example` for all below it. */
  origins: string[];
  /** Life of a session that is not used, ms; 1 h to 7 d. */
  idleMs: number;
  /** Life of a session however much it is used, ms; 1 d to 30 d. */
  absoluteMs: number;
  /** Whether only visitors may write whom the customer has proven (docs/identify.md). */
  identifiedOnly: boolean;
  /** Messages of one visitor in ten seconds; 1 to 60. Who writes faster is told how long to wait. */
  messages: number;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const IDLE_MS = { least: HOUR_MS, most: 7 * DAY_MS } as const;
/** No session lives longer than the most, whatever a tenant wishes, ms. */
export const ABSOLUTE_MS = { least: DAY_MS, most: 30 * DAY_MS } as const;

export const MESSAGES = { least: 1, most: 60 } as const;

const DEFAULTS: VisitorDoor = { origins: [], idleMs: DAY_MS, absoluteMs: ABSOLUTE_MS.most, identifiedOnly: false, messages: 10 };

export function doorOf({ door = {} }: { door?: Partial<VisitorDoor> }): VisitorDoor {
  const merged = { ...DEFAULTS, ...door };
  return { ...merged, idleMs: within(IDLE_MS, merged.idleMs), absoluteMs: within(ABSOLUTE_MS, merged.absoluteMs) };
}

const within = ({ least, most }: { least: number; most: number }, wish: number): number => Math.min(most, Math.max(least, wish));

/** When a session that is used now ends by itself. */
export const expiryOf = (createdAt: Date, { idleMs = DEFAULTS.idleMs, absoluteMs = ABSOLUTE_MS.most }: Lives, now: Date): Date =>
  new Date(Math.min(now.getTime() + idleMs, createdAt.getTime() + absoluteMs));

/** How long a session lives, as it was when it was opened, ms. */
type Lives = { idleMs?: number | undefined; absoluteMs?: number | undefined };

export type SessionEnd = 'ended' | 'replaced' | 'banned';
type Life = Lives & { createdAt: Date; expiresAt: Date; endedBecause?: SessionEnd | null };

/** `renew`: alive, with less than a quarter of its idle life left; use makes it longer. */
export type SessionVerdict = 'live' | 'renew' | 'expired' | SessionEnd;

export function judgeSession({ createdAt, expiresAt, idleMs = DEFAULTS.idleMs, absoluteMs, endedBecause = null }: Life, now: Date): SessionVerdict {
  if (endedBecause) return endedBecause;
  const left = expiresAt.getTime() - now.getTime();
  if (left <= 0) return 'expired';
  const longer = expiryOf(createdAt, { idleMs, absoluteMs }, now) > expiresAt;
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
