/** The small pure parts of the console: words, timings, lines, uploads and the way back after signing in. */
import { describe, expect, test } from '@jest/globals';
import type { Entry } from '../api/types.ts';
import { safeNext } from './next-page.ts';
import { lastOwn, linesOf } from './transcript-lines.ts';
import { timingSteps } from './turn-timing.ts';
import { LARGEST, refusal } from './upload-list.ts';
import { ago, duration, initials, plain, size, visitorName, waiting } from './words.ts';

describe('words', () => {
  const now = Date.parse('2026-06-10T12:00:00.000Z');
  const before = (ms: number): string => new Date(now - ms).toISOString();

  test('how long ago', () => {
    expect([10_000, 5 * 60_000, 3 * 3_600_000, 2 * 86_400_000].map((ms) => ago(before(ms), now))).toEqual(['now', '5m', '3h', '2d']);
    expect(ago(before(-5_000), now)).toBe('now'); // the server's clock may run ahead
    expect(waiting(before(0), now)).toBe('Waiting');
    expect(waiting(before(120_000), now)).toBe('Waiting 2m');
  });

  test('sizes, durations and names', () => {
    expect([900, 1536, 20 * 1024, 3 * 1024 * 1024].map(size)).toEqual(['900 B', '1.5 KB', '20 KB', '3 MB']);
    expect([38.4, 1310].map(duration)).toEqual(['38 ms', '1.3 s']);
    expect(initials('Nora Maria Lindqvist')).toBe('NM');
    expect(visitorName('vis_01abcx7q2')).toBe('Visitor X7Q2');
  });

  test('an excerpt loses its marks', () => {
    expect(plain('Yes: **30 days** [1][2]. See `order`.')).toBe('Yes: 30 days. See order.');
  });
});

describe('timings', () => {
  test('each step begins where the one before it ended', () => {
    expect(timingSteps({ searchedMs: 40, firstTokenMs: 200, draftedMs: 650, endedMs: 660 })).toEqual([
      { label: 'Search', from: 0, to: 40 },
      { label: 'First token', from: 40, to: 200 },
      { label: 'Writing', from: 200, to: 650 },
      { label: 'Commit', from: 650, to: 660 },
    ]);
  });

  test('a step that never happened is left out', () => {
    expect(timingSteps({ searchedMs: 40, firstTokenMs: null, draftedMs: null, endedMs: 50 }).map(({ label }) => label)).toEqual(['Search', 'Commit']);
  });
});

describe('lines', () => {
  const line = (seq: number, at: string, type: 'visitor' | 'agent' = 'visitor', kind: Entry['kind'] = 'message') => ({
    seq,
    at,
    kind,
    author: { type, name: type === 'agent' ? 'Nora' : null },
  });

  test('messages of one author in a row stand under one name until a pause, a move or another day', () => {
    const lines = linesOf([
      line(1, '2026-01-01T12:00:00'),
      line(2, '2026-01-01T12:01:00'),
      line(3, '2026-01-01T12:30:00'),
      line(4, '2026-01-01T12:31:00', 'agent', 'takenOver'),
      line(5, '2026-01-01T12:31:30', 'agent'),
      line(6, '2026-01-02T12:31:30', 'agent'),
    ]);
    expect(lines.map(({ first }) => first)).toEqual([true, false, true, true, true, true]);
    expect(lines.map(({ newDay }) => newDay)).toEqual([true, false, false, false, false, true]);
  });

  test('"sent" stands only under the last line, when it is this agent\'s', () => {
    expect(lastOwn([line(1, '2026-01-01T12:00:00', 'agent')], 'Nora')).toBe(1);
    expect(lastOwn([line(1, '2026-01-01T12:00:00', 'agent'), line(2, '2026-01-01T12:00:00')], 'Nora')).toBeNull();
  });
});

test('files are refused before a byte is sent, with the reason', () => {
  expect(refusal({ name: 'Help.MD', size: 10 })).toBeNull();
  expect(refusal({ name: 'help.pdf', size: 10 })).toBeNull();
  expect(refusal({ name: 'help.exe', size: 10 })).toContain('PDF');
  expect(refusal({ name: 'help.txt', size: 0 })).toContain('empty');
  expect(refusal({ name: 'help.txt', size: LARGEST + 1 })).toContain('20 MB');
});

test('signing in leads back into the console and nowhere else', () => {
  expect(safeNext('/admin/inbox/cnv_1?status=escalated')).toBe('/admin/inbox/cnv_1?status=escalated');
  for (const next of [
    null,
    '',
    'https://evil.example/admin/',
    '//evil.example/admin/',
    '/\\evil.example/admin/',
    'javascript:alert(1)',
    '/api/v1/me',
    '/admin/../api',
  ]) {
    expect(safeNext(next)).toBeNull();
  }
});
