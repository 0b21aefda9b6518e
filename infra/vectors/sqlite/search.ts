/** One search: every published chunk is scored by words and by meaning, and the weighted sum ranks. */
import type { Hit } from '../../../workflows/domain/document.ts';
import type { VectorQuery } from '../../ports/vector-index.ts';
import { type IndexDatabase, wordTable } from './database.ts';
import { type Published, publishedChunks } from './published.ts';
import { CANDIDATES, fused, HEADING_WEIGHT, rarityOf, worthOf } from '../score.ts';
import { meant, quoted, termsOf } from '../terms.ts';

/** FTS5's BM25 has k1 = 1.2 fixed, so a term's score never passes its rarity by this factor. */
const BM25_CEILING = 2.2;

/** Best first; only chunks of `query.versions`. Scores are 0 to 1 and depend on this tenant's published chunks alone. */
export function searchIndex(index: IndexDatabase, tenant: number, query: VectorQuery): Hit[] {
  const published = publishedChunks(index, tenant, query.versions);
  const { places } = published;
  if (places.size === 0) return [];
  const keywords = keywordScores(index, tenant, query.text, published);
  const cosines = cosinesOf(index, tenant, query, keywords, published);
  const ids = new Set([...best(keywords, CANDIDATES), ...cosines.keys()]);
  const hits = [...ids].map((id): Hit => {
    const { chunkId, versionId } = places.get(id)!;
    const keyword = keywords.get(id) ?? null;
    const dense = cosines.get(id) ?? null;
    return { chunkId, versionId, score: fused(keyword, dense), dense, keyword };
  });
  // By id at last, so that equal scores come in the same order each time.
  return hits.sort((a, b) => b.score - a.score || (a.chunkId < b.chunkId ? -1 : 1)).slice(0, query.limit);
}

/**
 * Share of the question's words that a chunk holds, each weighed by how rare it is among the published chunks. A word
 * that no chunk holds counts as the rarest of all: that is how a question about something else stays low.
 */
function keywordScores(index: IndexDatabase, tenant: number, text: string, published: Published): Map<number, number> {
  const { places } = published;
  const scores = new Map<number, number>();
  let total = 0;
  for (const term of termsOf(text)) {
    const found = strengths(index, tenant, term.match, published);
    const rarity = rarityOf(found.size, places.size);
    total += rarity;
    for (const [id, strength] of found) scores.set(id, (scores.get(id) ?? 0) + rarity * worthOf(strength));
  }
  for (const [id, sum] of scores) scores.set(id, sum / total);
  return scores;
}

/** For each word that no chunk of the tenant holds, the known word that was probably meant, if one is near. */
export function suggestWords({ db }: IndexDatabase, tenant: number, words: readonly string[]): [string, string][] {
  const table = wordTable(tenant);
  const holds = db.prepare(`SELECT 1 FROM ${table} WHERE ${table} MATCH ? LIMIT 1`);
  const sameLetter = db.prepare('SELECT word FROM words WHERE tenant = ? AND word >= ? AND word < ?');
  return words.flatMap((word): [string, string][] => {
    const first = word[0];
    if (!first || holds.get(quoted(word))) return [];
    const known = sameLetter.all(tenant, first, `${first}\u{10ffff}`).map((row) => row['word'] as string);
    const probable = meant(word, known);
    return probable ? [[word, probable]] : [];
  });
}

/** How strongly each published chunk holds a term, 0 to 1: BM25 of the one term without its rarity. */
function strengths({ db }: IndexDatabase, tenant: number, match: string, { places, stored }: Published): Map<number, number> {
  const table = wordTable(tenant);
  const rows = db.prepare(`SELECT rowid AS id, -bm25(${table}, ${HEADING_WEIGHT}, 1) AS score FROM ${table} WHERE ${table} MATCH ?`).all(match) as {
    id: number;
    score: number;
  }[];
  // The very rarity that FTS5 multiplied in, its lower bound included.
  const rarity = Math.max(1e-6, Math.log((stored - rows.length + 0.5) / (rows.length + 0.5)));
  return new Map(rows.filter(({ id }) => places.has(id)).map(({ id, score }) => [id, Math.min(1, score / rarity / BM25_CEILING)]));
}

/** Cosines of the nearest chunks, and of those that the words found, so that each candidate has both scores. */
function cosinesOf(
  { db, encoder }: IndexDatabase,
  tenant: number,
  { vector }: VectorQuery,
  keywords: ReadonlyMap<number, number>,
  { places, ids, stored }: Published,
): Map<number, number> {
  if (!vector || !encoder) return new Map();
  // The list of ids costs more than the scan; it is needed only while something is stored that is not published.
  const isAll = places.size === stored;
  const nearest = db
    .prepare(
      `SELECT rowid AS id, distance FROM vectors
       WHERE embedding MATCH ? AND k = ? AND tenant = ? ${isAll ? '' : 'AND rowid IN (SELECT value FROM json_each(?))'}`,
    )
    .all(vector, CANDIDATES, BigInt(tenant), ...(isAll ? [] : [ids])) as { id: number; distance: number }[];
  const cosines = new Map(nearest.map(({ id, distance }) => [id, 1 - distance]));
  const one = db.prepare('SELECT vec_distance_cosine(embedding, ?) AS distance FROM vectors WHERE rowid = ?');
  for (const id of best(keywords, CANDIDATES)) {
    if (cosines.has(id)) continue;
    const row = one.get(vector, BigInt(id)) as { distance: number } | undefined;
    if (row) cosines.set(id, 1 - row.distance);
  }
  return cosines;
}

const best = (scores: ReadonlyMap<number, number>, limit: number): number[] =>
  [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([id]) => id);
