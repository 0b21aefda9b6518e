import { expect, test } from '@jest/globals';
import type { Carry } from '../contracts/conversation.ts';
import { remember, remembers } from './command-ids.ts';

const id = (n: number): string => `${n}`.padStart(64, 'x');
const many = (count: number): number[] => Array.from({ length: count }, (_, i) => id(i)).reduce<number[]>(remember, []);

test('an id is known once it was obeyed, and the oldest is forgotten behind 256 younger ones', () => {
  const marks = many(257);
  expect(marks).toHaveLength(256);
  expect(remembers(marks, id(256))).toBe(true);
  expect(remembers(marks, id(1))).toBe(true);
  expect(remembers(marks, id(0))).toBe(false);
});

test('a repeat takes no second place', () => {
  expect(remember(remember([], 'a'), 'a')).toHaveLength(1);
});

test('what a run hands to the next stays under 10 KB, whatever the ids and numbers are', () => {
  const most = Number.MIN_SAFE_INTEGER;
  const agent = `usr_${'z'.repeat(26)}` as const;
  const carry: Carry = {
    mode: 'paused',
    status: 'unresolved',
    since: most,
    takenBy: agent,
    heard: most,
    answered: most,
    superseded: most,
    bornAt: most,
    activeAt: most,
    movedAt: most,
    warnedAt: most,
    waitsForUs: false,
    snooze: { until: most, n: most, woken: false },
    respond: { by: most, seq: most },
    limits: {
      idleWarningMs: most,
      autoResolveMs: { unresolved: most, escalated: most },
      sessionGraceMs: most,
      reopenMs: most,
      maxLifeMs: most,
      snoozeMaxMs: most,
    },
    settingsVersion: most,
    commands: new Array<number>(256).fill(0xffff_ffff),
  };
  expect(many(1_000).length).toBeLessThanOrEqual(carry.commands.length);
  expect(Math.max(...many(1_000))).toBeLessThanOrEqual(0xffff_ffff);
  expect(Buffer.byteLength(JSON.stringify(carry))).toBeLessThan(10_000);
});
