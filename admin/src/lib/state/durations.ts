/** Durations of the settings as people enter them: a number and a unit. */

export const UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
export type Unit = keyof typeof UNITS;
export type Span = { amount: number; unit: Unit };

/** In the largest unit that shows it whole. */
export function spanOf(ms: number): Span {
  const unit = (['days', 'hours', 'minutes'] as const).find((name) => ms % UNITS[name] === 0) ?? 'minutes';
  return { amount: Math.round(ms / UNITS[unit]), unit };
}

export const msOf = ({ amount, unit }: Span): number => Math.round(amount) * UNITS[unit];

/** `3 days`, `1 hour`. */
export function inWords(ms: number): string {
  const { amount, unit } = spanOf(ms);
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}
