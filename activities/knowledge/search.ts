/** The one way in which knowledge is searched: by turns, and by the search tester. */
import type { Chunk, Hit, VersionId } from '../../workflows/domain/document.ts';
import type { ChunkId, RevisionId, TenantScope } from '../../workflows/domain/ids.ts';
import { questionParts } from '../../workflows/domain/question.ts';
import type { Passage } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';

type Needs = Pick<Deps, 'revisions' | 'vectors' | 'chunks' | 'embedder' | 'log'>;
export type Found = { revisionId: RevisionId | null; passages: Passage[] };

/** Passages that an answer may stand on. */
export const PASSAGES = 6;

/**
 * Searches the published revision, and nothing else. Of a question that asks two things each is searched for itself.
 *
 * @param limit passages at most, best first, numbered from 1; of passages with the same words only the best is kept
 */
export async function search(deps: Needs, scope: TenantScope, question: string, limit: number = PASSAGES): Promise<Found> {
  const revision = await deps.revisions.current(scope);
  if (!revision || revision.versions.length === 0) return { revisionId: revision?._id ?? null, passages: [] };
  const text = await mended(deps, scope, question);
  // Twice as many as wanted: some may turn out to be the same, or be removed with a version that was just replaced.
  const most = Math.min(100, limit * 2);
  const lists = await Promise.all(questionParts(text).map((part) => hitsFor(deps, scope, revision.versions, part, most)));
  const hits = merged(lists);
  const stored = await deps.chunks.many(
    scope,
    hits.map(({ chunkId }) => chunkId),
  );
  return { revisionId: revision._id, passages: passagesOf(hits, stored, limit) };
}

async function hitsFor({ vectors, embedder, log }: Needs, scope: TenantScope, versions: VersionId[], text: string, limit: number): Promise<Hit[]> {
  const vector = await vectorOf({ embedder, log }, text);
  return vectors.search(scope, { versions, text, vector, limit });
}

/** Null when there is no encoder or it fails: words alone find less, but they find. */
async function vectorOf({ embedder, log }: Pick<Needs, 'embedder' | 'log'>, text: string): Promise<Float32Array | null> {
  if (!embedder) return null;
  try {
    return (await embedder.embed([text], 'query'))[0] ?? null;
  } catch (error) {
    log.warn({ error: (error as Error).message }, 'the encoder failed; searching by keywords');
    return null;
  }
}

/** The question without typing mistakes. A word that the encoder knows is no mistake, only one that the knowledge lacks. */
async function mended({ vectors, embedder }: Needs, scope: TenantScope, question: string): Promise<string> {
  const doubtful = (question.match(/\p{L}{4,30}/gu) ?? []).map((word) => word.toLowerCase()).filter((word) => !embedder?.isWord?.(word));
  if (doubtful.length === 0) return question;
  const suggested = await vectors.suggest(scope, [...new Set(doubtful)]);
  return question.replace(/\p{L}{4,30}/gu, (word) => suggested.get(word.toLowerCase()) ?? word);
}

/** The best of each part first, then by score; a chunk that several parts found keeps its best score. */
function merged(lists: readonly Hit[][]): Hit[] {
  const best = new Map<ChunkId, Hit>();
  for (const hit of lists.flat()) if (hit.score > (best.get(hit.chunkId)?.score ?? -1)) best.set(hit.chunkId, hit);
  const first = new Set(lists.flatMap(([hit]) => (hit ? [hit.chunkId] : [])));
  return [...best.values()].sort((a, b) => Number(first.has(b.chunkId)) - Number(first.has(a.chunkId)) || b.score - a.score);
}

function passagesOf(hits: readonly Hit[], stored: readonly Chunk[], limit: number): Passage[] {
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
  return passages;
}

const wordsOf = ({ text }: Chunk): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
