/** Does work on a list, so many at once, and gives the results in the list's order. */
export async function inTurn<T, R>(list: readonly T[], atOnce: number, work: (one: T, i: number) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array<R>(list.length);
  let next = 0;
  const hand = async (): Promise<void> => {
    while (next < list.length) {
      const i = next++;
      results[i] = await work(list[i]!, i);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, hand));
  return results;
}
