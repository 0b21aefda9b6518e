import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ABSOLUTE_MS, doorOf, expiryOf, IDLE_MS, isSite, judgeSession, mayShow } from './visitor-door.ts';

const HOUR = 3_600_000;
const start = new Date('2026-03-01T00:00:00Z');
const at = (ms: number): Date => new Date(start.getTime() + ms);

describe('a session', () => {
  const idleMs = 24 * HOUR;
  const session = (expiresMs: number) => ({ createdAt: start, expiresAt: at(expiresMs), idleMs });

  test('is renewed in the last quarter of its idle life and not before', () => {
    expect(judgeSession(session(idleMs), at(17 * HOUR))).toBe('live');
    expect(judgeSession(session(idleMs), at(18 * HOUR + 1))).toBe('renew');
    expect(expiryOf(start, { idleMs }, at(18 * HOUR))).toEqual(at(42 * HOUR));
  });

  test('ends when it was not used, to the millisecond', () => {
    expect(judgeSession(session(idleMs), at(idleMs - 1))).toBe('renew');
    expect(judgeSession(session(idleMs), at(idleMs))).toBe('expired');
  });

  test('ends for good after thirty days, however much it is used', () => {
    const { most } = ABSOLUTE_MS;
    expect(expiryOf(start, { idleMs }, at(most - HOUR))).toEqual(at(most));
    expect(judgeSession(session(most), at(most - 1))).toBe('live');
    expect(judgeSession(session(most), at(most))).toBe('expired');
  });

  test('that was ended says why, whatever its time', () => {
    for (const endedBecause of ['ended', 'replaced', 'banned'] as const)
      for (const ms of [0, 2 * idleMs]) expect(judgeSession({ ...session(idleMs), endedBecause }, at(ms))).toBe(endedBecause);
  });

  test('used at any rhythm never outlives its limits', () => {
    const between = ({ least, most }: { least: number; most: number }) => fc.integer({ min: least, max: most });
    const steps = fc.array(fc.integer({ min: 1, max: 40 * HOUR }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, between(IDLE_MS), between(ABSOLUTE_MS), (gaps, idle, absoluteMs) => {
        const lives = { idleMs: idle, absoluteMs };
        const one = { createdAt: start, expiresAt: expiryOf(start, lives, start), ...lives };
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          const verdict = judgeSession(one, at(now));
          if (gap >= idle || now >= absoluteMs) expect(verdict).toBe('expired');
          if (verdict === 'expired') return;
          if (verdict === 'renew') one.expiresAt = expiryOf(start, lives, at(now));
          expect(one.expiresAt.getTime()).toBeLessThanOrEqual(start.getTime() + absoluteMs);
        }
      }),
      { numRuns: 2_000, seed: 5 },
    );
  });
});

test('a life out of bounds is brought within them', () => {
  const [short, long] = [1, 90 * 24 * HOUR].map((ms) => doorOf({ door: { idleMs: ms, absoluteMs: ms } }));
  expect(short).toMatchObject({ idleMs: IDLE_MS.least, absoluteMs: ABSOLUTE_MS.least });
  expect(long).toMatchObject({ idleMs: IDLE_MS.most, absoluteMs: ABSOLUTE_MS.most });
  expect(doorOf({})).toEqual({ origins: [], idleMs: 24 * HOUR, absoluteMs: 720 * HOUR, identifiedOnly: false, messages: 10 });
});

describe('a site on the list', () => {
  const sites = ['https://shop.example', 'https://*.brand.example', 'http://localhost:8080'];
  test.each([
    ['https://shop.example', true],
    ['http://shop.example', false],
    ['https://shop.example:8443', false],
    ['https://shop.example.evil.example', false],
    ['https://evilshop.example', false],
    ['https://www.shop.example', false],
    ['https://eu.brand.example', true],
    ['https://a.b.brand.example', true],
    ['https://brand.example', false],
    ['https://evil.example/.brand.example', false],
    ['https://evil.example#.brand.example', false],
    ['https://evil.example@.brand.example', false],
    ['https://.brand.example', false],
    ['http://localhost:8080', true],
    ['null', false],
    ['', false],
  ])('%s: %s', (origin, may) => expect(mayShow(origin, sites)).toBe(may));

  test('is scheme, host and port, and nothing that could end or widen a header', () => {
    for (const site of sites) expect(isSite(site)).toBe(true);
    const attacks = [
      '*',
      'https://*',
      'https:',
      'https://a.example; script-src *',
      'https://a.example https://b.example',
      "'self'",
      'https://a.example/',
    ];
    for (const attack of [...attacks, 'data:', 'https://a.example\n', 'https://*.*.example', `https://${'a'.repeat(300)}.example`])
      expect(isSite(attack)).toBe(false);
  });
});
