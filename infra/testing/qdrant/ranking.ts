/** Nearest, sparse and fused queries by exact scan, each over what its prefetches found where it has some. */
import type { Filter, Held } from './conditions.ts';

export type Collection = {
  vectors: Record<string, { size: number; distance: string }>;
  sparse: string[];
  indexes: Record<string, unknown>;
  points: Map<string, Held>;
};
type Sparse = { indices: number[]; values: number[] };
type Rrf = { rrf: { k?: number; weights?: number[] } };
export type Query = {
  query: number[] | Sparse | Rrf;
  using?: string;
  filter?: Filter;
  prefetch?: Query | Query[];
  limit?: number;
  with_payload?: string[] | boolean;
};
type Scored = { point: Held; score: number };
export type Answer = { id: string; score: number; payload: Record<string, unknown> | null };

/** @param among all points that a filter lets through; it refuses a filter without a tenant, and none is left out for want of one */
export function ranked(collection: Collection, query: Query, among: (filter: Filter) => Held[]): Answer[] {
  const { with_payload: shown } = query;
  return best(collection, query, among).map(({ point: { id, payload }, score }) => ({
    id,
    score,
    payload: Array.isArray(shown) ? Object.fromEntries(shown.map((key) => [key, payload[key]])) : null,
  }));
}

function best(collection: Collection, { query, using = '', filter, prefetch, limit = 10 }: Query, among: (filter: Filter) => Held[]): Scored[] {
  const allowed = among(filter!);
  const lists = [prefetch ?? []].flat().map((one) => best(collection, one, among));
  const found = lists.length === 0 ? allowed : allowed.filter((one) => lists.some((list) => list.some(({ point }) => point === one)));
  const scores =
    'rrf' in query ? fusedRanks(found, lists, query.rrf) : found.map((point) => ({ point, score: scoreOf(collection, point, query, using) }));
  return scores
    .filter((one): one is Scored => one.score !== null)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

/** Null for a point without the vector, or without a term of the question. */
function scoreOf({ vectors, sparse }: Collection, { vector }: Held, query: number[] | Sparse, using: string): number | null {
  if (!vectors[using] && !sparse.includes(using)) throw new RangeError(`Not existing vector name error: ${using}`);
  const own = vector[using];
  if (own === undefined) return null;
  if (Array.isArray(query)) {
    if (query.length !== vectors[using]?.size) throw new RangeError('Vector dimension error');
    return dot(query, own as number[]) / (Math.sqrt(dot(query, query)) * Math.sqrt(dot(own as number[], own as number[])));
  }
  if (new Set(query.indices).size !== query.indices.length) throw new RangeError('indices must be unique');
  const { indices, values } = own as Sparse;
  const shared = query.indices.filter((index) => indices.includes(index));
  if (shared.length === 0) return null;
  return shared.reduce((sum, index) => sum + query.values[query.indices.indexOf(index)]! * values[indices.indexOf(index)]!, 0);
}

/** Ranks from 0, as Qdrant 1.19. */
const fusedRanks = (found: readonly Held[], lists: readonly Scored[][], { k = 2, weights = lists.map(() => 1) }: Rrf['rrf']): Scored[] =>
  found.map((point) => ({
    point,
    score: lists.reduce((sum, list, i) => {
      const rank = list.findIndex((one) => one.point === point);
      return rank < 0 ? sum : sum + 1 / ((rank + 1) / weights[i]! + k - 1);
    }, 0),
  }));

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
