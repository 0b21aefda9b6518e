/** Time that counts only while people are there: weekly hours in a time zone, across the changes of its clock. */

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export type WeeklyHours = {
  /** IANA name, such as `Europe/Berlin`. */
  timeZone: string;
  /** Opening times of local clocks, `["09:00", "17:30"]`, in order; a day without any is closed. */
  week: Partial<Record<Weekday, [string, string][]>>;
};

/** Holidays and closed weeks included, an opening is found within this, or never. */
const HORIZON_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * When `durationMs` of business time have passed since `from`.
 *
 * @param from ms of the epoch
 * @param hours null: always open
 * @returns ms of the epoch; null when the hours never open long enough within 400 days
 * @throws RangeError for a time zone that is not known
 */
export function addBusinessTime(from: number, durationMs: number, hours: WeeklyHours | null): number | null {
  if (!hours) return from + durationMs;
  const offset = offsetsOf(hours.timeZone);
  const local = new Date(from + offset(from));
  const firstDay = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  let left = durationMs;
  for (let i = 0; i < HORIZON_DAYS; i++) {
    const day = firstDay + i * DAY_MS;
    for (const [opens, closes] of hours.week[WEEKDAYS[new Date(day).getUTCDay()]!] ?? []) {
      const start = Math.max(from, toUtc(day + minutesOf(opens) * 60_000, offset));
      const open = toUtc(day + minutesOf(closes) * 60_000, offset) - start;
      if (open <= 0) continue;
      if (left <= open) return start + left;
      left -= open;
    }
  }
  return null;
}

/** Whether the zone is known here, so that deadlines can be counted in it. */
export function isTimeZone(name: string): boolean {
  try {
    offsetsOf(name);
    return true;
  } catch {
    return false;
  }
}

const minutesOf = (clock: string): number => {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours! * 60 + minutes!;
};

type Offset = (at: number) => number;

/** The instant of a local clock's reading, given as if it were UTC. A reading that the clock skips is the instant after the skip. */
function toUtc(reading: number, offset: Offset): number {
  const guess = reading - offset(reading);
  return reading - offset(guess);
}

/** How far a zone's clock is ahead of UTC at an instant, ms. */
function offsetsOf(timeZone: string): Offset {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const shown = Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second);
    return shown - Math.floor(at / 1_000) * 1_000;
  };
}
