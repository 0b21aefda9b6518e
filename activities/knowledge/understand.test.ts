/** What is searched for, over a real index without an encoder. */
import { afterEach, expect, test } from '@jest/globals';
import type { VectorIndex } from '../../infra/ports/vector-index.ts';
import { openSqliteIndex } from '../../infra/vectors/sqlite/index.ts';
import type { VersionId } from '../../workflows/domain/document.ts';
import { WORDS_ONLY } from '../../workflows/domain/encoder.ts';
import { understand } from './understand.ts';

const scope = { tenantId: 'tnt_1', encoder: WORDS_ONLY } as const;
const VERSION: VersionId = 'doc_1@0000000000000001';
const opened: VectorIndex[] = [];
afterEach(() => Promise.all(opened.splice(0).map((index) => index.close())));

async function asked(knowledge: string, question: string, earlier: string[] = []) {
  const vectors = openSqliteIndex({ file: ':memory:' });
  opened.push(vectors);
  await vectors.put(scope, [{ chunkId: 'chk_1', versionId: VERSION, heading: '', text: knowledge, vector: null }]);
  return understand({ vectors, embedder: null }, scope, [VERSION], question, earlier);
}

const ENGLISH = 'Parcels are delivered within four days. The warranty is two years.';

test('a question in another language is asked in English', async () => {
  expect(await asked(ENGLISH, 'Wie lange dauert die Lieferung?')).toEqual([{ text: 'time delivery', own: 'time delivery' }]);
});

test('but not of knowledge that is in its language', async () => {
  const german = 'Die Lieferung dauert vier Tage. Wie lange die Garantie dauert, steht auf der Rechnung.';
  expect(await asked(german, 'Wie lange dauert die Lieferung?')).toMatchObject([{ text: 'Wie lange dauert die Lieferung?' }]);
});

test('typing mistakes are mended by words of the knowledge', async () => {
  expect(await asked(ENGLISH, 'how long is the waranty')).toMatchObject([{ text: 'how long is the warranty' }]);
});

test('what leans on what was said before is completed, and keeps its own words apart', async () => {
  expect(await asked(ENGLISH, 'And of the pump?', ['How long is the warranty of the tank?'])).toEqual([
    { text: 'How long is the warranty of the tank? And of the pump?', own: 'And of the pump?' },
  ]);
});

test('the second of two things may lean on the first', async () => {
  const parts = await asked(ENGLISH, 'How large is the parcel, and how do I open it?');
  expect(parts.map(({ text }) => text)).toEqual(['How large is the parcel', 'How large is the parcel how do I open it?']);
});
