/** Sites as knowledge: from the address over the API to a citation that links to the page, and what later syncs find changed or gone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { DocumentPage, DocumentView } from '../../../api/protocol/knowledge.ts';
import type { RevisionList } from '../../../api/protocol/revision.ts';
import type { SiteList, SiteView } from '../../../api/protocol/sites.ts';
import { siteSyncId, type TenantScope } from '../../../workflows/domain/ids.ts';
import { egress } from '../../egress/egress.ts';
import { aPage, aSite, type SiteOfTest } from '../a-site.ts';
import { setTenantOpen } from '../../../api/tenancy.ts';
import { aVisitor, anAgent, type AgentAtDesk } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

const HOME = aPage('Fjord Ferries', 'We carry people and bicycles across the fjord.', [
  '/bikes',
  '/prices#adult',
  '/secret/plans',
  '/notes?utm_source=home',
]);
const BIKES = aPage('Bicycles', 'A bicycle travels for eleven crowns on every ferry of the northern line.', ['/', 'https://elsewhere.example/']);
const PRICES = aPage('Prices', 'A day ticket for grown people costs ninety crowns, and children travel free.', ['/', '/old']);
const NOTES = '<html><head><meta name="robots" content="noindex"></head><body><p>Notes of the crew.</p></body></html>';
const ROBOTS = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /secret/\n' };

let site: SiteOfTest;
let mapped: SiteOfTest;
let slow: SiteOfTest;
let late: SiteOfTest;
let world: World;
let scope: TenantScope;
let shop: Awaited<ReturnType<World['aTenant']>>;
let agent: AgentAtDesk;

beforeAll(async () => {
  site = await aSite({ '/robots.txt': ROBOTS, '/': HOME, '/bikes': BIKES, '/prices': PRICES, '/notes': NOTES, '/secret/plans': aPage('Plans', 'x') });
  mapped = await aSite({});
  slow = await aSite({});
  late = await aSite({});
  world = await aWorld({ outside: egress({ trusted: [site, mapped, slow, late].map(({ url }) => url) }) });
  shop = await world.aTenant();
  scope = { tenantId: shop.tenantId };
  agent = await anAgent(world.url, shop.login);
});
afterAll(async () => {
  await world.close();
  await site.close();
  await mapped.close();
  await slow.close();
  await late.close();
});

const asked = async <T>(path: string, method = 'GET', body?: object) => {
  const headers = { authorization: `Bearer ${agent.session.accessToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${world.url}/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { status: response.status, body: (response.status === 204 ? null : await response.json()) as T };
};
const documents = async () => (await asked<z.infer<typeof DocumentPage>>('/documents')).body.data;
const document = async (path: string) => (await documents()).find(({ url }) => url === `${site.url}${path}`) as DocumentView;
const view = async (id: string) => (await asked<SiteView>(`/sites/${id}`)).body;
const synced = async (id: string, before: string | null) => {
  await until(async () => {
    const { state, startedAt } = await view(id);
    return startedAt !== before && (state === 'synced' || state === 'failed');
  });
  await until(async () => (await documents()).every(({ state }) => state === 'searchable'));
  return view(id);
};
const revisions = async () => (await asked<z.infer<typeof RevisionList>>('/revisions')).body.data;
const again = async (id: string) => {
  const { startedAt } = await view(id);
  expect((await asked(`/sites/${id}/sync`, 'POST')).status).toBe(202);
  return synced(id, startedAt);
};

test('a site is read politely, answers cite its pages, and later syncs do only what changed', async () => {
  const added = await asked<SiteView>('/sites', 'POST', { address: `${site.url}/` });
  expect(added).toMatchObject({ status: 201, body: { everyHours: 24 } });
  const { id } = added.body;
  const first = await synced(id, null);
  expect(first).toMatchObject({ state: 'synced', failure: null, limit: null, progress: { found: 6, read: 3, unchanged: 0, skipped: 3, removed: 0 } });
  expect(first.progress.skips.map(({ url, reason }) => [new URL(url).pathname, reason]).sort()).toEqual([
    ['/notes', 'noindex'],
    ['/old', 'gone'],
    ['/secret/plans', 'robots'],
  ]);
  expect((await documents()).map(({ title, url }) => [title, new URL(url!).pathname]).sort()).toEqual([
    ['Bicycles', '/bikes'],
    ['Fjord Ferries', '/'],
    ['Prices', '/prices'],
  ]);
  expect((await revisions()).map(({ number, changes }) => [number, changes.length])).toEqual([[1, 3]]);
  expect(site.asked.map(({ path }) => path)).not.toContain('/secret/plans');
  expect(site.asked.every(({ userAgent, together }) => userAgent.includes('ParleyBot') && together === 1)).toBe(true);
  for (const [i, { at }] of site.asked.slice(1).entries()) expect(at - site.asked[i]!.at).toBeGreaterThanOrEqual(950);

  const visitor = await aVisitor(world.url, shop.slug);
  const { seq } = await visitor.says('What does a bicycle cost on the northern line?');
  await until(() => visitor.line.transcript().some((entry) => entry.seq > seq));
  const answer = visitor.line.transcript().find((entry) => entry.seq > seq)!;
  visitor.line.close();
  expect(answer.text).toContain('eleven crowns');
  expect(answer.citations[0]).toMatchObject({ title: 'Bicycles', url: `${site.url}/bikes` });

  const [bikes, prices] = [await document('/bikes'), await document('/prices')];
  site.pages.set('/prices', PRICES.replace('ninety', 'ninety-five'));
  // Other bytes, the same words: nothing new to find.
  site.pages.set('/bikes', BIKES.replace('<footer>Footer</footer>', '<footer>Served at noon</footer><script>track(1)</script>'));
  expect((await again(id)).progress).toMatchObject({ read: 1, unchanged: 2, removed: 0 });
  expect((await document('/bikes')).updatedAt).toBe(bikes.updatedAt);
  expect((await document('/prices')).updatedAt).not.toBe(prices.updatedAt);
  expect((await revisions()).map(({ number, changes }) => [number, changes.length])).toEqual([
    [2, 1],
    [1, 3],
  ]);

  // A page that is gone is missed once, and removed when it is missed again.
  site.pages.delete('/bikes');
  expect((await again(id)).progress.removed).toBe(0);
  expect((await document('/bikes')).published).toBe('current');
  expect((await again(id)).progress.removed).toBe(1);
  expect((await documents()).map(({ title }) => title).sort()).toEqual(['Fjord Ferries', 'Prices']);

  // A site that is ill loses nothing.
  site.pages.set('/', { status: 503 });
  expect(await again(id)).toMatchObject({ state: 'failed', failure: 'unreachable', progress: { removed: 0 } });
  expect(await documents()).toHaveLength(2);

  expect((await asked<ProblemView>('/sites', 'POST', { address: `${site.url}/prices` })).body.code).toBe('site.taken');
  expect((await asked<SiteView>(`/sites/${id}`, 'PUT', { everyHours: 6 })).body.everyHours).toBe(6);
  const schedule = world.parts.engine.client.schedule.getHandle(siteSyncId(scope.tenantId, id));
  expect((await schedule.describe()).spec.intervals).toMatchObject([{ every: 6 * 3_600_000 }]);

  expect((await asked(`/sites/${id}`, 'DELETE')).status).toBe(204);
  await until(async () => (await asked<z.infer<typeof SiteList>>('/sites')).body.data.length === 0);
  expect(await documents()).toEqual([]);
  expect(await world.parts.sites.pages(scope, id)).toEqual([]);
  await expect(schedule.describe()).rejects.toMatchObject({ name: 'ScheduleNotFoundError' });
});

test('an address that leads into a private network is refused when it is saved', async () => {
  for (const address of ['http://127.0.0.1:1/', 'https://localhost/', 'https://10.0.0.1/', 'ftp://example.com/', 'https://example.com:22/']) {
    expect(await asked<ProblemView>('/sites', 'POST', { address })).toMatchObject({ status: 400, body: { fields: [{ path: 'address' }] } });
  }
});

test('of a sitemap the pages are read that it names, and a redirect leads on within the host alone', async () => {
  const { url, pages } = mapped;
  pages.set('/map', { status: 302, headers: { location: '/sitemap.xml' } });
  pages.set('/sitemap.xml', `<urlset>${['/oars', '/away'].map((path) => `<url><loc>${url}${path}</loc></url>`).join('')}</urlset>`);
  pages.set('/oars', aPage('Oars', 'Oars are made of ash and oiled in spring.', ['/hidden']));
  pages.set('/away', { status: 302, headers: { location: `${site.url}/prices` } });
  pages.set('/hidden', aPage('Hidden', 'In no map.'));
  const { id } = (await asked<SiteView>('/sites', 'POST', { address: `${url}/map`, everyHours: null })).body;
  const { state, progress } = await synced(id, null);
  expect({ state, progress }).toMatchObject({
    state: 'synced',
    progress: { read: 1, skipped: 1, skips: [{ url: `${url}/away`, reason: 'redirect' }] },
  });
  expect((await documents()).map(({ title }) => title)).toEqual(['Oars']);
  expect(mapped.asked.map(({ path }) => path)).not.toContain('/hidden');
});

test('the sync of a suspended tenant stops, and goes on when its doors open and when its workers are stopped', async () => {
  const { url, pages } = slow;
  const names = Array.from({ length: 6 }, (_, i) => `/knot-${i}`);
  pages.set('/', aPage('Knots', 'Knots for every rope.', names));
  for (const [i, path] of names.entries()) pages.set(path, aPage(`Knot ${i}`, `Knot number ${i} holds ${i * 7 + 3} kilograms on a wet rope.`));
  const { id } = (await asked<SiteView>('/sites', 'POST', { address: `${url}/`, everyHours: null })).body;
  await until(() => slow.asked.length >= 3);
  const doors = { ...world.parts, now: () => new Date() };
  await setTenantOpen(doors, scope.tenantId, false, { type: 'system', id: null });
  const state = async () => (await world.parts.sites.get(scope, id))!.state;
  await until(async () => (await state()) === 'waiting');
  const called = slow.asked.length;
  expect(called).toBeLessThan(8);
  await world.stopWorkers();
  await world.startWorkers();
  expect(slow.asked).toHaveLength(called);

  await setTenantOpen(doors, scope.tenantId, true, { type: 'system', id: null });
  await until(() => slow.asked.length > called + 1);
  await world.stopWorkers();
  await world.startWorkers();
  agent = await anAgent(world.url, shop.login);
  await until(async () => (await state()) === 'synced');
  expect(await view(id)).toMatchObject({ progress: { found: 7, read: 7, unchanged: 0 } });
  await until(async () => (await documents()).every((one) => one.state === 'searchable'));
  expect((await documents()).filter(({ title }) => title.startsWith('Knot '))).toHaveLength(6);
  const times = Map.groupBy(slow.asked, ({ path }) => path);
  // The page that the workers were stopped at may have been asked for twice, and robots.txt is read by each begin.
  expect([...times].filter(([path, all]) => path !== '/robots.txt' && all.length > 1).length).toBeLessThanOrEqual(1);
});

test('what has not ended or not begun when the doors open goes on behind it, once', async () => {
  const { url, pages } = late;
  const doors = { ...world.parts, now: () => new Date() };
  const opens = () => setTenantOpen(doors, scope.tenantId, true, { type: 'system', id: null });
  pages.set('/', aPage('Sails', 'Sails for every wind.', ['/jib', '/storm', '/spare']));
  for (const path of ['/jib', '/storm', '/spare'])
    pages.set(path, aPage(`The ${path.slice(1)}`, `This is all that there is about ${path.slice(1)}.`));
  const { id } = (await asked<SiteView>('/sites', 'POST', { address: `${url}/`, everyHours: null })).body;
  await until(() => late.asked.some(({ path }) => path === '/'));
  await world.stopWorkers();
  // As a suspension leaves it whose run had no worker left to end with.
  await world.parts.sites.change(scope, id, { state: 'waiting', run: null });
  await opens();
  await world.startWorkers();
  const ended = async (runs: number) => {
    const schedule = world.parts.engine.client.schedule.getHandle(siteSyncId(scope.tenantId, id));
    await until(async () => {
      const { info } = await schedule.describe();
      return info.numActionsTaken === runs && info.runningActions.length === 0;
    });
    return (await world.parts.sites.get(scope, id))!;
  };
  expect(await ended(2)).toMatchObject({ state: 'synced', sync: 1, progress: { found: 4, read: 4, unchanged: 0 } });

  // Asked for while no worker runs, twice cut short and opened again: one sync is what comes of it.
  await world.stopWorkers();
  expect((await asked(`/sites/${id}/sync`, 'POST')).status).toBe(202);
  await world.parts.sites.change(scope, id, { state: 'waiting', run: null });
  await opens();
  await opens();
  const called = late.asked.length;
  await world.startWorkers();
  expect(await ended(4)).toMatchObject({ state: 'synced', sync: 1, progress: { read: 4, unchanged: 0 } });
  expect(late.asked.slice(called).map(({ path }) => path)).toEqual(['/robots.txt']);
}, 900_000);
