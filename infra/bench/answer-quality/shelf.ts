/** A folder of articles as searchable knowledge in memory: the production activities, encoder, index and search over stores in memory. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embedChunks } from '../../../activities/knowledge/embed-chunks.ts';
import { extractDocument } from '../../../activities/knowledge/extract-document.ts';
import { publishRevision } from '../../../activities/knowledge/publish-revision.ts';
import { type Found, search } from '../../../activities/knowledge/search.ts';
import type { DocumentId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { memoryKnowledge } from '../../testing/corpora/memory-knowledge.ts';
import { runActivity } from '../../testing/corpora/run-activity.ts';
import { openSqliteIndex } from '../../vectors/sqlite/index.ts';

export type Shelf = {
  ask(question: string, limit?: number): Promise<Found>;
  /** The file that a passage came from. */
  fileOf(documentId: DocumentId): string;
  close(): Promise<void>;
};

/** @param dir folder of `.md` files; null as embedder searches by keywords alone */
export async function openShelf(dir: string, embedder: Embedder | null): Promise<Shelf> {
  const scope: TenantScope = { tenantId: 'tnt_shelf' };
  const vectors = await openSqliteIndex({ file: ':memory:', model: embedder?.model ?? null, dim: embedder?.dim ?? null });
  const knowledge = memoryKnowledge(vectors, embedder);
  const files = new Map<DocumentId, string>();
  for (const fileName of readdirSync(dir).filter((name) => name.endsWith('.md'))) {
    const { _id: documentId, versionId } = await knowledge.upload(scope, fileName, readFileSync(join(dir, fileName)));
    const start = { ...scope, documentId, versionId };
    await runActivity(extractDocument(knowledge), start);
    while ((await runActivity(embedChunks(knowledge), start))?.remaining);
    await runActivity(publishRevision(knowledge), start);
    files.set(documentId, fileName);
  }
  return {
    ask: (question, limit) => search(knowledge, scope, question, limit),
    fileOf: (documentId) => files.get(documentId) ?? '',
    close: () => vectors.close(),
  };
}
