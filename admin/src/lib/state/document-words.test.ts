/** How far a document is, in numbers and words. */
import { expect, test } from '@jest/globals';
import { lossOf, wayDone } from './document-words.ts';
import { refusal, uploadsInWords, type Upload } from './upload-list.ts';

test('the way of a document goes on from step to step and never back', () => {
  const way = [
    { state: 'queued', progress: 0 },
    { state: 'extracting', progress: 0.5 },
    { state: 'embedding', progress: 0 },
    { state: 'embedding', progress: 1 },
    { state: 'indexing', progress: 0.5 },
    { state: 'searchable', progress: 0 },
  ] as const;
  const shares = way.map(wayDone);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
});

test('what is deleted is named, and that a page of a site comes back', () => {
  expect(lossOf({ chunkCount: 1, url: null })).toContain('the file, 1 chunk, its vectors');
  expect(lossOf({ chunkCount: 0, url: 'https://shop.example/a' })).toMatch(/The next sync of its site brings it back/);
});

test('a file that cannot be read is told with what to do instead', () => {
  expect(refusal({ name: 'Prices.XLSX', size: 1 })).toMatch(/Save the sheet as CSV/);
  expect(refusal({ name: 'no-ending', size: 1 })).toMatch(/^Only PDF/);
});

test('uploads are summed up by what became of them', () => {
  const uploads = (['sent', 'sent', 'refused', 'waiting'] as const).map((state) => ({ state }) as Upload);
  expect(uploadsInWords(uploads)).toBe('4 files: 1 to go, 2 uploaded, 1 refused');
});
