/** Which deadline is the nearest, and what may never happen whatever the policy says. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_LIFECYCLE, limitsOf, nearestDeadline, type Limits, type Waiting } from './lifecycle.ts';

const HOUR = 3_600_000;
const limits: Limits = { ...limitsOf(DEFAULT_LIFECYCLE), idleWarningMs: 23 * HOUR, autoResolveMs: { unresolved: 24 * HOUR, escalated: 72 * HOUR } };
const quiet: Waiting = {
  status: 'unresolved',
  bornAt: 0,
  activeAt: 10 * HOUR,
  movedAt: 0,
  warnedAt: null,
  waitsForUs: false,
  snooze: null,
  respondBy: null,
};

describe('the nearest deadline', () => {
  test('is the warning, then the resolution, each at its own hour by status', () => {
    expect(nearestDeadline(quiet, limits)).toEqual({ kind: 'idleWarning', at: 33 * HOUR });
    expect(nearestDeadline({ ...quiet, warnedAt: 33 * HOUR }, limits)).toEqual({ kind: 'autoResolve', at: 34 * HOUR });
    expect(nearestDeadline({ ...quiet, status: 'escalated', warnedAt: 33 * HOUR }, limits)).toEqual({ kind: 'autoResolve', at: 82 * HOUR });
  });

  test('leaves the whole notice to a visitor who was warned late', () => {
    expect(nearestDeadline({ ...quiet, warnedAt: 100 * HOUR }, limits)).toEqual({ kind: 'autoResolve', at: 101 * HOUR });
  });

  test('is the end of the grace time once resolved', () => {
    expect(nearestDeadline({ ...quiet, status: 'resolved', movedAt: 5 * HOUR }, limits)).toEqual({ kind: 'graceOver', at: 77 * HOUR });
  });

  test('of a snooze is its hour, or now when somebody wrote or the conversation was resolved', () => {
    const snooze = { until: 500 * HOUR, woken: false };
    expect(nearestDeadline({ ...quiet, snooze }, limits)).toEqual({ kind: 'snoozeOver', at: 500 * HOUR });
    expect(nearestDeadline({ ...quiet, snooze: { ...snooze, woken: true } }, limits)).toEqual({ kind: 'snoozeOver', at: 0 });
    expect(nearestDeadline({ ...quiet, snooze, status: 'resolved' }, limits)).toEqual({ kind: 'snoozeOver', at: 0 });
  });

  test('is none for a visitor who waits for us without a promise', () => {
    expect(nearestDeadline({ ...quiet, waitsForUs: true }, limits)).toBeNull();
  });
});

const ms = fc.nat({ max: 1_000 * HOUR });
const maybe = fc.option(ms);
const anyLimits: fc.Arbitrary<Limits> = fc.record({
  idleWarningMs: maybe,
  autoResolveMs: fc.record({ unresolved: maybe, escalated: maybe }),
  sessionGraceMs: ms,
  reopenMs: ms,
  maxLifeMs: maybe,
  snoozeMaxMs: ms,
});
const anyWaiting: fc.Arbitrary<Waiting> = fc.record({
  status: fc.constantFrom('unresolved', 'escalated', 'resolved'),
  bornAt: ms,
  activeAt: ms,
  movedAt: ms,
  warnedAt: maybe,
  waitsForUs: fc.boolean(),
  snooze: fc.option(fc.record({ until: ms, woken: fc.boolean() })),
  respondBy: maybe,
});

test('nothing that waits for us or is snoozed is warned or closed, whatever the policy says', () => {
  fc.assert(
    fc.property(anyWaiting, anyLimits, (waiting, policy) => {
      fc.pre(waiting.status !== 'resolved' && (waiting.waitsForUs || waiting.snooze !== null));
      expect(['snoozeOver', 'firstResponse', undefined]).toContain(nearestDeadline(waiting, policy)?.kind);
    }),
    { seed: 4, numRuns: 500 },
  );
});

test('a word more never brings a closing deadline nearer', () => {
  fc.assert(
    fc.property(anyWaiting, anyLimits, ms, (waiting, policy, more) => {
      const alone = { ...waiting, snooze: null, respondBy: null, warnedAt: null };
      const before = nearestDeadline(alone, policy);
      const after = nearestDeadline({ ...alone, activeAt: alone.activeAt + more }, policy);
      if (before && after) expect(after.at).toBeGreaterThanOrEqual(before.at);
    }),
    { seed: 5, numRuns: 500 },
  );
});
