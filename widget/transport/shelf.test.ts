/** The shelf keeps what it is given, also where the browser forbids storage. */
import { expect, test } from '@jest/globals';
import { browserShelf } from './shelf.ts';

test('texts are kept under their prefix and found again', () => {
  const stored: Record<string, string> = { other: 'x' };
  const storage = Object.create({
    getItem: (key: string) => stored[key] ?? null,
    setItem: (key: string, text: string) => void (stored[key] = storage[key] = text),
    removeItem(key: string) {
      delete stored[key];
      delete storage[key];
    },
  }) as Storage & Record<string, string>;
  const shelf = browserShelf('parley:demo:', () => storage);
  shelf.write('a', '1');
  expect([shelf.names(), shelf.read('a'), stored]).toEqual([['a'], '1', { other: 'x', 'parley:demo:a': '1' }]);
  shelf.remove('a');
  expect([shelf.names(), shelf.read('a')]).toEqual([[], null]);
});

test('where storage is forbidden, memory serves', () => {
  const shelf = browserShelf('parley:', () => {
    throw new Error('denied');
  });
  shelf.write('a', '1');
  expect([shelf.names(), shelf.read('a')]).toEqual([['a'], '1']);
  shelf.remove('a');
  expect(shelf.read('a')).toBeNull();
});
