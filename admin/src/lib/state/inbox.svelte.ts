/** The live inbox: pages of conversations by status, kept current by summaries from the socket. */
import { body, type Client } from '#lib/api/client.ts';
import { asProblem, type Problem } from '#lib/api/problem.ts';
import type { Conversation } from '#lib/api/types.ts';
import { FILTERS, callsForPerson, learn, needsPerson, rowsOf, type Extent, type Filter, type Known } from './conversation-list.ts';
import type { Live } from './live.svelte.ts';

type Shelf = Extent & { phase: 'idle' | 'loading' | 'ready' | 'failed'; more: boolean; problem: Problem | null };

const PAGE = 40;

export class Inbox {
  known = $state.raw<Known>(new Map());
  shelves = $state<Record<Filter, Shelf>>({ all: emptyShelf(), unresolved: emptyShelf(), escalated: emptyShelf(), resolved: emptyShelf() });
  /** Conversations that call for a person right now. */
  calling = $derived([...this.known.values()].filter(needsPerson).length);
  readonly #heard = new Set<string>();
  readonly #client: Client;

  /** @param onCall told of each conversation that starts to call for a person while the console is open */
  constructor(client: Client, live: Live, onCall: (conversation: Conversation) => void) {
    this.#client = client;
    live.listen({
      frame: (frame) => {
        if (frame.type !== 'conversation') return;
        const before = this.known.get(frame.conversation.id);
        this.#heard.add(frame.conversation.id);
        this.learn(frame.conversation);
        if (callsForPerson(before, frame.conversation)) onCall(frame.conversation);
      },
      // What changed while the link was down is only in the store.
      link: (link) => {
        if (link === 'live') void this.reload();
      },
    });
  }

  learn(conversation: Conversation): void {
    this.known = learn(this.known, [conversation]);
  }

  rows(filter: Filter): Conversation[] {
    return rowsOf(this.known, filter, this.shelves[filter]);
  }

  /** Fetches the first page of a tab that was not opened yet; a tab that is open keeps what it shows. */
  async show(filter: Filter): Promise<void> {
    if (this.shelves[filter].phase === 'idle' || this.shelves[filter].phase === 'failed') await this.#fetch(filter, null);
  }

  async more(filter: Filter): Promise<void> {
    const { cursor, more } = this.shelves[filter];
    if (cursor && !more) await this.#fetch(filter, cursor);
  }

  /** Fetches the first page of every opened tab again. */
  async reload(): Promise<void> {
    this.#heard.clear();
    const opened = FILTERS.filter((filter) => this.shelves[filter].phase === 'ready');
    const pages = await Promise.all(opened.map((filter) => this.#fetch(filter, null)));
    if (pages.includes(null)) return;
    // What was neither in a page nor heard of since may have changed while the link was down.
    const current = new Set([...pages.flatMap((page) => page ?? []), ...this.#heard]);
    this.known = new Map([...this.known].filter(([id]) => current.has(id)));
  }

  forget(): void {
    this.known = new Map();
    for (const filter of FILTERS) this.shelves[filter] = emptyShelf();
  }

  /** The ids of the page, or null when it could not be had. */
  async #fetch(filter: Filter, cursor: string | null): Promise<string[] | null> {
    const shelf = this.shelves[filter];
    if (cursor) shelf.more = true;
    else if (shelf.phase !== 'ready') shelf.phase = 'loading';
    try {
      const query = { limit: PAGE, ...(filter === 'all' ? {} : { status: filter }), ...(cursor ? { cursor } : {}) };
      const { data, nextCursor } = await body(this.#client.GET('/conversations', { params: { query } }));
      this.known = learn(this.known, data);
      Object.assign(shelf, { phase: 'ready', problem: null, cursor: nextCursor, horizon: data.at(-1)?.lastActivityAt ?? null });
      return data.map(({ id }) => id);
    } catch (cause) {
      shelf.problem = asProblem(cause);
      // A list that is already on the screen stays there: the next reload mends it.
      if (shelf.phase !== 'ready') shelf.phase = 'failed';
      return null;
    } finally {
      shelf.more = false;
    }
  }
}

const emptyShelf = (): Shelf => ({ phase: 'idle', more: false, problem: null, cursor: null, horizon: null });
