/**
 * How long a conversation may wait for what, and which of its deadlines is the nearest. Deadlines are absolute times made from when
 * something last happened, so neither a restart nor a following run moves them.
 */
import type { WeeklyHours } from './business-hours.ts';
import type { Status, Standing } from './conversation.ts';

/** What a running conversation needs of a tenant's policy; milliseconds, null for never. */
export type Limits = {
  /** Silence of the visitor until they are told that the conversation will be closed. */
  idleWarningMs: number | null;
  /** Silence of the visitor until it is resolved, by status. Whoever was warned has the time between both left. */
  autoResolveMs: Record<Exclude<Status, 'resolved'>, number | null>;
  /** Silence until the visitor's session counts as over and the conversation ends. */
  sessionGraceMs: number;
  /** How long a resolved conversation waits for a word more before its run ends. */
  reopenMs: number;
  /** Age at which a conversation ends, once nobody waits. */
  maxLifeMs: number | null;
  /** The longest snooze. */
  snoozeMaxMs: number;
};

/** A tenant's policy. */
export type Lifecycle = Limits & {
  /** What the visitor is told before the conversation is closed for silence. */
  idleNotice: string;
  /** Business time in which a person answers an escalated conversation; null without a promise. */
  firstResponseMs: number | null;
  /** When people are there; null for always. */
  hours: WeeklyHours | null;
  /** Where a message goes that comes after the conversation was resolved. */
  afterResolve: 'reopen' | 'new';
};

const DAY_MS = 86_400_000;

export const DEFAULT_LIFECYCLE: Lifecycle = {
  idleWarningMs: null,
  autoResolveMs: { unresolved: null, escalated: null },
  sessionGraceMs: 30 * DAY_MS,
  reopenMs: 3 * DAY_MS,
  maxLifeMs: 365 * DAY_MS,
  snoozeMaxMs: 90 * DAY_MS,
  idleNotice: 'Is there anything else? If not, I will close this conversation soon. You can write here at any time.',
  firstResponseMs: null,
  hours: null,
  afterResolve: 'reopen',
};

export const lifecycleOf = ({ lifecycle }: { lifecycle?: Partial<Lifecycle> }): Lifecycle => ({ ...DEFAULT_LIFECYCLE, ...lifecycle });

export const limitsOf = ({ idleWarningMs, autoResolveMs, sessionGraceMs, reopenMs, maxLifeMs, snoozeMaxMs }: Lifecycle): Limits => ({
  idleWarningMs,
  autoResolveMs,
  sessionGraceMs,
  reopenMs,
  maxLifeMs,
  snoozeMaxMs,
});

export const DEADLINES = ['snoozeOver', 'firstResponse', 'idleWarning', 'autoResolve', 'sessionOver', 'lifeOver', 'graceOver'] as const;
export type DeadlineKind = (typeof DEADLINES)[number];
/** `at` in ms of the epoch. */
export type Deadline = { kind: DeadlineKind; at: number };

/** What decides about deadlines; times in ms of the epoch. */
export type Waiting = Pick<Standing, 'status'> & {
  bornAt: number;
  /** When somebody last wrote, and when the conversation last moved. */
  activeAt: number;
  movedAt: number;
  warnedAt: number | null;
  /** A message of the visitor is open, as far as is known: then nothing is closed. */
  waitsForUs: boolean;
  snooze: { until: number; woken: boolean } | null;
  /** By when a person should have answered. */
  respondBy: number | null;
};

/** Null when nothing but a message or a command can change anything. */
export function nearestDeadline(waiting: Waiting, limits: Limits): Deadline | null {
  const { status, movedAt, snooze, respondBy } = waiting;
  const resolved = status === 'resolved';
  const candidates: (Deadline | null)[] = [
    snooze && { kind: 'snoozeOver', at: snooze.woken || resolved ? 0 : snooze.until },
    resolved ? { kind: 'graceOver', at: movedAt + limits.reopenMs } : null,
    respondBy !== null && !resolved ? { kind: 'firstResponse', at: respondBy } : null,
    ...(resolved || snooze || waiting.waitsForUs ? [] : silences(waiting, limits)),
  ];
  return candidates.reduce<Deadline | null>((nearest, one) => (one && (!nearest || one.at < nearest.at) ? one : nearest), null);
}

/** What happens when it is the visitor's turn and they say nothing. */
function silences({ status, bornAt, activeAt, movedAt, warnedAt }: Waiting, limits: Limits): (Deadline | null)[] {
  const { idleWarningMs, sessionGraceMs, maxLifeMs } = limits;
  const since = Math.max(activeAt, movedAt);
  const resolveMs = status === 'resolved' ? null : limits.autoResolveMs[status];
  const warns = idleWarningMs !== null && warnedAt === null && (resolveMs === null || idleWarningMs < resolveMs);
  // A warning that came late, after an outage, leaves the visitor as much time as one that came at its hour.
  const noticeMs = idleWarningMs !== null && resolveMs !== null ? resolveMs - idleWarningMs : 0;
  return [
    warns ? { kind: 'idleWarning', at: since + idleWarningMs } : null,
    resolveMs !== null && !warns ? { kind: 'autoResolve', at: Math.max(since + resolveMs, (warnedAt ?? 0) + noticeMs) } : null,
    { kind: 'sessionOver', at: activeAt + sessionGraceMs },
    maxLifeMs === null ? null : { kind: 'lifeOver', at: bornAt + maxLifeMs },
  ];
}
