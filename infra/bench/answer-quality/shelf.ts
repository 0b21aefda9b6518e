/** A folder of articles as searchable knowledge in memory: the production activities, encoder, index and search over stores in memory. */
import { embedChunks } from '../../../activities/knowledge/embed-chunks.ts';
import { extractDocument } from '../../../activities/knowledge/extract-document.ts';
import { publishRevision } from '../../../activities/knowledge/publish-revision.ts';
import { type Found, search } from '../../../activities/knowledge/search.ts';
import type { Chunk } from '../../../workflows/domain/document.ts';
import type { DocumentId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { readCorpus } from '../../cli/eval/corpus.ts';
import { memoryKnowledge } from '../../testing/corpora/memory-knowledge.ts';
import { runActivity } from '../../testing/corpora/run-activity.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import { openSqliteIndex } from '../../vectors/sqlite/index.ts';

export type Shelf = {
  /** @param earlier what the visitor said before */
  ask(question: string, limit?: number, earlier?: readonly string[]): Promise<Found>;
  /** Everything that can be found. */
  chunks: readonly Chunk[];
  /** The file that a passage came from. */
  fileOf(documentId: DocumentId): string;
  /** The section as gold names it, `<path>#<section>`; of sections that are the same to the letter, the first. */
  placeOf(passage: Pick<Chunk, 'documentId' | 'section'>): string;
  /** The first section that is the same to the letter; undefined when there is no section of that name. */
  firstLike(place: string): string | undefined;
  close(): Promise<void>;
};

export type OpenIndex = () => VectorIndex;

/**
 * @param dir folder of `.md` files
 * @param embedder null searches by keywords alone
 * @param open another index than the embedded one
 */
export async function openShelf(
  dir: string,
  embedder: Embedder | null,
  open: OpenIndex = () => openSqliteIndex({ file: ':memory:' }),
): Promise<Shelf> {
  const scope: TenantScope = { tenantId: 'tnt_shelf' };
  const vectors = open();
  const knowledge = memoryKnowledge(vectors, embedder);
  const files = new Map<DocumentId, string>();
  const chunks: Chunk[] = [];
  for (const { path, read } of await readCorpus(dir)) {
    const { _id: documentId, versionId } = await knowledge.upload(scope, path, await read());
    const start = { ...scope, documentId, versionId };
    await runActivity(extractDocument(knowledge), start);
    while ((await runActivity(embedChunks(knowledge), start))?.remaining);
    await runActivity(publishRevision(knowledge), start);
    files.set(documentId, path);
    chunks.push(...(await knowledge.chunks.ofVersion(scope, versionId)));
  }
  const fileOf = (documentId: DocumentId): string => files.get(documentId) ?? '';
  const nameOf = ({ documentId, section }: Pick<Chunk, 'documentId' | 'section'>): string => `${fileOf(documentId)}#${section}`;
  const named = firstOfEach(chunks, nameOf);
  return {
    ask: (question, limit, earlier) => search(knowledge, scope, question, { limit, earlier }),
    chunks,
    fileOf,
    placeOf: (passage) => named.get(nameOf(passage)) ?? nameOf(passage),
    firstLike: (place) => named.get(place),
    async close() {
      await vectors.removeTenant(scope);
      await vectors.close();
    },
  };
}

/** Name of each section to the first one of the same text. */
function firstOfEach(chunks: readonly Chunk[], nameOf: (chunk: Chunk) => string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const chunk of chunks) texts.set(nameOf(chunk), `${texts.get(nameOf(chunk)) ?? ''}\n${chunk.text}`);
  const first = new Map<string, string>();
  for (const [name, text] of texts) if (!first.has(text)) first.set(text, name);
  return new Map([...texts].map(([name, text]) => [name, first.get(text)!]));
}
