/** Walks a list to its end, page by page. */

export type Page<T> = { data: T[]; nextCursor: string | null };

/** Where a page begins, for the query of the next request. */
export type From = { cursor?: string };

/**
 * @param ask the request of one page: `(from) => client.GET('/documents', { params: { query: { limit: 100, ...from } } })`
 * @returns every item, as it is needed: who stops early asks for no further page
 * @throws Problem
 */
export async function* each<T>(ask: (from: From) => Promise<{ data?: Page<T> }>): AsyncGenerator<T, void, undefined> {
  for (let from: From | null = {}; from;) {
    const page: Page<T> | undefined = (await ask(from)).data;
    yield* page?.data ?? [];
    from = page?.nextCursor ? { cursor: page.nextCursor } : null;
  }
}

/** The whole list. */
export async function all<T>(ask: (from: From) => Promise<{ data?: Page<T> }>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of each(ask)) items.push(item);
  return items;
}
