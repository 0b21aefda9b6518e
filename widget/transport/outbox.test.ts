/** The outbox: one id for life, one message under way, nothing forgotten. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { newMessageId } from './message-id.ts';
import { createOutbox, UNSENT_MAX } from './outbox.ts';
import { memoryShelf } from './shelf.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function anOutbox(shelf = memoryShelf()) {
  const sent: string[] = [];
  const stalled = jest.fn();
  let n = 0;
  const outbox = createOutbox({ shelf, transmit: ({ id }) => sent.push(id), stalled, changed: () => undefined, newId: () => `message-${++n}` });
  return { outbox, sent, stalled, shelf };
}

test('sends one after the other, in the order of writing', () => {
  const { outbox, sent } = anOutbox();
  outbox.add('one');
  outbox.add('two');
  expect(sent).toEqual([]);
  outbox.connected();
  expect(sent).toEqual(['message-1']);
  outbox.settle('message-1');
  outbox.settle('message-2');
  expect(sent).toEqual(['message-1', 'message-2']);
  expect(outbox.items).toEqual([]);
});

test('repeats a message under the same id after a missing acknowledgement, then gives up on the line', () => {
  const { outbox, sent, stalled } = anOutbox();
  outbox.connected();
  outbox.add('one');
  jest.advanceTimersByTime(8_000);
  expect([sent, stalled.mock.calls.length]).toEqual([['message-1', 'message-1'], 0]);
  jest.advanceTimersByTime(8_000);
  expect(stalled).toHaveBeenCalledTimes(1);
});

test('repeats it after a lost connection', () => {
  const { outbox, sent } = anOutbox();
  outbox.connected();
  outbox.add('one');
  outbox.disconnected();
  jest.advanceTimersByTime(60_000);
  expect(sent).toHaveLength(1);
  outbox.connected();
  expect(sent).toEqual(['message-1', 'message-1']);
});

test('a refused message stays with its reason, lets the others pass, and keeps its id when retried', () => {
  const { outbox, sent } = anOutbox();
  outbox.connected();
  outbox.add('one');
  outbox.add('two');
  outbox.refuse('message-1', 'Too many requests.');
  expect(outbox.items[0]).toMatchObject({ id: 'message-1', problem: 'Too many requests.' });
  outbox.settle('message-2');
  outbox.retry('message-1');
  expect(sent).toEqual(['message-1', 'message-2', 'message-1']);
  expect(outbox.items[0]?.problem).toBeUndefined();
});

test('survives the page: the next one sends what is left, in the same order, under the same ids', () => {
  const { outbox, shelf } = anOutbox();
  outbox.add('one');
  outbox.add('two');
  outbox.add('three');
  outbox.connected();
  outbox.settle('message-1');

  const next = anOutbox(shelf);
  expect(next.outbox.items.map(({ text }) => text)).toEqual(['two', 'three']);
  next.outbox.connected();
  expect(next.sent).toEqual(['message-2']);
});

test('a dropped message is gone for good', () => {
  const { outbox, shelf } = anOutbox();
  outbox.add('one');
  outbox.drop('message-1');
  expect([outbox.items, anOutbox(shelf).outbox.items]).toEqual([[], []]);
});

test('takes no more than it may hold', () => {
  const { outbox } = anOutbox();
  for (let n = 0; n < UNSENT_MAX; n++) expect(outbox.add('text')).toBe(true);
  expect(outbox.add('one too many')).toBe(false);
  expect(outbox.items).toHaveLength(UNSENT_MAX);
});

test('what is stored and is no message is passed over', () => {
  const shelf = memoryShelf();
  shelf.write('a', 'not json');
  shelf.write('b', 'null');
  shelf.write('c', '{"id":"other","text":"x","at":1}');
  expect(anOutbox(shelf).outbox.items).toEqual([]);
});

test('ids have the shape that the protocol asks for', () => {
  const ids = Array.from({ length: 200 }, newMessageId);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  expect(new Set(ids).size).toBe(200);
});
