/** What a tab of the inbox shows, and in which order. */
import { expect, test } from '@jest/globals';
import type { Conversation } from '../api/types.ts';
import { callsForPerson, learn, needsPerson, rowsOf } from './conversation-list.ts';

const conversation = (id: string, over: Partial<Conversation> = {}): Conversation => ({
  id,
  visitorId: 'vis_1',
  status: 'unresolved',
  mode: 'ai',
  takenBy: null,
  lastSeq: 1,
  lastMessage: null,
  unread: 0,
  awaitingSince: null,
  snoozedUntil: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  lastActivityAt: '2026-01-01T00:00:00.000Z',
  engineUrl: null,
  ...over,
});
const at = (minute: number): string => `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
const whole = { cursor: null, horizon: null };
const ids = (rows: Conversation[]): string[] => rows.map(({ id }) => id);

test('the latest activity comes first, and a new message moves its conversation up', () => {
  const known = learn(new Map(), [conversation('a', { lastActivityAt: at(1) }), conversation('b', { lastActivityAt: at(2) })]);
  expect(ids(rowsOf(known, 'all', whole))).toEqual(['b', 'a']);
  expect(ids(rowsOf(learn(known, [conversation('a', { lastSeq: 2, lastActivityAt: at(3) })]), 'all', whole))).toEqual(['a', 'b']);
});

test('a page that is older than a frame does not undo it', () => {
  const known = learn(new Map(), [conversation('a', { lastSeq: 5, status: 'escalated' })]);
  expect(learn(known, [conversation('a', { lastSeq: 4 })]).get('a')).toMatchObject({ lastSeq: 5, status: 'escalated' });
});

test('a change without a new entry is taken over: read marks have no seq', () => {
  const known = learn(new Map(), [conversation('a', { unread: 2 })]);
  expect(learn(known, [conversation('a', { unread: 0 })]).get('a')?.unread).toBe(0);
});

test('a conversation leaves a tab when its status changes', () => {
  const known = learn(new Map(), [conversation('a', { status: 'escalated' })]);
  expect(ids(rowsOf(known, 'escalated', whole))).toEqual(['a']);
  expect(ids(rowsOf(learn(known, [conversation('a', { lastSeq: 2, status: 'resolved' })]), 'escalated', whole))).toEqual([]);
});

test('what another tab has read further does not leave a hole in this one', () => {
  const known = learn(new Map(), [conversation('new', { lastActivityAt: at(9) }), conversation('old', { lastActivityAt: at(1) })]);
  expect(ids(rowsOf(known, 'all', { cursor: 'more', horizon: at(5) }))).toEqual(['new']);
  expect(ids(rowsOf(known, 'all', whole))).toEqual(['new', 'old']);
});

test('a call for a person is told once, when it begins', () => {
  const calm = conversation('a');
  const calls = conversation('a', { status: 'escalated', mode: 'human' });
  expect(callsForPerson(calm, calls)).toBe(true);
  expect(callsForPerson(undefined, calls)).toBe(true);
  expect(callsForPerson(calls, calls)).toBe(false);
  expect(needsPerson({ ...calls, takenBy: 'usr_1' })).toBe(false);
});
