/** The canned responses of the workspace, fetched when somebody wants one and again when they may be old. */
import { body, type Client } from '#lib/api/client.ts';
import { asProblem, type Problem } from '#lib/api/problem.ts';
import { searchCanned } from '#lib/api/protocol.ts';
import type { CannedResponse } from '#lib/api/types.ts';

/** How long they are believed, ms. */
const FRESH_MS = 30_000;
const PAGE = 100;

export class Canned {
  /** Null before they came. */
  all = $state.raw<CannedResponse[] | null>(null);
  problem = $state.raw<Problem | null>(null);
  #fetchedAt = 0;
  #fetching: Promise<void> | null = null;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Fetches them unless they are fresh. Never throws: `problem` says why there are none. */
  look(): Promise<void> {
    if (this.all && Date.now() - this.#fetchedAt < FRESH_MS) return Promise.resolve();
    return this.refresh();
  }

  refresh(): Promise<void> {
    this.#fetching ??= this.#fetch().finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  /** Those that begin with the words first. */
  search(words: string): CannedResponse[] {
    return searchCanned(this.all ?? [], words);
  }

  forget(): void {
    this.all = null;
    this.#fetchedAt = 0;
  }

  async #fetch(): Promise<void> {
    try {
      const found: CannedResponse[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const query = { limit: PAGE, ...(cursor ? { cursor } : {}) };
        const page: { data: CannedResponse[]; nextCursor: string | null } = await body(this.#client.GET('/canned-responses', { params: { query } }));
        found.push(...page.data);
        cursor = page.nextCursor;
      }
      this.all = found;
      this.#fetchedAt = Date.now();
      this.problem = null;
    } catch (cause) {
      this.problem = asProblem(cause);
    }
  }
}
