import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hashedEmbedder } from '../../infra/testing/contracts/hashed-embedder.ts';
import { type MemoryKnowledge, memoryKnowledge } from '../../infra/testing/corpora/memory-knowledge.ts';
import { runActivity } from '../../infra/testing/corpora/run-activity.ts';
import { openSqliteIndex } from '../../infra/vectors/sqlite/index.ts';
import type { VectorIndex } from '../../infra/ports/vector-index.ts';
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { Document } from '../../workflows/domain/document.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import { embedChunks } from './embed-chunks.ts';
import { extractDocument } from './extract-document.ts';
import { failDocument } from './fail-document.ts';
import { publishRevision } from './publish-revision.ts';
import { search } from './search.ts';

const A: TenantScope = { tenantId: 'tnt_a' };
const ARTICLE = '# Returns\n\nThings come back.\n\n## Sale items\n\nSale items come back within 30 days.\n\n## Refunds\n\nMoney in five days.\n';

let vectors: VectorIndex;
let knowledge: MemoryKnowledge;
const embedder = hashedEmbedder();

beforeEach(async () => {
  vectors = await openSqliteIndex({ file: ':memory:', model: embedder.model, dim: embedder.dim });
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

test('a new version replaces the old one in the revision, the index and the chunks', async () => {
  const old = await upload(ARTICLE);
  await ingest(old);
  const other = await upload('# Stores\n\nOpen on Sundays.\n', 'stores.md');
  await ingest(other);
  const fresh = await upload('# Returns\n\n## Sale items\n\nSale items come back within 14 days.\n');
  await ingest(fresh);
  expect((await knowledge.revisions.current(A))!.versions).toEqual([other.versionId, fresh.versionId]);
  expect(await vectors.stored(A, old.versionId)).toEqual(new Set());
  expect(await knowledge.chunks.ofVersion(A, old.versionId)).toEqual([]);
  expect((await search(knowledge, A, 'sale items')).passages[0]!.text).toContain('14 days');
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
  expect(document!.failure).toMatch(/^The document (holds no text|is not UTF-8 text)\.$/);
});

test('a failure that is not the document’s own still ends with a reason, and leaves what was published', async () => {
  const old = await upload(ARTICLE);
  await ingest(old);
  const bad = await upload('# Returns\n\nNew words.\n');
  await extract(bad);
  await runActivity(failDocument(knowledge), { ...bad, code: null });
  expect((await knowledge.documents.get(A, bad.documentId))!.failure).toContain('upload it again');
  expect(await knowledge.chunks.ofVersion(A, bad.versionId)).toEqual([]);
  expect((await search(knowledge, A, 'sale items')).passages[0]).toMatchObject({ section: 'Sale items' });
  await runActivity(failDocument(knowledge), { ...old, code: null });
  expect(await vectors.stored(A, old.versionId)).not.toEqual(new Set());
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
