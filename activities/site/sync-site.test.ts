/** A sync against sites that end, that never end, and that mean ill; cut short in every way it may be. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hashedEmbedder } from '../../infra/testing/contracts/hashed-embedder.ts';
import { memoryKnowledge } from '../../infra/testing/corpora/memory-knowledge.ts';
import { type MemorySites, memorySites, shown, type Web } from '../../infra/testing/corpora/memory-sites.ts';
import { runActivity } from '../../infra/testing/corpora/run-activity.ts';
import { aPage } from '../../infra/testing/a-site.ts';
import type { FetchedPage } from '../../infra/ports/page-fetcher.ts';
import type { VectorIndex } from '../../infra/ports/vector-index.ts';
import { openSqliteIndex } from '../../infra/vectors/sqlite/index.ts';
import type { SiteSync } from '../../workflows/contracts/site-sync.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import { SITE, TO_GO_ON, type Site } from '../../workflows/domain/site.ts';
import { beginSiteSync, endSiteSync, readSitePages } from './sync-site.ts';

const A: TenantScope = { tenantId: 'tnt_a' };
const HOME = 'https://a.example/';
const embedder = hashedEmbedder();
let vectors: VectorIndex;
beforeEach(() => {
  vectors = openSqliteIndex({ file: ':memory:' });
});
afterEach(() => vectors.close());

/** Pages by their path; a text is the middle of a page with these links. */
const webOf =
  (pages: Record<string, FetchedPage | [text: string, ...links: string[]]>): Web =>
  (url) => {
    const { pathname, search } = new URL(url);
    const page = pages[pathname + search];
    if (!page) return { type: 'skipped', reason: 'gone' };
    return Array.isArray(page) ? shown(aPage(pathname, page[0], page.slice(1))) : page;
  };
const deps = (web: Web, options?: Parameters<typeof memorySites>[2]): MemorySites => memorySites(memoryKnowledge(vectors, embedder), web, options);

const refOf = ({ _id: siteId }: Site, run: string): SiteSync => ({ ...A, siteId, run });
async function sync(of: MemorySites, site: Site, run = 'run-1'): Promise<Site> {
  const ref = refOf(site, run);
  if (await runActivity(beginSiteSync(of), ref)) {
    for (let left = 1; left > 0;) {
      const read = await runActivity(readSitePages(of), ref);
      if (!read) return (await of.sites.get(A, site._id))!;
      left = read.left;
    }
    await runActivity(endSiteSync(of), ref);
  }
  return (await of.sites.get(A, site._id))!;
}
const paths = (urls: readonly string[]): string[] => urls.map((url) => new URL(url).pathname);

const CHAIN = webOf(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [i === 0 ? '/' : `/${i}`, [`Page ${i}.`, `/${i + 1}`, `/${i + 2}`]])));
const SMALL = webOf({ '/': ['Welcome.', '/a', '/b', '/c'], '/a': ['All of a.'], '/b': ['All of b.'], '/c': ['All of c.'] });

test('a sync is one revision, and one step back is the state before it', async () => {
  const of = deps(SMALL);
  await of.storeUpload(A, { fileName: 'own.md', mediaType: 'text/markdown', bytes: Buffer.from('# Own\n\nOurs.') });
  const site = await of.aSite(A, HOME);
  expect(await sync(of, site)).toMatchObject({ state: 'synced', progress: { read: 4 } });
  const { kept } = await of.revisions.recent(A);
  expect(kept.map(({ versions }) => versions.length)).toEqual([5, 1]);
  expect(await sync(of, site, 'run-2')).toMatchObject({ progress: { read: 0, unchanged: 4 } });
  expect((await of.revisions.recent(A)).kept).toHaveLength(2);
});

test('killed in the middle it goes on where it was, and no page is asked for or read twice', async () => {
  let dies = true;
  const of = deps((url) => {
    if (!url.endsWith('/b') || !dies) return SMALL(url);
    dies = false;
    throw new Error('the process was killed');
  });
  const site = await of.aSite(A, HOME);
  const ref = refOf(site, 'run-1');
  await runActivity(beginSiteSync(of), ref);
  await expect(runActivity(readSitePages(of), ref)).rejects.toThrow('killed');
  expect(paths(of.uploads)).toEqual(['/', '/a']);
  expect(await sync(of, site)).toMatchObject({ state: 'synced', sync: 1, progress: { found: 4, read: 4 } });
  expect(paths(of.asked)).toEqual(['/', '/a', '/b', '/b', '/c']);
  expect(paths(of.uploads)).toEqual(['/', '/a', '/b', '/c']);
});

test('of a site that is removed in the middle nothing stays', async () => {
  const of = deps(async (url) => {
    if (url.endsWith('/b')) await of.sites.change(A, site._id, { state: 'removing', run: null });
    return SMALL(url);
  });
  const site = await of.aSite(A, HOME);
  const ref = refOf(site, 'run-1');
  await runActivity(beginSiteSync(of), ref);
  expect(await runActivity(readSitePages(of), ref)).toBeNull();
  expect(paths((await of.documents.list(A, { limit: 10 })).data.map(({ fileName }) => fileName))).toEqual(['/', '/a']);
  expect((await of.sites.pages(A, site._id)).map(({ url }) => new URL(url).pathname)).not.toContain('/b');
  expect(await runActivity(readSitePages(of), ref)).toBeNull();
});

test('of a site that is removed while its sync begins nothing stays, even when the begin is cut off behind that', async () => {
  const of = deps(SMALL);
  const late = (then: () => void): MemorySites => ({
    ...of,
    sites: {
      ...of.sites,
      // The removal has looked for pages and taken the site away before the first page arrives.
      async putPages(scope, pages) {
        await of.sites.remove(scope, pages[0]!.siteId);
        await of.sites.putPages(scope, pages);
        then();
      },
    },
  });
  const site = await of.aSite(A, HOME);
  expect(await runActivity(beginSiteSync(late(() => {})), refOf(site, 'run-1'))).toBe(false);
  expect(await of.sites.pages(A, site._id)).toEqual([]);

  const other = await of.aSite(A, HOME);
  const dies = late(() => {
    throw new Error('the process was killed');
  });
  await expect(runActivity(beginSiteSync(dies), refOf(other, 'run-1'))).rejects.toThrow('killed');
  expect(await runActivity(beginSiteSync(of), refOf(other, 'run-1'))).toBe(false);
  expect(await of.sites.pages(A, other._id)).toEqual([]);
});

test('a run that has waited behind another finds its work done; asked for later, it is another sync', async () => {
  const of = deps(SMALL);
  const site = await of.aSite(A, HOME);
  const askedAt = Math.floor(Date.now() / 1000) * 1000;
  await sync(of, site);
  expect(await runActivity(beginSiteSync(of), { ...refOf(site, 'run-2'), askedAt })).toBe(false);
  expect(await of.sites.get(A, site._id)).toMatchObject({ state: 'synced', run: 'run-1', sync: 1 });
  expect(await runActivity(beginSiteSync(of), { ...refOf(site, 'run-3'), askedAt: Date.now() + 1_000 })).toBe(true);
  expect(await of.sites.get(A, site._id)).toMatchObject({ state: 'reading', run: 'run-3', sync: 2 });
});

test('doors that open while a run stops: it goes on itself, or whoever opened them has somebody go on', async () => {
  const of = deps(SMALL);
  const site = await of.aSite(A, HOME);
  await runActivity(beginSiteSync(of), refOf(site, 'run-1'));
  of.suspended.add(A.tenantId);
  const opened = (taken: boolean): MemorySites => ({
    ...of,
    sites: {
      ...of.sites,
      async change(scope, id, to, run) {
        const changed = await of.sites.change(scope, id, to, run);
        if (to.state !== 'waiting') return changed;
        of.suspended.clear();
        if (taken) await of.sites.change(scope, id, { run: TO_GO_ON }, null);
        return changed;
      },
    },
  });
  expect(await runActivity(readSitePages(opened(true)), refOf(site, 'run-1'))).toBeNull();
  expect(await of.sites.get(A, site._id)).toMatchObject({ state: 'waiting', run: TO_GO_ON });
  await runActivity(beginSiteSync(of), refOf(site, 'run-2'));
  of.suspended.add(A.tenantId);
  expect(await runActivity(readSitePages(opened(false)), refOf(site, 'run-2'))).toEqual({ left: 0 });
  expect(paths(of.asked)).toEqual(['/', '/a', '/b', '/c']);
});

test('for a suspended tenant nothing is called; when its doors open the sync goes on where it was', async () => {
  const of = deps((url) => {
    if (url.endsWith('/a')) of.suspended.add(A.tenantId);
    return SMALL(url);
  });
  const site = await of.aSite(A, HOME);
  expect(await sync(of, site)).toMatchObject({ state: 'waiting', run: null, sync: 1 });
  expect(await sync(of, site, 'run-2')).toMatchObject({ state: 'waiting', run: null, sync: 1 });
  expect(paths(of.asked)).toEqual(['/', '/a']);
  of.suspended.clear();
  expect(await sync(of, site, 'run-3')).toMatchObject({ state: 'synced', sync: 1, progress: { found: 4, read: 4 } });
  expect(paths(of.asked)).toEqual(['/', '/a', '/b', '/c']);
});

test.each([
  ['depth', CHAIN, {}],
  ['pages', (url: string) => shown(`<p>All of ${url}.</p>${[1, 2, 3].map((n) => `<a href="${url}${n}">${n}</a>`).join('')}`), {}],
  ['bytes', SMALL, { bytes: SITE.bytes }],
] as const)(
  'a site without an end ends by its %s',
  async (limit, web, progress) => {
    const of = deps(web);
    const site = await of.aSite(A, HOME);
    const ref = refOf(site, 'run-1');
    await runActivity(beginSiteSync(of), ref);
    const begun = (await of.sites.get(A, site._id))!;
    await of.sites.change(A, site._id, { progress: { ...begun.progress, ...progress } }, 'run-1');
    expect(await sync(of, site)).toMatchObject({ state: 'synced', limit });
    expect(of.asked.length).toBeLessThanOrEqual(SITE.pages);
  },
  900_000,
);

test('a site that is slow without an end ends by the time', async () => {
  let minutes = 0;
  const of = deps(CHAIN, { now: () => new Date((minutes += 30) * 60_000) });
  expect(await sync(of, await of.aSite(A, HOME))).toMatchObject({ state: 'synced', limit: 'time' });
});

test('redirects that lead in a circle, away, or nowhere end', async () => {
  const to = (path: string): FetchedPage => ({ type: 'redirect', to: path });
  const of = deps(
    webOf({
      '/': ['Welcome.', '/one', '/self', '/away', '/void'],
      '/one': to('/two'),
      '/two': to('/one'),
      '/self': to('/self'),
      '/away': to('https://b.example/'),
      '/void': to('http://['),
    }),
  );
  expect((await sync(of, await of.aSite(A, HOME))).progress).toMatchObject({ found: 6, read: 1, skipped: 3 });
  expect(paths(of.asked)).toEqual(['/', '/one', '/self', '/away', '/void', '/two']);
});

test('a map of maps with fifty thousand entries gives as many pages as a site may have', async () => {
  const entries = Array.from({ length: 50_000 }, (_, i) => `<url><loc>${HOME}p${i}</loc></url>`).join('');
  const map = (content: string): FetchedPage => ({ ...(shown(content) as FetchedPage & { type: 'page' }), type: 'map' });
  const of = deps((url) => {
    if (url.endsWith('/map.xml')) return map(`<sitemapindex><sitemap><loc>${HOME}part.xml</loc></sitemap></sitemapindex>`);
    return url.endsWith('/part.xml') ? map(`<urlset>${entries}</urlset>`) : shown(`<p>All of ${url}.</p><a href="/never">x</a>`);
  });
  const { progress, limit } = await sync(of, await of.aSite(A, `${HOME}map.xml`));
  expect({ limit, ...progress }).toMatchObject({ limit: 'pages', found: SITE.pages, read: SITE.pages - 2 });
  expect(of.asked).not.toContain(`${HOME}never`);
});

test('one page under several addresses is one document: the one that it names, and the same words once', async () => {
  const named = (text: string) => shown(aPage('Oars', text).replace('<head>', '<head><link rel="canonical" href="/oars">'));
  const of = deps(
    webOf({
      '/': ['Welcome.', '/oars?sort=up', '/oars?sort=down', '/copy'],
      '/oars?sort=up': named('Oars are made of ash. Sorted up.'),
      '/oars?sort=down': named('Oars are made of ash. Sorted down.'),
      '/oars': named('Oars are made of ash.'),
      '/copy': shown(aPage('Oars', 'Oars are made of ash.')),
    }),
  );
  const { progress } = await sync(of, await of.aSite(A, HOME));
  expect(of.uploads.map((url) => url.slice(HOME.length - 1))).toEqual(['/', '/copy']);
  expect(progress.skips.map(({ url, reason }) => [url.slice(HOME.length - 1), reason])).toEqual([
    ['/oars?sort=up', 'duplicate'],
    ['/oars?sort=down', 'duplicate'],
    ['/oars', 'duplicate'],
  ]);
});

test('a door that asks for a password is no page, and bytes that are none are passed over', async () => {
  const of = deps(
    webOf({
      '/': ['Welcome.', '/door', '/picture', '/latin', '/named', '/lies', '/huge'],
      '/door': shown('<!doctype html><title>Sign in</title><h1>Sign in</h1><form><input name="user"><input type=password></form>'),
      '/picture': shown(Uint8Array.from({ length: 2_000 }, (_, i) => (i * 37) % 256)),
      '/latin': shown(Buffer.from('<!doctype html><h1>Gr\xfc\xdfe</h1><p>Sch\xf6ne Ferien an der K\xfcste.</p>', 'latin1')),
      '/named': shown(Buffer.from('<!doctype html><meta charset="utf-8"><h1>Tov\xe1ry</h1><p>Vesla z jasanu.</p>', 'latin1'), {
        charset: 'iso-8859-2',
      }),
      '/lies': shown(Buffer.from('<!doctype html><h1>Überall</h1><p>Ruder aus Esche.</p>'), { charset: 'klingon' }),
      '/huge': { type: 'skipped', reason: 'tooLarge' },
    }),
  );
  const { progress } = await sync(of, await of.aSite(A, HOME));
  expect(progress.skips.map(({ url, reason }) => [new URL(url).pathname, reason])).toEqual([
    ['/door', 'refused'],
    ['/picture', 'unreadable'],
    ['/huge', 'tooLarge'],
  ]);
  const texts = await Promise.all(
    (await of.documents.list(A, { limit: 10 })).data.map(async ({ versionId }) => Buffer.from((await of.files.get(A, versionId))!).toString()),
  );
  expect(texts.join('\n')).toMatch(/Grüße[^]*Továry[^]*Überall/);
});

test('without a robots.txt that can be had nothing is read, and what was read stays', async () => {
  const of = deps(SMALL);
  const site = await of.aSite(A, HOME);
  await sync(of, site);
  const shut = { ...of, fetcher: { ...of.fetcher, robots: async () => null } };
  expect(await sync(shut, site, 'run-2')).toMatchObject({ state: 'failed', failure: 'robotsUnreachable' });
  expect(of.asked).toHaveLength(4);
  expect((await of.documents.list(A, { limit: 10 })).data).toHaveLength(4);
});
