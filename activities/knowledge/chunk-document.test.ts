import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaType } from '../../workflows/domain/document.ts';
import { type Cut, MOST_TOKENS, chunkDocument, textForEmbedding } from './chunk-document.ts';
import { titleOf } from './sections.ts';

const CORPORA = join(import.meta.dirname, '../../infra/testing/corpora');
const cut = (text: string, mediaType: MediaType = 'text/markdown'): Cut[] => [...chunkDocument(text, mediaType)];
const sections = (text: string) => cut(text).map(({ section }) => section);

describe('sections', () => {
  test('a chunk a section, under the path of its headings, without the title', () => {
    const text = '# Returns\n\nWe take things back.\n\n## Sale items\n\nAlso these.\n\n### Final sale\n\nNot these.\n\n## Refunds\n\nIn five days.\n';
    expect(sections(text)).toEqual(['', 'Sale items', 'Sale items › Final sale', 'Refunds']);
    expect(cut(text)[1]!.text).toBe('## Sale items\n\nAlso these.');
  });

  test('a heading without text of its own stands with the next section, one at the end with the last', () => {
    expect(cut('# Title\n\n## Empty\n\n### Full\n\nText.\n\n## Last\n')).toMatchObject([
      { section: 'Empty › Full', text: '# Title\n\n## Empty\n\n### Full\n\nText.\n\n## Last' },
    ]);
  });

  test('what stands in code is no heading, underlined lines are', () => {
    expect(sections('Title\n=====\n\nIntro.\n\n```sh\n# a comment\n```\n\nPart\n----\n\nMore.\n')).toEqual(['', 'Part']);
    expect(sections('a | b\n--|--\n1 | 2\n\n- item\n---\n\nrest')).toEqual(['']);
    expect(sections('````\n```\n# inside\n````\n\n# Out\n\nText.')).toEqual(['', '']);
  });

  test('code in a list item ends where its fence closes, at whatever depth, or with the item', () => {
    expect(sections('# T\n\n* item:\n\n    ```sh\n    # a\n   ```\n\n## Later\n\nText.')).toEqual(['', 'Later']);
    expect(sections('# T\n\n* item:\n\n    ```sh\n    # a\n\n## Later\n\nText.')).toEqual(['', 'Later']);
    expect(sections('# T\n\n```sh\n```js\n# a\n```\n\n## Later\n\nText.')).toEqual(['', 'Later']);
  });

  test('headings lose their decoration', () => {
    expect(sections('# T\n\nx\n\n## **How** to use [`npm_ci`](/x) {#ci} ##\n\ny')).toEqual(['', 'How to use npm_ci']);
  });

  test('front matter names the document and is not searched', () => {
    const text = '---\ntitle: "npm audit"\nsection: 1\n---\n\n## Usage\n\nRun it.\n';
    expect(titleOf(text, 'text/markdown')).toBe('npm audit');
    expect(cut(text)).toMatchObject([{ section: 'Usage', text: '## Usage\n\nRun it.' }]);
  });

  test('plain text has no headings', () => {
    expect(cut('# not a heading\n\ntext', 'text/plain')).toMatchObject([{ section: '', text: '# not a heading\n\ntext' }]);
    expect(titleOf('# not a title', 'text/plain')).toBeNull();
  });
});

describe('long sections', () => {
  const sentence = (n: number) => `Sentence number ${n} tells one more thing about parcels and their ways.`;
  const long = `# Parcels\n\n## Ways\n\n${Array.from({ length: 120 }, (_, i) => sentence(i)).join(' ')}\n`;

  test('are cut into chunks within the limit that repeat the end of the one before', () => {
    const chunks = cut(long);
    expect(chunks.length).toBeGreaterThan(3);
    for (const { tokens } of chunks) expect(tokens).toBeLessThanOrEqual(MOST_TOKENS);
    for (const [i, chunk] of chunks.entries()) {
      if (i === 0) continue;
      expect(chunk.start).toBeLessThan(chunks[i - 1]!.end);
      expect(chunk.text.startsWith('Sentence number')).toBe(true);
    }
  });

  test('keep the rows of a table and the steps of a list whole', () => {
    const rows = Array.from({ length: 150 }, (_, i) => `| Country ${i} | ${i} days | $${i}.00 |`);
    const chunks = cut(`# T\n\n| Country | Time | Cost |\n|---|---|---|\n${rows.join('\n')}\n`);
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text } of chunks) for (const line of text.split('\n').filter((one) => /Country \d/.test(one))) expect(rows).toContain(line);
    // Each piece says what its columns are.
    for (const { text, tokens } of chunks) {
      expect(text).toContain('| Country | Time | Cost |\n|---|---|---|\n| Country ');
      expect(tokens).toBeLessThanOrEqual(MOST_TOKENS);
    }
  });

  test('a run without spaces is cut too, and never inside a character', () => {
    for (const text of ['x'.repeat(20_000), '💡'.repeat(3000)]) {
      const chunks = cut(text);
      for (const { tokens, text: part } of chunks) {
        expect(tokens).toBeLessThanOrEqual(MOST_TOKENS);
        expect(part.isWellFormed()).toBe(true);
      }
      expect(new Set(chunks.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i))).size).toBe(text.length);
    }
  });
});

/** Places of what is not white space and stands in no chunk; each chunk is looked at on the way. */
function lostOf(text: string, mediaType: MediaType, from = 0): number[] {
  const covered = new Uint8Array(text.length);
  for (const chunk of cut(text, mediaType)) {
    expect(chunk.text.endsWith(text.slice(chunk.start, chunk.end))).toBe(true);
    expect(chunk.tokens).toBeLessThanOrEqual(MOST_TOKENS * 1.2);
    covered.fill(1, chunk.start, chunk.end);
  }
  return [...covered.keys()].filter((i) => i >= from && !covered[i] && /\S/.test(text[i]!));
}

test('nothing is lost: each chunk is its slice, maybe behind the head of its table, and all that is not white space is in one', () => {
  const word = fc.oneof(
    fc.constantFrom('returns', 'the', 'a.', 'b!', '|', '-', '#', '```', '💡', '<|endoftext|>', '1.'),
    fc.string({ maxLength: 12 }),
  );
  const line = fc.tuple(
    fc.constantFrom('', '# ', '## ', '- ', '1. ', '| ', '```', '    ', '---', '==='),
    fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
  );
  const document = fc.array(
    line.map(([mark, text]) => mark + text),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(document, fc.constantFrom<MediaType>('text/markdown', 'text/plain'), (lines, mediaType) => {
      // A first line of dashes would open front matter, which is left out on purpose.
      const text = `.\n${lines.join('\n')}`;
      expect(lostOf(text, mediaType)).toEqual([]);
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('of no article of the help centres anything is lost', () => {
  const articles = readdirSync(CORPORA, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  expect(articles.length).toBeGreaterThan(50);
  for (const file of articles) {
    const text = readFileSync(join(CORPORA, file), 'utf8').replace(/\r\n?/g, '\n');
    const front = /^---\n[^]*?\n---\n/.exec(text)?.[0].length ?? 0;
    expect([file, lostOf(text, 'text/markdown', front)]).toEqual([file, []]);
  }
});

test.each([
  ['one line', 'x'],
  ['one line of words', 'word '],
  ['a heading that never ends', '# a [b]({#c '],
  ['marks of headings', '# a\n'],
  ['rows of a table without a head', '| 1 | 2 |\n'],
  ['one row of a table', '| a '],
  ['steps', '- a\n'],
  ['empty lines', '\n '],
  ['dashes', '---\n'],
  ['fences', '```\n'],
  ['signs of three bytes', '漢字'],
])('half a megabyte of %s is cut in one go, and nothing is lost', (_name, piece) => {
  const text = `.\n${piece.repeat(Math.ceil(500_000 / piece.length))}`;
  expect(lostOf(text, 'text/markdown')).toEqual([]);
});

test('the encoder reads the path once', () => {
  expect(textForEmbedding({ title: 'Returns', section: 'Sale items', text: '# Returns\n\n## Sale items\n\nAlso these.' })).toBe(
    'Returns › Sale items\nAlso these.',
  );
  expect(textForEmbedding({ title: 'Note', section: '', text: 'Plain.' })).toBe('Note\nPlain.');
});
