/** Business time in zones whose clocks change. */
import { expect, test } from '@jest/globals';
import { addBusinessTime, type WeeklyHours } from './business-hours.ts';

const nine: [string, string][] = [['09:00', '17:00']];
const berlin: WeeklyHours = { timeZone: 'Europe/Berlin', week: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine } };
const HOUR = 3_600_000;
const after = (from: string, hours: number, open: WeeklyHours | null = berlin): string | null => {
  const at = addBusinessTime(Date.parse(from), hours * HOUR, open);
  return at === null ? null : new Date(at).toISOString();
};

test.each([
  ['inside the day', '2026-01-07T09:00:00Z', 2, '2026-01-07T11:00:00.000Z'],
  ['before opening', '2026-01-07T02:00:00Z', 1, '2026-01-07T09:00:00.000Z'],
  ['over night', '2026-01-07T15:00:00Z', 2, '2026-01-08T09:00:00.000Z'],
  ['from Friday night to Monday', '2026-01-09T22:00:00Z', 1, '2026-01-12T09:00:00.000Z'],
  ['three days of eight hours', '2026-01-09T08:00:00Z', 24, '2026-01-13T16:00:00.000Z'],
  ['over the weekend in which the clock goes forward', '2026-03-27T15:30:00Z', 1, '2026-03-30T07:30:00.000Z'],
  ['over the weekend in which it goes back', '2026-10-23T14:30:00Z', 1, '2026-10-26T08:30:00.000Z'],
])('%s', (_name, from, hours, expected) => expect(after(from, hours)).toBe(expected));

test('a lunch break does not count', () => {
  const shop: WeeklyHours = {
    timeZone: 'America/New_York',
    week: {
      wed: [
        ['08:00', '12:00'],
        ['13:00', '16:00'],
      ],
    },
  };
  expect(after('2026-01-07T16:30:00Z', 1, shop)).toBe('2026-01-07T18:30:00.000Z');
});

test('without hours every hour counts; hours that never open end nothing', () => {
  expect(after('2026-01-10T22:00:00Z', 1, null)).toBe('2026-01-10T23:00:00.000Z');
  expect(after('2026-01-10T22:00:00Z', 1, { timeZone: 'UTC', week: {} })).toBeNull();
});
