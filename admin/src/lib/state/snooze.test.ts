import { expect, test } from '@jest/globals';
import { localValue, snoozeChoices } from './snooze.ts';

const untilOf = (now: Date, id: string): string => localValue(snoozeChoices(now.getTime()).find((choice) => choice.id === id)!.until);

test('an hour, tomorrow morning and next Monday morning, in local time', () => {
  const wednesday = new Date(2026, 2, 4, 22, 30);
  expect(untilOf(wednesday, 'hour')).toBe('2026-03-04T23:30');
  expect(untilOf(wednesday, 'tomorrow')).toBe('2026-03-05T09:00');
  expect(untilOf(wednesday, 'monday')).toBe('2026-03-09T09:00');
});

test('on a Monday the next one is meant, and on a Sunday tomorrow', () => {
  expect(untilOf(new Date(2026, 2, 9, 8, 0), 'monday')).toBe('2026-03-16T09:00');
  expect(untilOf(new Date(2026, 2, 8, 8, 0), 'monday')).toBe('2026-03-09T09:00');
});
