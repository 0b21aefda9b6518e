/** A folder of articles as searchable knowledge in memory: the production chunker, encoder, index and search over stand-in stores. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chunkDocument, headingOf, textForEmbedding } from '../../../activities/knowledge/chunk-document.ts';
import { type Found, search } from '../../../activities/knowledge/search.ts';
import { titleOf } from '../../../activities/knowledge/sections.ts';
import type { Chunk, Revision, VersionId } from '../../../workflows/domain/document.ts';
import type { ChunkId, DocumentId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { openSqliteIndex } from '../../vectors/sqlite/index.ts';

export type Shelf = { ask(question: string, limit?: number): Promise<Found>; fileOf(documentId: DocumentId): string; close(): Promise<void> };

/** @param dir folder of `.md` files; null as embedder searches by keywords alone */
export async function openShelf(dir: string, embedder: Embedder | null): Promise<Shelf> {
  const scope: TenantScope = { tenantId: 'tnt_shelf' };
  const index = await openSqliteIndex({ file: ':memory:', model: embedder?.model ?? null, dim: embedder?.dim ?? null });
  const chunks = new Map<ChunkId, Chunk>();
  const versions: VersionId[] = [];
  for (const fileName of readdirSync(dir).filter((name) => name.endsWith('.md'))) {
    const documentId: DocumentId = `doc_${fileName}`;
    const versionId: VersionId = `${documentId}@1`;
    versions.push(versionId);
    const text = readFileSync(join(dir, fileName), 'utf8');
    const title = titleOf(text, 'text/markdown') ?? fileName;
    const cut = [...chunkDocument(text, 'text/markdown')].map((part, ordinal): Chunk => ({
      _id: `chk_${fileName}_${ordinal}`,
      ...scope,
      documentId,
      versionId,
      ordinal,
      title,
      ...part,
    }));
    const vectors = embedder ? await embedder.embed(cut.map(textForEmbedding), 'passage') : [];
    await index.put(
      scope,
      cut.map((chunk, i) => ({ chunkId: chunk._id, versionId, heading: headingOf(chunk), text: chunk.text, vector: vectors[i] ?? null })),
    );
    for (const chunk of cut) chunks.set(chunk._id, chunk);
  }
  const revision: Revision = { _id: 'rev_shelf', ...scope, number: 1, parent: null, versions, createdAt: new Date(0) };
  const deps: Parameters<typeof search>[0] = {
    revisions: { current: async () => revision, get: async () => revision, publish: async () => revision },
    vectors: index,
    chunks: {
      put: async () => {},
      ofVersion: async () => [],
      removeVersion: async () => {},
      many: async (_scope, ids) => ids.flatMap((id) => chunks.get(id) ?? []),
    },
    embedder,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  return {
    ask: (question, limit) => search(deps, scope, question, limit),
    fileOf: (documentId) => documentId.slice('doc_'.length),
    close: () => index.close(),
  };
}
