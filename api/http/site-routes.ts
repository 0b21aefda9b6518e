/** Sites whose pages are knowledge: added, synced by hand or by the clock, removed with everything that was read of them. */
import { invalidRequest, notFound, siteFull } from '../../workflows/domain/errors.ts';
import { NO_PROGRESS, SITE } from '../../workflows/domain/site.ts';
import { presentSite } from '../present/site.ts';
import { AddSite, ChangeSite, SiteList, SiteParams, SiteView } from '../protocol/sites.ts';
import { route, staff } from './route.ts';

const list = route({
  name: 'listSites',
  method: 'get',
  path: '/sites',
  summary: 'Sites whose pages are knowledge, with the result of the last sync',
  policy: staff('document.read'),
  reply: SiteList,
  async handle({ staff: { scope } }, { sites }) {
    return { data: (await sites.list(scope)).map(presentSite) };
  },
});

const read = route({
  name: 'readSite',
  method: 'get',
  path: '/sites/{siteId}',
  summary: 'One of them, and how far its sync is',
  policy: staff('document.read'),
  binds: { siteId: 'tenant' },
  params: SiteParams,
  reply: SiteView,
  async handle({ staff: { scope }, params: { siteId } }, { sites }) {
    const site = await sites.get(scope, siteId);
    if (!site) throw notFound();
    return presentSite(site);
  },
});

const add = route({
  name: 'addSite',
  method: 'post',
  path: '/sites',
  summary: 'Adds a site by its start page or sitemap and begins its first sync; one a host',
  policy: staff('document.write'),
  body: AddSite,
  status: 201,
  reply: SiteView,
  audit: { action: 'site.added', detail: ({ body: { everyHours } }) => ({ everyHours }) },
  async handle({ staff: { scope, userId }, body: { address, everyHours }, newId }, { sites, engine, outside, now }) {
    const message = outside.faultOf(address);
    if (message) throw invalidRequest({ fields: [{ path: 'address', message }] });
    if ((await sites.list(scope)).length >= SITE.most) throw siteFull();
    const begun = { state: 'waiting', failure: null, limit: null, sync: 0, run: null, startedAt: null, endedAt: null } as const;
    const about = { address: new URL(address).href, everyHours, robots: { rules: [], delayMs: SITE.delayMs }, progress: NO_PROGRESS };
    const site = await sites.create(scope, { _id: newId('sit'), ...about, ...begun, createdAt: now(), createdBy: userId });
    const ref = { ...scope, siteId: site._id };
    await engine.keepSite(ref, site.everyHours);
    await engine.syncSite(ref);
    return presentSite(site);
  },
});

const change = route({
  name: 'changeSite',
  method: 'put',
  path: '/sites/{siteId}',
  summary: 'Changes how often it is synced',
  policy: staff('document.write'),
  binds: { siteId: 'tenant' },
  params: SiteParams,
  body: ChangeSite,
  reply: SiteView,
  audit: { action: 'site.changed', detail: ({ body: { everyHours } }) => ({ everyHours }) },
  async handle({ staff: { scope }, params: { siteId }, body: { everyHours } }, { sites, engine }) {
    const site = await sites.change(scope, siteId, { everyHours });
    if (!site) throw notFound();
    await engine.keepSite({ ...scope, siteId }, everyHours);
    return presentSite(site);
  },
});

const sync = route({
  name: 'syncSite',
  method: 'post',
  path: '/sites/{siteId}/sync',
  summary: 'Begins a sync now; one that runs goes on',
  policy: staff('document.write'),
  binds: { siteId: 'tenant' },
  params: SiteParams,
  status: 202,
  reply: SiteView,
  audit: { action: 'site.synced' },
  async handle({ staff: { scope }, params: { siteId } }, { sites, engine }) {
    const site = await sites.get(scope, siteId);
    if (!site || site.state === 'removing') throw notFound();
    const ref = { ...scope, siteId };
    // A site whose adding was interrupted has no schedule yet.
    await engine.keepSite(ref, site.everyHours);
    await engine.syncSite(ref);
    return presentSite(site);
  },
});

const remove = route({
  name: 'removeSite',
  method: 'delete',
  path: '/sites/{siteId}',
  summary: 'Removes it; its pages leave the knowledge behind that',
  policy: staff('document.write'),
  binds: { siteId: 'tenant' },
  params: SiteParams,
  audit: { action: 'site.removed' },
  async handle({ staff: { scope }, params: { siteId } }, { sites, engine, bus }) {
    await sites.change(scope, siteId, { state: 'removing', run: null });
    const ref = { ...scope, siteId };
    await engine.forgetSite(ref);
    await engine.startSiteRemoval(ref);
    bus.publish({ type: 'site.changed', ...ref });
  },
});

export const siteRoutes = [list, read, add, change, sync, remove];
