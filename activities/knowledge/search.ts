/** The one way in which knowledge is searched: by turns, and by the search tester. Without its index it goes on by keywords. */
import { setTimeout } from 'node:timers/promises';
import type { Chunk, Hit, VersionId } from '../../workflows/domain/document.ts';
import type { ChunkId, RevisionId, TenantScope } from '../../workflows/domain/ids.ts';
import { questionParts } from '../../workflows/domain/question.ts';
import type { Passage } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';
import { searchWithoutIndex } from './search-without-index.ts';
import { type WordCheck, checkedScore, withoutWord, wordsToCheck } from './word-check.ts';

type Needs = Pick<Deps, 'revisions' | 'vectors' | 'chunks' | 'embedder' | 'log'>;
export type Found = { revisionId: RevisionId | null; passages: Passage[]; /** The index was down, and words alone decided. */ withoutIndex: boolean };

/** The index is waited for so long, ms; the activity has five seconds, and the way without it needs some of them. */
const INDEX_MS = 3_500;

/** Passages that an answer may stand on. */
export const PASSAGES = 6;

/**
 * Searches the published revision, and nothing else. Of a question that asks two things each is searched for itself.
 *
 * When the index fails or is slow, the chunks themselves are searched by keywords.
 *
 * @param limit passages at most, best first, numbered from 1; of passages with the same words only the best is kept
 * @throws what the index threw, when there is too much to read without it
 */
export async function search(deps: Needs, scope: TenantScope, question: string, limit: number = PASSAGES): Promise<Found> {
  const revision = await deps.revisions.current(scope);
  if (!revision || revision.versions.length === 0) return { revisionId: revision?._id ?? null, passages: [], withoutIndex: false };
  const { _id: revisionId, versions } = revision;
  // Twice as many as wanted: some may turn out to be the same, or be removed with a version that was just replaced.
  const most = Math.min(100, limit * 2);
  try {
    const finds = await inTime(searchIndex(deps, scope, versions, question, most));
    return { revisionId, passages: passagesOf(finds, limit), withoutIndex: false };
  } catch (error) {
    const without = (part: string): Promise<Find[]> => searchWithoutIndex(deps, scope, versions, part, most);
    const parts = await Promise.all(questionParts(question).map(without)).catch(() => {
      throw error;
    });
    deps.log.warn({ tenantId: scope.tenantId, reason: (error as Error).name }, 'the index failed; searching the chunks by keywords');
    return { revisionId, passages: passagesOf(merged(parts), limit), withoutIndex: true };
  }
}

async function searchIndex(deps: Needs, scope: TenantScope, versions: VersionId[], question: string, limit: number): Promise<Find[]> {
  const text = await mended(deps, scope, question);
  const finds = merged(await Promise.all(questionParts(text).map((part) => searchPart(deps, scope, versions, part, limit))));
  // A file that was lost comes back empty: then nothing found means nothing.
  if (finds.length === 0 && (await deps.vectors.count(scope)) === 0) throw new Error('The index holds nothing of the tenant.');
  return finds;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = setTimeout(INDEX_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`No answer of the index within ${INDEX_MS} ms.`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

type Find = { hit: Hit; chunk: Chunk };

async function searchPart(deps: Needs, scope: TenantScope, versions: VersionId[], text: string, limit: number): Promise<Find[]> {
  const { vectors, chunks } = deps;
  const [vector = null] = await vectorsOf(deps, [text]);
  const hits = await vectors.search(scope, { versions, text, vector, limit });
  const stored = await chunks.many(
    scope,
    hits.map(({ chunkId }) => chunkId),
  );
  const byId = new Map(stored.map((chunk) => [chunk._id, chunk]));
  const finds = hits.flatMap((hit) => {
    const chunk = byId.get(hit.chunkId);
    return chunk ? [{ hit, chunk }] : [];
  });
  if (!vector) return finds;
  const checks = await checksOf(deps, scope, versions, text);
  return finds
    .map(({ hit, chunk }) => ({ hit: { ...hit, score: checkedScore(text, hit, chunk, checks) }, chunk }))
    .sort((a, b) => b.hit.score - a.hit.score);
}

/** The question without one of its words: the cosines of what it is near to then. */
async function checksOf(deps: Needs, scope: TenantScope, versions: VersionId[], text: string): Promise<WordCheck[]> {
  const words = wordsToCheck(text);
  const without = await vectorsOf(
    deps,
    words.map((word) => withoutWord(text, word)),
  );
  return Promise.all(
    without.map(async (vector, i) => {
      const hits = await deps.vectors.search(scope, { versions, text: '', vector, limit: 100 });
      return { word: words[i]!, cosines: new Map(hits.map(({ chunkId, dense }) => [chunkId, dense ?? -1])) };
    }),
  );
}

/** None when there is no encoder or it fails: words alone find less, but they find. */
async function vectorsOf({ embedder, log }: Pick<Needs, 'embedder' | 'log'>, texts: string[]): Promise<Float32Array[]> {
  if (!embedder || texts.length === 0) return [];
  try {
    return await embedder.embed(texts, 'query');
  } catch (error) {
    log.warn({ error: (error as Error).message }, 'the encoder failed; searching by keywords');
    return [];
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
function merged(parts: readonly Find[][]): Find[] {
  const best = new Map<ChunkId, Find>();
  for (const find of parts.flat()) if (find.hit.score > (best.get(find.hit.chunkId)?.hit.score ?? -1)) best.set(find.hit.chunkId, find);
  const first = new Set(parts.flatMap(([find]) => (find ? [find.hit.chunkId] : [])));
  const leads = ({ hit }: Find) => Number(first.has(hit.chunkId));
  return [...best.values()].sort((a, b) => leads(b) - leads(a) || b.hit.score - a.hit.score);
}

function passagesOf(finds: readonly Find[], limit: number): Passage[] {
  const seen = new Set<string>();
  const distinct = finds.filter(({ chunk }) => {
    const words = sameWords(chunk);
    return !seen.has(words) && seen.add(words);
  });
  return distinct
    .slice(0, limit)
    .map(({ hit, chunk: { documentId, title, section, text } }, i) => ({ ...hit, n: i + 1, documentId, title, section, text }));
}

const sameWords = ({ text }: Chunk): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
