/** The steps of a site's sync: its begin, a batch of its pages, its end. What was found stands in the store, so each may run again. */
import { cancellationSignal } from '@temporalio/activity';
import type { SiteSync, SiteSyncBegin } from '../../workflows/contracts/site-sync.ts';
import type { SiteId, TenantScope } from '../../workflows/domain/ids.ts';
import { syncBatch } from '../../workflows/domain/revisions.ts';
import { isMissed, NO_PROGRESS, SITE, type Site, type SiteFault, type SitePage } from '../../workflows/domain/site.ts';
import type { Deps } from '../deps.ts';
import { type TenantsByStatus, isOpen } from '../tenancy/is-open.ts';
import { whileBeating } from '../while-beating.ts';
import { pageId } from './links.ts';
import { readPage, type PageRead } from './read-page.ts';
import { robotsOf } from './robots.ts';

type Needs = TenantsByStatus & Pick<Deps, 'sites' | 'fetcher' | 'reader' | 'documents' | 'storeUpload' | 'deleteDocuments' | 'bus' | 'now' | 'log'>;

/** Pages of one activity. */
const BATCH = 10;
/** After it a batch ends where it is, ms. */
const BATCH_MS = 60_000;

/** @returns false when nothing is left to do: the site is gone or was synced since this was asked for, its tenant closed, or robots.txt cannot be had */
export const beginSiteSync =
  (deps: Needs) =>
  async ({ tenantId, siteId, run, askedAt }: SiteSyncBegin): Promise<boolean> => {
    const { sites, fetcher, now } = deps;
    const scope = { tenantId };
    const found = await sites.get(scope, siteId);
    if (!found) await forget(deps, scope, siteId);
    if (!found || isDone(found, run, askedAt) || !(await isOpen(deps, scope))) return false;
    // A repeat of this, or a sync that a suspension has cut short: what was read is not read again.
    const { sync, failure, limit, progress } =
      found.run === run || isCutShort(found) ? found : { sync: found.sync + 1, failure: null, limit: null, progress: NO_PROGRESS };
    const begun = { run, sync, state: 'reading', failure, limit, progress, startedAt: now(), endedAt: null } as const;
    if (!(await sites.change(scope, siteId, begun))) return false;
    tell(deps, found);
    const robots = await whileBeating(() => fetcher.robots(new URL(found.address).origin, { delayMs: SITE.delayMs, signal: cancellationSignal() }));
    if (robots === null) {
      await end(deps, found, run, 'robotsUnreachable');
      return false;
    }
    const site = await sites.change(scope, siteId, { robots: robotsOf(robots), progress: { ...progress, found: Math.max(1, progress.found) } }, run);
    if (!site) return false;
    const url = new URL(site.address);
    url.hash = '';
    const first = await pageOf(deps, site, { url: url.href, depth: 0, follow: true, order: 0 });
    await sites.putPages(scope, [first]);
    if (await isThere(deps, site)) return true;
    await sites.removePages(scope, [first._id]);
    return false;
  };

/** @returns how many pages wait; null when the site is gone, its tenant closed, or another sync reads it */
export const readSitePages =
  (deps: Needs) =>
  async ({ tenantId, siteId, run }: SiteSync): Promise<{ left: number } | null> => {
    const scope = { tenantId };
    let site = await ours(deps, { tenantId, siteId, run });
    const pages = new Map((await deps.sites.pages(scope, siteId)).map((page) => [page._id, page]));
    const until = performance.now() + BATCH_MS;
    return whileBeating(async () => {
      for (let n = 0; site && n < BATCH && performance.now() < until; n++) {
        if (!(await isOpen(deps, scope))) {
          await deps.sites.change(scope, siteId, CUT_SHORT, run);
          // Opened again in between, it may not have been seen as cut short: then nobody else would go on.
          if (!(await isOpen(deps, scope)) || !(await deps.sites.change(scope, siteId, { state: 'reading', run }, null))) return null;
        }
        const next = nextOf(site, pages);
        if (!next) return { left: 0 };
        const limit = limitOf(site, deps.now());
        if (limit) {
          await deps.sites.change(scope, siteId, { limit }, run);
          return { left: 0 };
        }
        site = await keep(deps, site, pages, await readPage(deps, site, next, cancellationSignal()));
      }
      return site ? { left: waiting(site, pages).length } : null;
    });
  };

/** Takes away what two syncs in a row have missed. */
export const endSiteSync =
  (deps: Needs) =>
  async ({ tenantId, siteId, run }: SiteSync): Promise<void> => {
    const scope = { tenantId };
    const site = await ours(deps, { tenantId, siteId, run });
    if (!site) return;
    const pages = await deps.sites.pages(scope, siteId);
    // The first page, or where it leads.
    const first = pages.find(({ depth, sync, state }) => depth === 0 && sync === site.sync && state === 'skipped');
    if (first) return end(deps, site, run, first.reason);
    // Behind a page that could not be had there may be others.
    const failed = pages.some(({ sync, reason }) => sync === site.sync && (reason === 'unreachable' || reason === 'unreadable'));
    const whole = !failed && (site.limit === null || site.limit === 'depth');
    const missed = pages
      .filter((page) => isMissed(page, { sync: site.sync, whole }))
      .map((page) => (page.missedIn === site.sync ? page : { ...page, misses: page.misses + 1, missedIn: site.sync }));
    const over = missed.filter(({ documentId, misses }) => documentId === null || misses >= SITE.misses);
    await deps.sites.putPages(scope, missed);
    const removed = over.flatMap(({ documentId }) => documentId ?? []);
    await whileBeating(() => deps.deleteDocuments(scope, removed, syncBatch(siteId, site.sync)));
    const forgotten = over.filter(({ sync }) => sync < site.sync).map(({ _id }) => _id);
    await deps.sites.removePages(scope, forgotten);
    await deps.sites.putPages(
      scope,
      over.filter(({ _id }) => !forgotten.includes(_id)).map((page) => ({ ...page, documentId: null, bytesHash: null })),
    );
    await deps.sites.change(scope, siteId, { progress: { ...site.progress, removed: site.progress.removed + removed.length } }, run);
    await end(deps, site, run, null);
  };

/** A sync that our own weather has ended; what was read stays. */
export const failSiteSync =
  (deps: Needs) =>
  async (sync: SiteSync): Promise<void> => {
    const site = await ours(deps, sync);
    if (site) await end(deps, site, sync.run, 'internal');
  };

/** A sync that goes on when its tenant's doors open again. */
const CUT_SHORT = { state: 'waiting', run: null } as const;
const isCutShort = ({ state, sync }: Site): boolean => state === 'waiting' && sync > 0;

/** A run that has waited behind another has nothing to do when that one has done it. A sync takes longer than the second that is cut off. */
const isDone = ({ state, startedAt, run: last }: Site, run: string, askedAt?: number): boolean =>
  askedAt !== undefined && last !== run && state === 'synced' && startedAt !== null && startedAt.getTime() >= askedAt;

/** Whether what is stored of a site stays; its removal may have looked before that was stored. */
async function isThere({ sites }: Needs, site: Site): Promise<boolean> {
  const present = await sites.get(site, site._id);
  return present !== null && present.state !== 'removing';
}

/** What a begin has stored that was cut off beside the site's removal. */
async function forget({ sites }: Needs, scope: TenantScope, siteId: SiteId): Promise<void> {
  const left = await sites.pages(scope, siteId);
  if (left.length > 0)
    await sites.removePages(
      scope,
      left.map(({ _id }) => _id),
    );
}

async function ours({ sites }: Needs, { tenantId, siteId, run }: SiteSync): Promise<Site | null> {
  const site = await sites.get({ tenantId }, siteId);
  return site?.run === run && site.state === 'reading' ? site : null;
}

async function end(deps: Needs, site: Site, run: string, failure: SiteFault | null): Promise<void> {
  await deps.sites.change(site, site._id, { state: failure ? 'failed' : 'synced', failure, endedAt: deps.now() }, run);
  tell(deps, site);
}

const tell = ({ bus }: Needs, { tenantId, _id: siteId }: Site): void => bus.publish({ tenantId, type: 'site.changed', siteId });

const waiting = ({ sync }: Site, pages: ReadonlyMap<string, SitePage>): SitePage[] =>
  [...pages.values()].filter((page) => page.sync === sync && page.state === 'waiting');

/** Nearest to the first page, in the order in which they were found. */
const nextOf = (site: Site, pages: ReadonlyMap<string, SitePage>): SitePage | undefined =>
  waiting(site, pages).sort((a, b) => a.depth - b.depth || a.order - b.order)[0];

function limitOf({ progress, startedAt }: Site, now: Date): Site['limit'] {
  if (progress.bytes >= SITE.bytes) return 'bytes';
  return startedAt && now.getTime() - startedAt.getTime() >= SITE.totalMs ? 'time' : null;
}

type Found = Pick<SitePage, 'url' | 'depth' | 'follow' | 'order'>;

/** As found by this sync, with what is remembered of it. */
function foundPage(site: Site, before: SitePage | undefined, { url, depth, follow, order }: Found): SitePage {
  const { documentId = null, bytesHash = null, misses = 0, missedIn = 0 } = before ?? {};
  const _id = pageId(site._id, url);
  const state = { sync: site.sync, state: 'waiting', reason: null } as const;
  return { _id, tenantId: site.tenantId, siteId: site._id, url, depth, follow, order, ...state, documentId, bytesHash, misses, missedIn };
}

async function pageOf({ sites }: Needs, site: Site, first: Found): Promise<SitePage> {
  const before = (await sites.pages(site, site._id)).find(({ _id }) => _id === pageId(site._id, first.url));
  // A repeat of the begin finds it read already.
  return before?.sync === site.sync ? before : foundPage(site, before, first);
}

/** Stores what a page gave. @returns null when the site is gone: then nothing of it stays */
async function keep(deps: Needs, site: Site, pages: Map<string, SitePage>, { page, links, follow, bytes }: PageRead): Promise<Site | null> {
  const seen = page.state === 'read' || page.state === 'unchanged' ? { ...page, misses: 0 } : page;
  const progress = { ...site.progress, bytes: site.progress.bytes + bytes };
  const deeper = page.state === 'map' && follow ? page.depth : page.depth + 1;
  const added: SitePage[] = [];
  let limit = site.limit;
  for (const url of links) {
    const before = pages.get(pageId(site._id, url));
    if (before?.sync === site.sync) continue;
    const met = deeper > SITE.depth ? 'depth' : progress.found >= SITE.pages ? 'pages' : null;
    limit ??= met;
    if (met) break;
    const next = foundPage(site, before, { url, depth: deeper, follow, order: progress.found++ });
    pages.set(next._id, next);
    added.push(next);
  }
  if (page.state === 'read' || page.state === 'unchanged') progress[page.state]++;
  if (page.state === 'skipped') progress.skipped++;
  if (page.state === 'skipped' && page.reason && progress.skips.length < SITE.toldSkips)
    progress.skips = [...progress.skips, { url: page.url, reason: page.reason }];
  pages.set(seen._id, seen);
  await deps.sites.putPages(site, [...added, seen]);
  const next = await deps.sites.change(site, site._id, { progress, limit }, site.run);
  if (!next && !(await isThere(deps, site))) {
    await deps.deleteDocuments(site, seen.documentId ? [seen.documentId] : []);
    await deps.sites.removePages(site, [seen._id, ...added.map(({ _id }) => _id)]);
  }
  tell(deps, site);
  return next;
}
