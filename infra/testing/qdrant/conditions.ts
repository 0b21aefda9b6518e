/** Filters as Qdrant reads them, and the question that the stand-in asks of each: is it of one tenant, whatever else it says? */
type Match = { value?: unknown; any?: readonly unknown[] };
export type Condition =
  | { key: string; match: Match }
  | { has_id: readonly (string | number)[] }
  | { has_vector: string }
  | { nested: { key: string; filter: Filter } }
  | Filter;
export type Filter = { must?: Condition | Condition[]; should?: Condition | Condition[]; must_not?: Condition | Condition[] };
export type Held = { id: string; vector: Record<string, unknown>; payload: Record<string, unknown> };

const listed = (conditions: Condition | Condition[] | null | undefined): Condition[] => [conditions ?? []].flat();

/**
 * The tenant that everything the filter lets through belongs to; null where it is not certain. What stands under `should`,
 * `must_not` or deeper down may be made void by what stands beside it, so only the outermost `must` counts.
 */
export function tenantOf(filter: Filter | null | undefined): string | null {
  for (const condition of listed(filter?.must)) {
    if (!('match' in condition) || condition.key !== 'tenantId') continue;
    const { value } = condition.match;
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** @throws RangeError at a condition that the stand-in does not know */
export function lets(filter: Filter, point: Held): boolean {
  const is = (condition: Condition): boolean => holds(condition, point);
  const [must, should, mustNot] = [listed(filter.must), listed(filter.should), listed(filter.must_not)];
  return must.every(is) && (should.length === 0 || should.some(is)) && !mustNot.some(is);
}

function holds(condition: Condition, point: Held): boolean {
  if ('match' in condition) {
    const own = [point.payload[condition.key] ?? []].flat() as unknown[];
    const wanted = condition.match.any ?? [condition.match.value];
    return own.some((value) => wanted.includes(value));
  }
  if ('has_id' in condition) return condition.has_id.includes(point.id);
  if ('has_vector' in condition) return point.vector[condition.has_vector] !== undefined;
  if ('nested' in condition || !['must', 'should', 'must_not'].some((name) => name in condition))
    throw new RangeError(`The stand-in knows no condition like ${Object.keys(condition).join()}.`);
  return lets(condition, point);
}
