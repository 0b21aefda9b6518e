import { expect, test } from '@jest/globals';
import { circuitWords, summaryOf } from './health-words.ts';

const at = '2026-01-01T10:00:00.000Z';

test('a part that never failed has nothing to tell; one that fails tells since when and why', () => {
  expect(circuitWords(null)).toBe('');
  expect(circuitWords({ state: 'closed', since: at, lastFailure: null })).toBe('');
  expect(circuitWords({ state: 'closed', since: at, lastFailure: { kind: 'timeout', at } })).toMatch(/^Last failure: no answer in time, /);
  expect(circuitWords({ state: 'open', since: at, lastFailure: { kind: 'rateLimited', at } })).toMatch(
    /^Failing since .*; last failure: too many requests/,
  );
  expect(circuitWords({ state: 'halfOpen', since: at, lastFailure: null })).toMatch(/^Being tried again, failing since .*\.$/);
});

test('the summary says what the worst part means for visitors', () => {
  const parts = (worst: Record<string, 'degraded' | 'unhealthy'>) =>
    ['MongoDB', 'Temporal', 'Workers', 'Model'].map((name) => ({ name, health: worst[name] ?? ('healthy' as const) }));
  expect(summaryOf(parts({})).tone).toBe('good');
  expect(summaryOf(parts({ Model: 'degraded' })).text).toMatch(/^Visitors are answered/);
  expect(summaryOf(parts({ Model: 'degraded', Workers: 'degraded' })).text).toMatch(/nobody answers/);
  expect(summaryOf(parts({ Temporal: 'degraded', MongoDB: 'unhealthy' })).text).toMatch(/cannot write/);
});
