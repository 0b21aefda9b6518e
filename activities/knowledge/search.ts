/** The one way in which knowledge is searched: by turns, and by the search tester. */
import type { Chunk } from '../../workflows/domain/document.ts';
import type { RevisionId, TenantScope } from '../../workflows/domain/ids.ts';
import type { Passage } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';

type Needs = Pick<Deps, 'revisions' | 'vectors' | 'chunks' | 'embedder' | 'log'>;
export type Found = { revisionId: RevisionId | null; passages: Passage[] };

/** Passages that an answer may stand on. */
export const PASSAGES = 6;

/**
 * Searches the published revision, and nothing else.
 *
 * @param limit passages at most, best first, numbered from 1; of passages with the same words only the best is kept
 */
export async function search(
  { revisions, vectors, chunks, embedder, log }: Needs,
  scope: TenantScope,
  question: string,
  limit: number = PASSAGES,
): Promise<Found> {
  const revision = await revisions.current(scope);
  if (!revision || revision.versions.length === 0) return { revisionId: revision?._id ?? null, passages: [] };
  const vector = await vectorOf({ embedder, log }, question);
  // Twice as many as wanted: some may turn out to be the same, or be removed with a version that was just replaced.
  const hits = await vectors.search(scope, { versions: revision.versions, text: question, vector, limit: Math.min(100, limit * 2) });
  const stored = await chunks.many(
    scope,
    hits.map(({ chunkId }) => chunkId),
  );
  const byId = new Map(stored.map((chunk) => [chunk._id, chunk]));
  const seen = new Set<string>();
  const passages: Passage[] = [];
  for (const hit of hits) {
    const chunk = byId.get(hit.chunkId);
    if (!chunk || passages.length === limit) continue;
    const words = wordsOf(chunk);
    if (seen.has(words)) continue;
    seen.add(words);
    const { documentId, title, section, text } = chunk;
    passages.push({ ...hit, n: passages.length + 1, documentId, title, section, text });
  }
  return { revisionId: revision._id, passages };
}

/** Null when there is no encoder or it fails: words alone find less, but they find. */
async function vectorOf({ embedder, log }: Pick<Needs, 'embedder' | 'log'>, question: string): Promise<Float32Array | null> {
  if (!embedder) return null;
  try {
    return (await embedder.embed([question], 'query'))[0] ?? null;
  } catch (error) {
    log.warn({ error: (error as Error).message }, 'the encoder failed; searching by keywords');
    return null;
  }
}

const wordsOf = ({ text }: Chunk): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
