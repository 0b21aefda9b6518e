/** Until when a conversation can be put aside with one click, in the agent's own time. */

export type SnoozeChoice = { id: string; label: string; until: Date };

const MORNING = 9;

/** Monday comes next week when today is one. */
export function snoozeChoices(now: number): SnoozeChoice[] {
  const at = (days: number): Date => {
    const date = new Date(now);
    date.setDate(date.getDate() + days);
    date.setHours(MORNING, 0, 0, 0);
    return date;
  };
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7;
  return [
    { id: 'hour', label: 'In an hour', until: new Date(now + 3_600_000) },
    { id: 'tomorrow', label: 'Tomorrow, 9:00', until: at(1) },
    { id: 'monday', label: 'Next Monday, 9:00', until: at(toMonday) },
  ];
}

/** The value of a `datetime-local` field, in the agent's own time. */
export function localValue(at: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
