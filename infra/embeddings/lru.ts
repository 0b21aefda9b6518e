/** A map that keeps the `size` entries that were used last. */
export function lru<K, V>(size: number): { get(key: K): V | undefined; set(key: K, value: V): void } {
  // A Map iterates in order of insertion, so its first key is the one unused for longest.
  const entries = new Map<K, V>();
  const touch = (key: K, value: V): void => {
    entries.delete(key);
    entries.set(key, value);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) touch(key, value);
      return value;
    },
    set(key, value) {
      touch(key, value);
      if (entries.size > size) entries.delete(entries.keys().next().value!);
    },
  };
}
