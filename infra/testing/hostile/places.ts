/** Where a value holds scalars and objects, and the same value with something else in one place. */
export type Place = readonly (string | number)[];

/** Places of everything that is neither object nor list, the value itself included when it is none. */
export function scalarPlaces(value: unknown, at: Place = []): Place[] {
  if (value === null || typeof value !== 'object') return [at];
  return Object.entries(value).flatMap(([key, inner]) => scalarPlaces(inner, [...at, Array.isArray(value) ? Number(key) : key]));
}

/** Places of objects, outermost first. */
export function objectPlaces(value: unknown, at: Place = []): Place[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.entries(value).flatMap(([key, one]) => objectPlaces(one, [...at, Array.isArray(value) ? Number(key) : key]));
  return Array.isArray(value) ? inner : [at, ...inner];
}

/** A copy with `put` in this place. Keys are defined, so that `__proto__` is a key like any other, as JSON has it. */
export function withAt(value: unknown, at: Place, put: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return put;
  const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const inner = withAt((value as Record<string | number, unknown>)[key], rest, put);
  return Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true });
}
