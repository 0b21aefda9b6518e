import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hashedEmbedder } from '../../infra/testing/contracts/hashed-embedder.ts';
import { type MemoryKnowledge, memoryKnowledge } from '../../infra/testing/corpora/memory-knowledge.ts';
import { runActivity } from '../../infra/testing/corpora/run-activity.ts';
import { openSqliteIndex } from '../../infra/vectors/sqlite/index.ts';
import type { IndexScope, VectorIndex } from '../../infra/ports/vector-index.ts';
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import { KEPT_REVISIONS, type Document } from '../../workflows/domain/document.ts';
import { encoderName } from '../../workflows/domain/encoder.ts';
import { embedChunks } from './embed-chunks.ts';
import { extractDocument } from './extract-document.ts';
import { failDocument } from './fail-document.ts';
import { publishRevision } from './publish-revision.ts';
import { search } from './search.ts';

const embedder = hashedEmbedder();
const A: IndexScope = { tenantId: 'tnt_a', encoder: encoderName(embedder) };
const ARTICLE = '# Returns\n\nThings come back.\n\n## Sale items\n\nSale items come back within 30 days.\n\n## Refunds\n\nMoney in five days.\n';

let vectors: VectorIndex;
let knowledge: MemoryKnowledge;

beforeEach(() => {
  vectors = openSqliteIndex({ file: ':memory:' });
  knowledge = memoryKnowledge(vectors, embedder);
});
afterEach(() => vectors.close());

const startOf = ({ tenantId, _id, versionId }: Document): IngestionStart => ({ tenantId, documentId: _id, versionId });
const upload = async (content: string | Uint8Array, fileName = 'returns.md') => startOf(await knowledge.upload(A, fileName, content));
const extract = (start: IngestionStart) => runActivity(extractDocument(knowledge), start);
const embed = (start: IngestionStart) => runActivity(embedChunks(knowledge), start);
const publish = (start: IngestionStart) => runActivity(publishRevision(knowledge), start);
const ingest = async (start: IngestionStart) => {
  await extract(start);
  await embed(start);
  return publish(start);
};

test('an upload becomes searchable, state by state, and each change is shown', async () => {
  const start = await upload(ARTICLE);
  expect(await extract(start)).toEqual({ chunks: 3 });
  expect(await embed(start)).toEqual({ remaining: 0 });
  const published = await publish(start);
  expect(knowledge.states).toEqual(['extracting', 'embedding', 'indexing', 'searchable']);
  expect(await knowledge.documents.get(A, start.documentId)).toMatchObject({ state: 'searchable', progress: 1, chunkCount: 3, ...published });
  expect(new Set(knowledge.events.map(({ type }) => type))).toEqual(new Set(['document.changed']));
  const { passages, revisionId } = await search(knowledge, A, 'sale items');
  expect(passages[0]).toMatchObject({ n: 1, title: 'Returns', section: 'Sale items' });
  expect(revisionId).toBe(published!.revisionId);
});

test('nothing is found before it is published, nor by another tenant', async () => {
  const start = await upload(ARTICLE);
  await extract(start);
  await embed(start);
  expect(await search(knowledge, A, 'sale items')).toMatchObject({ revisionId: null, passages: [] });
  await publish(start);
  expect(await search(knowledge, { tenantId: 'tnt_b' }, 'sale items')).toMatchObject({ revisionId: null, passages: [] });
});

test('each step run twice leaves what one run leaves', async () => {
  const start = await upload(ARTICLE);
  await extract(start);
  const once = await knowledge.chunks.ofVersion(A, start.versionId);
  await extract(start);
  expect(await knowledge.chunks.ofVersion(A, start.versionId)).toEqual(once);
  await embed(start);
  await embed(start);
  expect(await vectors.count(A)).toBe(3);
  expect(await publish(start)).toEqual(await publish(start));
  expect((await knowledge.revisions.current(A))!.number).toBe(1);
});

test('a resumed run embeds only what is missing', async () => {
  const start = await upload(ARTICLE);
  await extract(start);
  const texts: string[] = [];
  knowledge.embedder = { ...embedder, embed: (some, kind) => (texts.push(...some), embedder.embed(some, kind)) };
  const [first] = await knowledge.chunks.ofVersion(A, start.versionId);
  await vectors.put(A, [
    { chunkId: first!._id, versionId: start.versionId, heading: '', text: first!.text, vector: (await embedder.embed(['x'], 'passage'))[0]! },
  ]);
  expect(await embed(start)).toEqual({ remaining: 0 });
  expect(texts).toEqual(['Returns › Sale items\nSale items come back within 30 days.', 'Returns › Refunds\nMoney in five days.']);
});

test('a long document is embedded in bounded steps', async () => {
  const start = await upload(Array.from({ length: 300 }, (_, i) => `## Part ${i}\n\nText ${i}.\n`).join('\n'));
  expect(await extract(start)).toEqual({ chunks: 300 });
  expect(await embed(start)).toEqual({ remaining: 44 });
  expect(await embed(start)).toEqual({ remaining: 0 });
});

test('a new version replaces the old one, whose revision can be published again', async () => {
  const old = await upload(ARTICLE);
  await ingest(old);
  const other = await upload('# Stores\n\nOpen on Sundays.\n', 'stores.md');
  await ingest(other);
  const fresh = await upload('# Returns\n\n## Sale items\n\nSale items come back within 14 days.\n');
  await ingest(fresh);
  expect((await knowledge.revisions.current(A))!.versions).toEqual([other.versionId, fresh.versionId]);
  expect((await search(knowledge, A, 'sale items')).passages[0]!.text).toContain('14 days');

  const { kept } = await knowledge.revisions.recent(A);
  expect(kept.map(({ versions }) => versions)).toEqual([[other.versionId, fresh.versionId], [old.versionId, other.versionId], [old.versionId]]);
  await knowledge.revisions.publishAgain(A, kept[1]!._id, kept[0]!._id);
  expect((await search(knowledge, A, 'sale items')).passages[0]!.text).toContain('30 days');
});

test('what no kept revision holds any more is deleted in each store', async () => {
  const old = await upload(ARTICLE);
  await ingest(old);
  const fresh = await upload('# Returns\n\nNew words.\n');
  await ingest(fresh);
  const left = async () => [
    await knowledge.chunks.ofVersion(A, old.versionId).then((chunks) => chunks.length),
    (await vectors.stored(A, old.versionId)).size,
    knowledge.stored.has(`${A.tenantId} ${old.versionId}`),
  ];
  for (let i = 2; i < KEPT_REVISIONS; i++) await ingest(await upload(`# Article ${i}\n\nText.\n`, `${i}.md`));
  expect(await left()).toEqual([3, 3, true]);
  for (let i = 0; i < 2; i++) await ingest(await upload(`# Last ${i}\n\nText.\n`, `last-${i}.md`));
  expect(await left()).toEqual([0, 0, false]);
  expect((await knowledge.documents.get(A, fresh.documentId))!.versions).toEqual([fresh.versionId]);
  expect((await search(knowledge, A, 'new words')).passages[0]).toMatchObject({ text: expect.stringContaining('New words') });
});

test('what another version of the document says in the same words is not embedded again', async () => {
  await ingest(await upload(ARTICLE));
  const fresh = await upload(ARTICLE.replace('30 days', '14 days'));
  const texts: string[] = [];
  knowledge.embedder = { ...embedder, embed: (some, kind) => (texts.push(...some), embedder.embed(some, kind)) };
  await extract(fresh);
  expect(await embed(fresh)).toEqual({ remaining: 0 });
  expect(texts).toEqual(['Returns › Sale items\nSale items come back within 14 days.']);
  expect((await vectors.stored(A, fresh.versionId)).size).toBe(3);
  await publish(fresh);
  expect((await search(knowledge, A, 'refunds')).passages[0]).toMatchObject({ section: 'Refunds', dense: expect.any(Number) });
});

test.each(['extract', 'embed', 'publish'] as const)('a document that was deleted before %s leaves nothing behind', async (step) => {
  const start = await upload(ARTICLE);
  if (step !== 'extract') await extract(start);
  if (step === 'publish') await embed(start);
  await knowledge.documents.remove(A, start.documentId);
  expect(await { extract, embed, publish }[step](start)).toBeNull();
  expect([await vectors.count(A), await knowledge.chunks.ofVersion(A, start.versionId), knowledge.stored.size]).toEqual([0, [], 0]);
  expect(await knowledge.revisions.current(A)).toBeNull();
});

test('a document that is being deleted is given up by the ingestion that runs', async () => {
  const start = await upload(ARTICLE);
  await extract(start);
  await knowledge.documents.retire(A, start.documentId);
  expect(await embed(start)).toBeNull();
  expect(await publish(start)).toBeNull();
  expect(await vectors.count(A)).toBe(0);
});

test('questions with answers, of a spreadsheet, are sections; rows that are none are told', async () => {
  const start = await upload('Question,Answer\nWhere are you?,In Halden.\nWhen are you open?,\n', 'faq.csv');
  await ingest(start);
  expect((await search(knowledge, A, 'where are you')).passages[0]).toMatchObject({ title: 'faq', section: 'Where are you?' });
  expect(await knowledge.documents.get(A, start.documentId)).toMatchObject({
    language: 'en',
    pageCount: null,
    remarks: [{ place: 'line 3', reason: 'The answer is missing.' }],
  });
});

test('a version that was replaced while it was prepared is given up', async () => {
  const old = await upload(ARTICLE);
  await extract(old);
  await upload('# Returns\n\nNew.\n');
  expect(await extract(old)).toBeNull();
  expect(await embed(old)).toBeNull();
  expect(await publish(old)).toBeNull();
  expect(await knowledge.revisions.current(A)).toBeNull();
  expect(await vectors.count(A)).toBe(0);
});

test.each([
  ['document.empty', ''],
  ['document.empty', ' \n\t\n'],
  ['document.notText', Uint8Array.of(0xff, 0xfe, 0x41)],
  ['document.notText', 'PK\u0003\u0004\u0000binary'],
])('a bad file ends with %s and no retry', async (code, content) => {
  const start = await upload(content);
  await expect(extract(start)).rejects.toMatchObject({ type: code, nonRetryable: true });
  await runActivity(failDocument(knowledge), { ...start, code });
  const document = await knowledge.documents.get(A, start.documentId);
  expect(document).toMatchObject({ state: 'failed' });
  expect(document!.failure).toMatch(/^The document (holds no text\.|is not UTF-8 text;)/);
});

test('a failure that is not the document’s own still ends with a reason, and leaves what was published', async () => {
  const old = await upload(ARTICLE);
  await ingest(old);
  const bad = await upload('# Returns\n\nNew words.\n');
  await extract(bad);
  await runActivity(failDocument(knowledge), { ...bad, code: null });
  expect((await knowledge.documents.get(A, bad.documentId))!.failure).toContain('try it again');
  expect(await knowledge.chunks.ofVersion(A, bad.versionId)).toEqual([]);
  expect((await search(knowledge, A, 'sale items')).passages[0]).toMatchObject({ section: 'Sale items' });
  await runActivity(failDocument(knowledge), { ...old, code: null });
  expect(await vectors.stored(A, old.versionId)).not.toEqual(new Set());
});

test('what is published stays searchable when preparing it once more fails, and a kept revision stays whole', async () => {
  const old = await upload(ARTICLE);
  await ingest(old);
  await extract(old);
  await runActivity(failDocument(knowledge), { ...old, code: null });
  expect(await knowledge.documents.get(A, old.documentId)).toMatchObject({ state: 'searchable', progress: 1 });

  const fresh = await upload('# Returns\n\nNew words.\n');
  await ingest(fresh);
  const { kept } = await knowledge.revisions.recent(A);
  await knowledge.revisions.publishAgain(A, kept[1]!._id, kept[0]!._id);
  await runActivity(failDocument(knowledge), { ...fresh, code: null });
  expect(await knowledge.documents.get(A, fresh.documentId)).toMatchObject({ state: 'failed' });
  await knowledge.revisions.publishAgain(A, kept[0]!._id, kept[1]!._id);
  expect((await search(knowledge, A, 'new words')).passages[0]).toMatchObject({ text: expect.stringContaining('New words') });
});

test('a byte order mark and line ends of Windows are no text', async () => {
  const start = await upload('\uFEFF# Returns\r\n\r\nThings come back.\r\n');
  await extract(start);
  expect(await knowledge.chunks.ofVersion(A, start.versionId)).toMatchObject([{ title: 'Returns', text: '# Returns\n\nThings come back.' }]);
});

test('without an encoder, or when it fails, words alone are searched', async () => {
  knowledge.embedder = null;
  await ingest(await upload(ARTICLE));
  expect((await search(knowledge, A, 'refunds')).passages[0]).toMatchObject({ section: 'Refunds', dense: null });
  knowledge.embedder = { ...embedder, embed: () => Promise.reject(new Error('out of memory')) };
  expect((await search(knowledge, A, 'refunds')).passages[0]).toMatchObject({ section: 'Refunds', dense: null });
  expect(knowledge.warnings).toContain('the encoder failed; searching by keywords');
});

test('passages with the same words are shown once, and a double question is searched twice', async () => {
  await ingest(await upload(ARTICLE));
  await ingest(await upload(ARTICLE.replace('# Returns', '# Copy'), 'copy.md'));
  const { passages } = await search(knowledge, A, 'How fast are refunds? And what about sale items?');
  const texts = passages.map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
  expect(new Set(passages.slice(0, 2).map(({ section }) => section))).toEqual(new Set(['Refunds', 'Sale items']));
  expect(passages.map(({ n }) => n)).toEqual(passages.map((_, i) => i + 1));
});

test('a typing mistake is mended by the words of the knowledge', async () => {
  await ingest(await upload(ARTICLE));
  knowledge.embedder = null;
  expect((await search(knowledge, A, 'refnuds')).passages[0]).toMatchObject({ section: 'Refunds' });
});

test.each(['extract', 'embed', 'publish'] as const)('of a suspended tenant nothing is prepared: %s waits for its doors to open', async (step) => {
  const start = await upload(ARTICLE);
  if (step !== 'extract') await extract(start);
  if (step === 'publish') await embed(start);
  const before = [await vectors.count(A), (await knowledge.documents.get(A, start.documentId))!.state];
  knowledge.suspended.add(A.tenantId);
  expect(await { extract, embed, publish }[step](start)).toBeNull();
  expect([await vectors.count(A), (await knowledge.documents.get(A, start.documentId))!.state]).toEqual(before);
  knowledge.suspended.clear();
  await ingest(start);
  expect((await search(knowledge, A, 'sale items')).passages[0]).toMatchObject({ section: 'Sale items' });
});
