/** The sites of a tenant whose pages are knowledge, live while they are read. */
import { body, type Client } from '#lib/api/client.ts';
import { asProblem, type Problem } from '#lib/api/problem.ts';
import type { Site } from '#lib/api/types.ts';
import type { Live } from './live.svelte.ts';

export class Sites {
  /** Null until they are known. */
  all = $state.raw<readonly Site[] | null>(null);
  /** Why they are not known. */
  problem = $state.raw<Problem | null>(null);
  readonly #client: Client;

  /** @param ended hears when a sync or a removal has changed which documents there are */
  constructor(client: Client, live: Live, ended: () => void) {
    this.#client = client;
    live.listen({
      frame: (frame) => {
        if (frame.type !== 'site' || !this.all) return;
        const before = this.all.find(({ id }) => id === frame.siteId);
        if (frame.site) this.#learn(frame.site);
        else this.all = this.all.filter(({ id }) => id !== frame.siteId);
        if (!frame.site || (before?.state === 'reading' && frame.site.state !== 'reading')) ended();
      },
      link: (link) => {
        if (link === 'live' && this.all) void this.load();
      },
    });
  }

  /** What is known stays when they cannot be loaded again. */
  async load(): Promise<void> {
    this.problem = null;
    try {
      this.all = (await body(this.#client.GET('/sites'))).data;
    } catch (cause) {
      this.problem = asProblem(cause);
    }
  }

  async add(address: string, everyHours: number | null): Promise<void> {
    this.#learn(await body(this.#client.POST('/sites', { body: { address, everyHours } })));
  }

  async change(siteId: string, everyHours: number | null): Promise<void> {
    this.#learn(await body(this.#client.PUT('/sites/{siteId}', { params: { path: { siteId } }, body: { everyHours } })));
  }

  async sync(siteId: string): Promise<void> {
    this.#learn(await body(this.#client.POST('/sites/{siteId}/sync', { params: { path: { siteId } } })));
  }

  async remove(siteId: string): Promise<void> {
    await this.#client.DELETE('/sites/{siteId}', { params: { path: { siteId } } });
    await this.load();
  }

  forget(): void {
    this.all = null;
  }

  /** An answer may be older than a frame: a sync that began later, or came further, wins. */
  #learn(site: Site): void {
    const all = this.all ?? [];
    const before = all.find(({ id }) => id === site.id);
    if (!before) this.all = [...all, site];
    else if (!isOlder(site, before)) this.all = all.map((one) => (one.id === site.id ? site : one));
  }
}

const isOlder = (site: Site, before: Site): boolean =>
  (site.startedAt ?? '') < (before.startedAt ?? '') || (site.startedAt === before.startedAt && done(site) < done(before));

const done = ({ progress: { read, unchanged, skipped } }: Site): number => read + unchanged + skipped;
