import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from '../../workflows/domain/errors.ts';
import { pageOf, timePlace } from './page-of.ts';

const place = fc.stringMatching(/^[a-z0-9]{1,4}$/);
const change = fc.record({ add: fc.array(place, { maxLength: 4 }), remove: fc.array(place, { maxLength: 4 }) });

test('nothing that is there all the while is missing or doubled, whatever comes and goes between the pages', () => {
  const run = fc.property(
    fc.uniqueArray(place, { maxLength: 30 }),
    fc.array(change, { maxLength: 40 }),
    fc.integer({ min: 1, max: 7 }),
    fc.constantFrom('rising' as const, 'falling' as const),
    (first, changes, limit, order) => {
      let list = [...first];
      const stayed = new Set(first);
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let n = 0; ; n++) {
        const { data, nextCursor } = pageOf(list, { limit, cursor }, (item) => item, order);
        expect(data.length).toBeLessThanOrEqual(limit);
        seen.push(...data);
        if (nextCursor === null) break;
        cursor = nextCursor;
        const { add = [], remove = [] } = changes[n] ?? {};
        for (const gone of remove) stayed.delete(gone);
        list = [...new Set([...list.filter((one) => !remove.includes(one)), ...add])];
      }
      expect(new Set(seen).size).toBe(seen.length);
      for (const one of stayed) expect(seen).toContain(one);
      expect(seen).toEqual([...seen].sort((a, b) => ((order === 'rising' ? a < b : a > b) ? -1 : 1)));
    },
  );
  fc.assert(run, { numRuns: 500 });
});

test('what is no cursor is refused', () => {
  for (const cursor of ['!', 'e30=e30', Buffer.from('{"$gt":""}').toString('base64url'), Buffer.from('').toString('base64url')])
    expect(() => pageOf([], { limit: 1, cursor }, String)).toThrow(Problem);
});

test('times are ordered as text', () => {
  expect(timePlace(new Date(5), 'a') < timePlace(new Date(1e12), 'a')).toBe(true);
});
