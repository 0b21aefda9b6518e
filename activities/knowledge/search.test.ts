/** What a search hands on, over a real index without an encoder. */
import { afterEach, expect, test } from '@jest/globals';
import { mintId } from '../../infra/ids/mint.ts';
import { memoryKnowledge } from '../../infra/testing/corpora/memory-knowledge.ts';
import type { VectorIndex } from '../../infra/ports/vector-index.ts';
import { openSqliteIndex } from '../../infra/vectors/sqlite/index.ts';
import type { Chunk } from '../../workflows/domain/document.ts';
import { WORDS_ONLY } from '../../workflows/domain/encoder.ts';
import { search } from './search.ts';

const scope = { tenantId: mintId('tnt'), encoder: WORDS_ONLY };
const opened: VectorIndex[] = [];
afterEach(() => Promise.all(opened.splice(0).map((index) => index.close())));

/** Published documents, by title their sections, each as the texts of its chunks. */
async function knowledgeOf(documents: Record<string, Record<string, string[]>>) {
  const vectors = openSqliteIndex({ file: ':memory:' });
  opened.push(vectors);
  const knowledge = memoryKnowledge(vectors, null);
  for (const [title, sections] of Object.entries(documents)) {
    const documentId = mintId('doc');
    const versionId = `${documentId}@0000000000000001` as const;
    const pieces = Object.entries(sections).flatMap(([section, texts]) => texts.map((text) => ({ section, text })));
    const cut = pieces.map(({ section, text }, ordinal): Chunk => {
      const tokens = text.split(' ').length;
      return {
        _id: mintId('chk'),
        tenantId: scope.tenantId,
        documentId,
        versionId,
        ordinal,
        title,
        section,
        text,
        start: 0,
        end: text.length,
        tokens,
      };
    });
    await knowledge.chunks.put(scope, versionId, cut);
    await vectors.put(
      scope,
      cut.map(({ _id, section, text }) => ({ chunkId: _id, versionId, heading: `${title} ${section}`, text, vector: null })),
    );
    await knowledge.revisions.publish(scope, { add: versionId });
  }
  return knowledge;
}

const long = (words: string): string => `${words} ${Array.from({ length: 160 }, (_, i) => `filler${i}`).join(' ')}`;

test('of two things asked, each names the passage that is best for it', async () => {
  const knowledge = await knowledgeOf({
    Refunds: { '': ['Refunds are paid within five days.'] },
    Parking: { '': ['Parking costs nine euros a day.'] },
    Opening: { '': ['We open at eight in the morning.'] },
  });
  const { passages, asked } = await search(knowledge, scope, 'When are refunds paid? And what does parking cost?');
  expect(asked).toHaveLength(2);
  expect(passages.slice(0, 2).map(({ title, leads }) => [title, leads])).toEqual(
    expect.arrayContaining([
      ['Refunds', [0]],
      ['Parking', [1]],
    ]),
  );
});

test('a question that leans on the one before is searched for with it', async () => {
  const knowledge = await knowledgeOf({
    Battery: { Remote: ['The battery of the remote lasts a year.'], Keyboard: ['The battery of the keyboard lasts a month.'] },
    Keyboard: { Layouts: ['The keyboard is sold in twelve layouts.'] },
  });
  const { passages } = await search(knowledge, scope, 'And of the keyboard?', { earlier: ['How long does the battery of the remote last?'] });
  expect(passages[0]).toMatchObject({ title: 'Battery' });
});

test('a section in several pieces brings the pieces beside the one that was found, and a short one nothing', async () => {
  const knowledge = await knowledgeOf({
    Setup: {
      Steps: [long('Unpack the box.'), long('Connect the zebra cable.'), long('Press the button.'), long('Wait for the lamp.')],
      Care: [long('Keep it dry.')],
    },
    Notes: { '': ['A zebra is an animal.'] },
  });
  const { passages } = await search(knowledge, scope, 'connect zebra cable');
  expect(passages.map(({ text }) => text.split('.')[0])).toEqual([
    'Connect the zebra cable',
    'Unpack the box',
    'Press the button',
    'A zebra is an animal',
  ]);
  expect(passages.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
  expect(passages[1]!.score).toBeLessThan(passages[0]!.score);
});
