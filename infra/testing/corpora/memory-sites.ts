/** Sites in memory, with the promises of the real store, and pages of a web that is made of a function. */
import type { Deps, DocumentUpload } from '../../../activities/deps.ts';
import type { DocumentId, SiteId, TenantScope } from '../../../workflows/domain/ids.ts';
import { NO_PROGRESS, SITE, type Site, type SitePage } from '../../../workflows/domain/site.ts';
import type { FetchedPage } from '../../ports/page-fetcher.ts';
import type { SiteStore } from '../../ports/site-store.ts';
import { mintId } from '../../ids/mint.ts';
import { readBytes } from '../../reading/read.ts';
import type { MemoryKnowledge } from './memory-knowledge.ts';

export type Web = (url: string) => FetchedPage | Promise<FetchedPage>;
export type MemorySites = MemoryKnowledge &
  Pick<Deps, 'sites' | 'fetcher' | 'storeUpload' | 'deleteDocuments' | 'now'> & {
    /** Addresses in the order in which they were asked for. */
    asked: string[];
    /** Names of the documents that were stored, in order. */
    uploads: string[];
    aSite(scope: TenantScope, address: string): Promise<Site>;
  };

/** An upload is searchable at once: how that comes about is the ingestion's story. */
export function memorySites(knowledge: MemoryKnowledge, web: Web, { robots = '', now = () => new Date() } = {}): MemorySites {
  const sites = new Map<SiteId, Site>();
  const pages = new Map<string, SitePage>();
  const asked: string[] = [];
  const uploads: string[] = [];
  const ofTenant = <T extends TenantScope>({ tenantId }: TenantScope, one: T | undefined): T | null => (one?.tenantId === tenantId ? one : null);
  const store: SiteStore = {
    list: async ({ tenantId }) => [...sites.values()].filter((site) => site.tenantId === tenantId),
    get: async (scope, id) => ofTenant(scope, sites.get(id)),
    async create({ tenantId }, site) {
      sites.set(site._id, { ...site, tenantId });
      return sites.get(site._id)!;
    },
    async change(scope, id, to, run) {
      const site = ofTenant(scope, sites.get(id));
      if (!site || site.state === 'removing' || (run !== undefined && site.run !== run)) return null;
      sites.set(id, { ...site, ...to });
      return sites.get(id)!;
    },
    remove: async (_scope, id) => void sites.delete(id),
    pages: async (_scope, id) => [...pages.values()].filter(({ siteId }) => siteId === id),
    putPages: async (_scope, all) => all.forEach((page) => pages.set(page._id, page)),
    removePages: async (_scope, ids) => ids.forEach((id) => pages.delete(id)),
  };
  return {
    ...knowledge,
    asked,
    uploads,
    now,
    // In this process: what ends a reading that takes too much is the reader's own promise.
    reader: { read: (mediaType, bytes, options) => readBytes(mediaType, bytes, () => {}, options?.served) },
    sites: store,
    fetcher: {
      async fetch(url) {
        asked.push(url);
        return web(url);
      },
      robots: async () => robots,
    },
    async storeUpload(scope: TenantScope, { fileName, batch, bytes }: DocumentUpload) {
      uploads.push(fileName);
      const { versionId, _id } = await knowledge.upload(scope, fileName, bytes, { mediaType: 'text/markdown' });
      await knowledge.revisions.publish(scope, { add: versionId, batch: batch ?? null });
      await knowledge.documents.setState(scope, versionId, 'searchable');
      return (await knowledge.documents.get(scope, _id))!;
    },
    async deleteDocuments(scope: TenantScope, ids: readonly DocumentId[], batch) {
      const found = await Promise.all(ids.map((id) => knowledge.documents.get(scope, id)));
      const remove = found.flatMap((document) => document?.versionId ?? []);
      if (remove.length > 0) await knowledge.revisions.publish(scope, { remove, batch: batch ?? null });
      for (const id of ids) await knowledge.documents.remove(scope, id);
    },
    aSite: (scope, address) =>
      store.create(scope, {
        _id: mintId('sit'),
        address,
        everyHours: null,
        robots: { rules: [], delayMs: SITE.delayMs },
        progress: NO_PROGRESS,
        state: 'waiting',
        failure: null,
        limit: null,
        sync: 0,
        run: null,
        startedAt: null,
        endedAt: null,
        createdAt: new Date(0),
        createdBy: 'usr_a',
      }),
  };
}

/** An answer with these bytes. */
export const shown = (content: string | Uint8Array, more: Partial<FetchedPage & { type: 'page' }> = {}): FetchedPage => ({
  type: 'page',
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  noindex: false,
  charset: null,
  ...more,
});
