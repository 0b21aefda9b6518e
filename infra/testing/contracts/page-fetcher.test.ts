/** What a caller of other people's pages promises: it is polite, it ends, and whatever is wrong with a page is an answer. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { SITE } from '../../../workflows/domain/site.ts';
import { pageFetcher } from '../../crawl/page-fetcher.ts';
import { egress } from '../../egress/egress.ts';
import type { FetchedPage, PageFetcher } from '../../ports/page-fetcher.ts';
import { aPage, aSite, type SiteOfTest, type SitePageOfTest } from '../a-site.ts';

const DELAY = 100;
/** Timers may fire a little early by another clock, ms. */
const EARLY = 5;

let site: SiteOfTest;
let fetcher: PageFetcher;
beforeEach(async () => {
  site = await aSite({ '/': aPage('Ferries', 'We carry people.') });
  fetcher = pageFetcher({ egress: egress({ trusted: [site.url] }) });
});
afterEach(() => site.close());

const get = (path: string): Promise<FetchedPage> => fetcher.fetch(`${site.url}${path}`, { delayMs: DELAY });
const skipped = (reason: string) => ({ type: 'skipped', reason });
const pauses = (): number[] => site.asked.slice(1).map(({ at }, i) => at - site.asked[i]!.at);

test('many at once call one at a time, each some time behind the one before, whichever page it is', async () => {
  for (const n of [1, 2, 3]) site.pages.set(`/${n}`, aPage(`Page ${n}`, 'Words.'));
  const all = await Promise.all([fetcher.robots(site.url, { delayMs: DELAY }), ...[1, 2, 3, 4].map((n) => get(`/${n}`))]);
  expect(all.map((one) => (typeof one === 'string' ? one : one!.type))).toEqual(['', 'page', 'page', 'page', 'skipped']);
  expect(site.asked.map(({ together }) => together)).toEqual([1, 1, 1, 1, 1]);
  expect(Math.min(...pauses())).toBeGreaterThanOrEqual(DELAY - EARLY);
  expect(new Set(site.asked.map(({ userAgent }) => userAgent)).size).toBe(1);
});

test.each([429, 503])('a host that answers %i and asks for a rest gets it, then one more call', async (status) => {
  site.pages.set('/busy', { status, headers: { 'retry-after': '1' } });
  expect(await get('/busy')).toEqual(skipped('unreachable'));
  expect(site.asked.map(({ path }) => path)).toEqual(['/busy', '/busy']);
  // The second answer asks for a rest too, and the next page waits for it.
  expect(await get('/')).toMatchObject({ type: 'page' });
  expect(Math.min(...pauses())).toBeGreaterThanOrEqual(1_000 - EARLY);
});

test('a host that asks for an hour is not called again, by nobody', async () => {
  site.pages.set('/busy', { status: 429, headers: { 'retry-after': '3600' } });
  expect(await Promise.all([get('/busy'), get('/'), fetcher.robots(site.url, { delayMs: DELAY })])).toEqual([
    skipped('unreachable'),
    skipped('unreachable'),
    null,
  ]);
  expect(site.asked).toHaveLength(1);
  const until = new Date(Date.now() + 3_600_000).toUTCString();
  const other = await aSite({ '/': { status: 503, headers: { 'retry-after': until } } });
  const theirs = pageFetcher({ egress: egress({ trusted: [other.url] }) });
  for (let i = 0; i < 2; i++) expect(await theirs.fetch(other.url, { delayMs: 0 })).toEqual(skipped('unreachable'));
  expect(other.asked).toHaveLength(1);
  await other.close();
});

test('who gives up while it waits for its turn calls nobody', async () => {
  const over = new AbortController();
  const waits = Promise.all([get('/'), fetcher.fetch(site.url, { delayMs: 60_000, signal: over.signal })]);
  over.abort(new Error('the sync was removed'));
  await expect(waits).rejects.toThrow('the sync was removed');
  expect(await get('/')).toMatchObject({ type: 'page' });
  expect(site.asked).toHaveLength(2);
});

const HTML = { 'content-type': 'text/html' };
test.each<[string, SitePageOfTest, FetchedPage['type'] | string]>([
  ['ten megabytes', { status: 200, headers: HTML, body: 'x'.repeat(10 * 2 ** 20) }, 'tooLarge'],
  ['a wall', { status: 403 }, 'refused'],
  ['nothing any more', { status: 410 }, 'gone'],
  ['an ill server', { status: 500 }, 'unreachable'],
  ['a redirect', { status: 301, headers: { location: 'https://b.example/' } }, 'redirect'],
  ['a redirect to nowhere', { status: 302 }, 'refused'],
  ['a picture', { status: 200, headers: { 'content-type': 'image/png' }, body: 'x' }, 'notAPage'],
  ['no type', { status: 200, headers: { 'content-type': '' }, body: 'x' }, 'notAPage'],
  ['a page', '<p>x', 'page'],
])('%s is told', async (_name, page, told) => {
  site.pages.set('/x', page);
  const answer = await get('/x');
  expect(answer.type === 'skipped' ? answer.reason : answer.type).toBe(told);
});

test('a page that comes drop by drop is given up', async () => {
  site.pages.set('/x', { status: 200, headers: HTML, drips: true });
  const hasty = pageFetcher({ egress: egress({ trusted: [site.url] }), totalMs: 500 });
  expect(await hasty.fetch(`${site.url}/x`, { delayMs: DELAY })).toEqual(skipped('unreachable'));
});

test('the encoding is what the server says, and a header may forbid that a page is shown', async () => {
  site.pages.set('/a', { status: 200, headers: { 'content-type': 'text/html; charset="ISO-8859-2"', 'x-robots-tag': 'noindex' }, body: '<p>x' });
  expect(await get('/a')).toMatchObject({ type: 'page', charset: 'ISO-8859-2', noindex: true });
  site.pages.set('/b', { status: 200, headers: HTML, body: '<p>x' });
  expect(await get('/b')).toMatchObject({ type: 'page', charset: null, noindex: false });
});

test('a packed map is unpacked within its bound; a map may be larger than a page', async () => {
  const gzip = { 'content-type': 'application/gzip' };
  const map = `<urlset>${`<url><loc>${site.url}/a-page-of-many</loc></url>`.repeat(60_000)}</urlset>`;
  expect(map.length).toBeGreaterThan(SITE.pageBytes);
  site.pages.set('/map.xml.gz', { status: 200, headers: gzip, body: gzipSync(map) });
  site.pages.set('/map.xml', map);
  for (const path of ['/map.xml.gz', '/map.xml']) {
    const answer = await get(path);
    expect(answer.type === 'map' && Buffer.from(answer.bytes).toString()).toBe(map);
  }
  site.pages.set('/bomb.xml.gz', { status: 200, headers: gzip, body: gzipSync(Buffer.alloc(50 * 2 ** 20)) });
  expect(await get('/bomb.xml.gz')).toEqual(skipped('tooLarge'));
  site.pages.set('/broken.xml.gz', { status: 200, headers: gzip, body: gzipSync(map).subarray(0, 500) });
  expect(await get('/broken.xml.gz')).toEqual(skipped('notAPage'));
});

test.each<[string, SitePageOfTest | null, string | null]>([
  ['none', null, ''],
  ['an ill server', { status: 503 }, null],
  ['a server that is asked too much', { status: 429, headers: { 'retry-after': '7200' } }, null],
  ['a wall', { status: 401 }, ''],
  ['half a megabyte and more', { status: 200, headers: { 'content-type': 'text/plain' }, body: '#'.repeat(600_000) }, null],
  ['rules', { status: 200, headers: { 'content-type': 'text/plain' }, body: 'User-agent: *' }, 'User-agent: *'],
])('robots.txt: %s', async (_name, page, told) => {
  if (page) site.pages.set('/robots.txt', page);
  expect(await fetcher.robots(site.url, { delayMs: 0 })).toBe(told);
});
