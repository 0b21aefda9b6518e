/**
 * One search in one call: Qdrant fuses what is near in meaning and what shares words by rank, and scores the same candidates by
 * both. The ranks choose who comes in; the order among them is by the score that every index gives.
 */
import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import type { Hit } from '../../../workflows/domain/document.ts';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import type { VectorQuery } from '../../ports/vector-index.ts';
import { CANDIDATES, fused, KEYWORD_SHARE, rarityOf } from '../score.ts';
import { QdrantFault } from './fault.ts';
import { type Filter, holdingTerm, ofTenant, ofVersions } from './filter.ts';
import { MEANING, typed, WORDS } from './server.ts';
import { questionVector, termsOfQuestion, type Sparse } from './words.ts';

/** Rank constant as Qdrant counts it, from 0: the literature's 60. */
const RANK_CONSTANT = 61;

type Point = Schemas['ScoredPoint'];
type Scores = ReadonlyMap<string, number>;
const NONE: Scores = new Map();

/** @param query.vector null too when the collection has none */
export async function searchCollection(client: QdrantClient, collection: string, scope: TenantScope, query: VectorQuery): Promise<Hit[]> {
  if (query.versions.length === 0) return [];
  const filter = ofTenant(scope, ofVersions(query.versions));
  const words = await wordsAsked(client, collection, scope, query);
  const limit = Math.max(CANDIDATES, query.limit);
  const lists: Schemas['Prefetch'][] = [
    ...(query.vector ? [{ query: Array.from(query.vector), using: MEANING, filter, limit }] : []),
    ...(words ? [{ query: words, using: WORDS, filter, limit }] : []),
  ];
  if (lists.length === 0) return [];
  const [chosen, ...scored] = await pointsOf(client, collection, [chosenBy(lists, filter, limit), ...lists.map((list) => scoredBy(list, lists))]);
  const cosines = query.vector ? scoresOf(scored[0]!) : NONE;
  const keywords = words ? scoresOf(scored.at(-1)!) : NONE;
  const wanted = new Set<string>(query.versions);
  const hits = chosen!.map((point): Hit => {
    const { tenantId, chunkId, versionId } = (point.payload ?? {}) as { tenantId?: unknown } & Partial<Hit>;
    // Asked for with the filter, and looked at again: what a server gave beside it never leaves this room.
    if (tenantId !== scope.tenantId || !chunkId || !versionId || !wanted.has(versionId)) throw new QdrantFault('garbled');
    const shared = keywords.get(String(point.id)) ?? 0;
    // Rounding of the server's floats may take it a hair above 1.
    const keyword = shared > 0 ? Math.min(1, shared) : null;
    const dense = cosines.get(String(point.id)) ?? null;
    return { chunkId, versionId, score: fused(keyword, dense), dense, keyword };
  });
  return hits.sort((a, b) => b.score - a.score || (a.chunkId < b.chunkId ? -1 : 1)).slice(0, query.limit);
}

/** The question's words by how rare they are among the published chunks; null when none of them is held. */
async function wordsAsked(client: QdrantClient, collection: string, scope: TenantScope, { versions, text }: VectorQuery): Promise<Sparse | null> {
  const terms = termsOfQuestion(text);
  if (terms.length === 0) return null;
  const count = async (...also: Schemas['Condition'][]): Promise<number> => {
    const counted = await typed(client.count(collection, { filter: ofTenant(scope, ofVersions(versions), ...also), exact: true }));
    return counted.count;
  };
  const [all, ...holding] = await Promise.all([count(), ...terms.map((term) => count(holdingTerm(term)))]);
  // Counted one after the other: a chunk may have come in between.
  const rarities = terms.map((term, i) => [term, holding[i]!, rarityOf(Math.min(holding[i]!, all), all)] as const);
  const total = rarities.reduce((sum, [, , rarity]) => sum + rarity, 0);
  const held = rarities.filter(([, chunks]) => chunks > 0).map(([term, , rarity]) => [term, rarity] as const);
  return held.length === 0 ? null : questionVector(new Map(held), total);
}

const SHOWN = { with_payload: ['tenantId', 'chunkId', 'versionId'], with_vector: false };

function chosenBy(lists: Schemas['Prefetch'][], filter: Filter, limit: number): Schemas['QueryRequest'] {
  const [only, other] = lists;
  if (!other) return { ...only!, ...SHOWN };
  const weights = [1 - KEYWORD_SHARE, KEYWORD_SHARE];
  return { prefetch: lists, query: { rrf: { k: RANK_CONSTANT, weights } }, filter, limit, ...SHOWN };
}

/** Everything that some list found, by the score of this one. */
const scoredBy = (list: Schemas['Prefetch'], lists: Schemas['Prefetch'][]): Schemas['QueryRequest'] => ({
  ...list,
  prefetch: lists,
  limit: lists.reduce((sum, { limit }) => sum + (limit ?? 0), 0),
  with_payload: false,
  with_vector: false,
});

async function pointsOf(client: QdrantClient, collection: string, searches: Schemas['QueryRequest'][]): Promise<Point[][]> {
  const answers = await typed(client.queryBatch(collection, { searches }));
  if (!Array.isArray(answers) || answers.length !== searches.length || !answers.every(({ points }) => Array.isArray(points)))
    throw new QdrantFault('garbled');
  return answers.map(({ points }) => points);
}

const scoresOf = (points: readonly Point[]): Scores => new Map(points.map(({ id, score }) => [String(id), score]));
