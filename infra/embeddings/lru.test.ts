import { expect, test } from '@jest/globals';
import { lru } from './lru.ts';

test('forgets what was unused for longest', () => {
  const cache = lru<string, number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
});
